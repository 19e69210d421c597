import { hash, randomBytes } from "node:crypto";
import { dropOldest } from "@ai-orchestrator/contract";
import type { scan, ScanInput, ScanResult } from "@ai-orchestrator/security";

/** Results kept: a few hundred bytes each, and never text. */
const MOST_KEPT = 8_192;

/**
 * The scanner with a memory: programs send the same text again with every step they take. A result depends on the text,
 * what it is and the system prompt beside it, and on nothing else, so what is remembered is what would be found. Texts
 * are known by their hash under a salt of this process: also of an incognito turn nothing can be read here. A text that
 * is looked at for this machine's secrets is looked at every time: they change.
 */
export function rememberScans(scanNow: typeof scan): typeof scan {
  const salt = randomBytes(16).toString("base64");
  const kept = new Map<string, ScanResult>();
  return (input) => {
    if (input.secrets !== undefined) return scanNow(input);
    const name = nameOf(input, salt);
    const known = kept.get(name);
    const result = known ?? scanNow(input);
    // What is asked again moves to the end, once there is anything to lose by not moving it.
    if (known !== undefined && kept.size < MOST_KEPT / 2) return known;
    if (known !== undefined) kept.delete(name);
    kept.set(name, result);
    dropOldest(kept, MOST_KEPT);
    return result;
  };
}

function nameOf({ text, kind, system }: ScanInput, salt: string): string {
  return hash("sha256", `${salt}${kind}:${system?.length ?? -1}:${system ?? ""}${text}`, "base64");
}
