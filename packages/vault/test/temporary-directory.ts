import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

const made: string[] = [];

// Once a test file, when it imports this: hooks set inside a test are not run.
afterAll(() => {
  for (const path of made) rmSync(path, { recursive: true, force: true });
});

/** What `mode & 0o777` is of a file only its owner can use. Windows has access lists instead of modes. */
export const PRIVATE_FILE: number = process.platform === "win32" ? 0o666 : 0o600;

/** A fresh private directory, removed when the file's tests are over. */
export function temporaryDirectory(): string {
  const path = mkdtempSync(join(tmpdir(), "vault-"));
  made.push(path);
  return path;
}
