/** From harmless to act now. */
export type AlertSeverity = "low" | "medium" | "high" | "critical";

/** Where the text came from. */
export type AlertSource = "prompt" | "document" | "search_result" | "response" | "traffic";

/** A finding of the security analyzer. Holds no text, only where and why. */
export interface Alert {
  readonly id: string;
  readonly at: string;
  readonly severity: AlertSeverity;
  readonly category: string;
  readonly rule: string;
  readonly source: AlertSource;
  readonly reason: string;
  /** UTF-16 offsets into the text it was found in. */
  readonly spans: readonly (readonly [start: number, end: number])[];
  readonly score: number;
  readonly turnId?: string;
  readonly conversationId?: string;
  readonly action: "log" | "warn" | "block";
}
