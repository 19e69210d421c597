import { mkdirSync } from "node:fs";

/** The folder for everything, private to its owner. */
export function ensureHome(home: string): void {
  mkdirSync(home, { recursive: true, mode: 0o700 });
}
