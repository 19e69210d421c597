import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

/** A fresh private directory, removed when the file's tests are over. */
export function temporaryDirectory(): string {
  const path = mkdtempSync(join(tmpdir(), "vault-"));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
