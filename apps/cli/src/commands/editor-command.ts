/** How to start an editor on a file. */
export interface EditorCommand {
  readonly program: string;
  readonly args: readonly string[];
  /** `program` is a whole line for the system's shell. */
  readonly shell: boolean;
}

/**
 * What `editor` (as in `VISUAL` and `EDITOR`: a program, perhaps with arguments, each perhaps in quotes; or a plain
 * path with spaces, which `isFile` tells) means for `file`. On Windows it becomes a line for the shell, which alone
 * finds and starts scripts such as `code.cmd`.
 */
export function editorCommand(
  editor: string,
  file: string,
  { platform, isFile }: { readonly platform: string; readonly isFile: (path: string) => boolean },
): EditorCommand {
  const words = isFile(editor.trim()) ? [editor.trim()] : splitWords(editor);
  const [program = "", ...args] = [...words, file];
  if (platform !== "win32") return { program, args, shell: false };
  return { program: [program, ...args].map(quoteForCmd).join(" "), args: [], shell: true };
}

/** Words at spaces, except inside double or single quotes, which are taken off. */
function splitWords(text: string): readonly string[] {
  const words = text.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? [];
  return words.map((word) => word.replaceAll(/"([^"]*)"|'([^']*)'/g, "$1$2"));
}

function quoteForCmd(word: string): string {
  return /^[\w.:\\/+=-]+$/.test(word) ? word : `"${word}"`;
}
