import { hash, randomBytes } from "node:crypto";
import { dropOldest } from "@ai-orchestrator/contract";
import type { readSystem, SystemWords } from "@ai-orchestrator/security";

/** Kept at most: two dozen programs' prompts, some hundred kilobytes each. */
const MOST_KEPT = 24;
const LONGEST_KEPT = 32_000;

/**
 * Reads a system prompt once for all the answers that are compared with it: a program sends the same one with every call.
 * Known by its hash under a salt of this process, kept as hashes of its words: also of an incognito turn nothing can be read here.
 */
export function rememberSystems(read: typeof readSystem): typeof readSystem {
  const salt = randomBytes(16).toString("base64");
  const kept = new Map<string, SystemWords>();
  return (system) => {
    if (system.length > LONGEST_KEPT) return read(system);
    const name = hash("sha256", salt + system, "base64");
    const words = kept.get(name) ?? read(system);
    kept.delete(name);
    kept.set(name, words);
    dropOldest(kept, MOST_KEPT);
    return words;
  };
}
