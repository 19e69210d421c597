import type { Alert, AlertSource } from "../alert.ts";

/** What the engine asks of security. Implemented over packages/security by the composition root. */
export interface SecurityGate {
  /** Throws `invalid_input` for text no model should get: empty, over the limit, lone surrogates. Returns the text to send. */
  checkInput(text: string): string;
  /** Alerts for a text; `action: "block"` means the turn must not go on. */
  analyze(input: {
    readonly text: string;
    readonly source: AlertSource;
    readonly system?: string;
    readonly turnId?: string;
    /** What the user asked for once, where that is more than this turn (a compare): it counts once for the pace of turns. */
    readonly requestId?: string;
    /** Who asks: each caller's pace is its own. */
    readonly caller?: string;
    /** False where nothing is sent: only looked at, it is no turn. */
    readonly isSent?: boolean;
  }): readonly Alert[];
  /** When texts of this source must be read: before anybody gets them where a finding may hold them back, afterwards where findings are only noted. */
  reads(source: AlertSource): "before" | "afterwards" | "never";
  /** The text without secrets. */
  redact(text: string): string;
}
