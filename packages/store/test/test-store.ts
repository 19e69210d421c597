import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Logger, StoredTurn } from "@ai-orchestrator/contract";
import { onTestFinished } from "vitest";
import { openStore, type Store, type StoreOptions } from "../src/index.ts";

export { finishedTurn } from "./turns.ts";

/** What `mode & 0o777` is of a file only its owner can use. Windows has access lists instead of modes. */
export const PRIVATE_FILE: number = process.platform === "win32" ? 0o666 : 0o600;

/** A fresh folder that goes when the test ends. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "aio-store-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A clock that moves one millisecond a reading, and ids that count. */
export function testWorld(start: number = Date.UTC(2026, 0, 1)): {
  now: () => number;
  newId: () => string;
  advance: (ms: number) => void;
} {
  let at = start;
  let id = 0;
  return {
    now: () => ++at,
    newId: () => `id-${++id}`,
    advance: (ms) => {
      at += ms;
    },
  };
}

/** Options for a store in a fresh folder. */
export function storeOptions(extra: Partial<StoreOptions> = {}): StoreOptions {
  const world = testWorld();
  return { path: join(tempFolder(), "history.db"), now: world.now, newId: world.newId, ...extra };
}

/** An open store that closes when the test ends. */
export function testStore(extra: Partial<StoreOptions> = {}): Store {
  const store = openStore(storeOptions(extra));
  onTestFinished(() => store[Symbol.dispose]());
  return store;
}

/** Asks and answers in one go; returns the turn id. */
export function addTurn(
  store: Store,
  conversationId: string,
  turn: { id: string; question: string; answer: string; parentId?: string | null; at?: number } & Partial<
    Omit<StoredTurn, "question" | "answer" | "parentId">
  >,
): string {
  const { id, question, answer, parentId, at = Date.UTC(2026, 0, 2), ...rest } = turn;
  const text = (value: string): StoredTurn["question"] => [{ type: "text", text: value }];
  store.conversations.beginTurn({
    id,
    conversationId,
    question: text(question),
    at,
    ...(parentId === undefined ? {} : { parentId }),
  });
  const begun = store.conversations.turn(id);
  if (begun === undefined) throw new Error("the turn was not stored");
  store.conversations.finishTurn({
    ...begun,
    status: "complete",
    completedAt: new Date(at + 1000).toISOString(),
    answer: text(answer),
    ...rest,
  });
  return id;
}

/** A logger that remembers. */
export function rememberingLogger(): Logger & { readonly lines: string[] } {
  const lines: string[] = [];
  return { lines, log: (level, message) => lines.push(`${level} ${message}`) };
}

/** Files under a folder that hold the text in any of their bytes. */
export function filesHolding(folder: string, text: string): readonly string[] {
  const needle = Buffer.from(text);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(needle));
}
