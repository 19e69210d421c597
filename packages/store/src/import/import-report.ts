/** Something that was left out, how often, and a few places. */
export interface Skipped {
  readonly reason: string;
  readonly count: number;
  readonly examples: readonly string[];
}

/** What an import did. */
export interface ImportReport {
  readonly format: ImportFormat;
  /** `extended` had been imported before and had grown; `unchanged` had not. */
  readonly conversations: { readonly added: number; readonly extended: number; readonly unchanged: number };
  readonly turnsAdded: number;
  readonly skipped: readonly Skipped[];
}

/** Where histories come from. */
export type ImportFormat = "ai-orchestrator" | "chatgpt" | "claude" | "open-webui" | "conversations.db";

/** Notes what is left out while reading. */
export type Skip = (reason: string, example: string) => void;

const EXAMPLES = 3;

/** Collects notes and adds equal ones up. */
export function skipCounter(): { readonly skip: Skip; readonly skipped: () => readonly Skipped[] } {
  const notes = new Map<string, { count: number; examples: string[] }>();
  return {
    skip: (reason, example) => {
      const note = notes.get(reason) ?? { count: 0, examples: [] };
      note.count += 1;
      if (note.examples.length < EXAMPLES && !note.examples.includes(example)) note.examples.push(example);
      notes.set(reason, note);
    },
    skipped: () => [...notes].map(([reason, note]) => ({ reason, ...note })),
  };
}
