import { expect, it } from "vitest";
import { editorCommand } from "./editor-command.ts";

const FILE = "/home/me/my data/config.json";
const SPACED = "/Applications/Sublime Text.app/bin/subl";
const isFile = (path: string): boolean => path === SPACED || path === String.raw`C:\Program Files\Vim\vim.exe`;
const posix = (editor: string) => editorCommand(editor, FILE, { platform: "linux", isFile });
const windows = (editor: string) =>
  editorCommand(editor, String.raw`C:\Users\A B\config.json`, { platform: "win32", isFile });

it.each([
  ["vi", ["vi", FILE]],
  ["code --wait", ["code", "--wait", FILE]],
  ["  emacsclient  -c -a ''  ", ["emacsclient", "-c", "-a", "", FILE]],
  [`"${SPACED}" -w`, [SPACED, "-w", FILE]],
  [`'${SPACED}' -w`, [SPACED, "-w", FILE]],
  [SPACED, [SPACED, FILE]],
])("starts %j without a shell", (editor, [program, ...args]) => {
  expect(posix(editor)).toEqual({ program, args, shell: false });
});

it.each([
  ["notepad", String.raw`notepad "C:\Users\A B\config.json"`],
  ["code.cmd --wait", String.raw`code.cmd --wait "C:\Users\A B\config.json"`],
  [
    String.raw`"C:\Program Files\VS Code\bin\code.cmd" -w`,
    String.raw`"C:\Program Files\VS Code\bin\code.cmd" -w "C:\Users\A B\config.json"`,
  ],
  [String.raw`C:\Program Files\Vim\vim.exe`, String.raw`"C:\Program Files\Vim\vim.exe" "C:\Users\A B\config.json"`],
])("starts %j through the shell on Windows", (editor, program) => {
  expect(windows(editor)).toEqual({ program, args: [], shell: true });
});
