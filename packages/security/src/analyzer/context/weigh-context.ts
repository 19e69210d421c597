import type { Reading } from "../model/score-windows.ts";
import type { ScanInput } from "../scan-result.ts";

/** What the text's surroundings say about it, in log-odds. */
export interface ContextSignal {
  readonly weight: number;
  readonly reasons: readonly { readonly rule: string; readonly reason: string; readonly start: number; readonly end: number; readonly weight: number }[];
}

/** Weighs a text against its system prompt and its kind. */
export function weighContext(_input: ScanInput, _readings: readonly Reading[]): ContextSignal {
  return { weight: 0, reasons: [] };
}
