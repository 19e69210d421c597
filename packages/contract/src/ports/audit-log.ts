import type { AlertSeverity } from "../alert.ts";
import type { Cost, Usage } from "../usage.ts";

/** One provider call as the audit keeps it: never prompt or answer text. */
export interface AuditEntry {
  readonly at: number;
  readonly event: "call" | "alert" | "credential" | "config" | "key";
  /** Absent in incognito, like everything that points at a conversation. */
  readonly conversationId?: string;
  readonly turnId?: string;
  readonly model?: string;
  readonly provider?: string;
  readonly usage?: Usage;
  readonly cost?: Cost;
  readonly latencyMs?: number;
  readonly attempts?: number;
  readonly outcome: string;
  readonly promptLength?: number;
  /** The log replaces it by a keyed fingerprint and stores only that; absent in incognito. */
  readonly promptText?: string;
  readonly alerts?: readonly { readonly rule: string; readonly severity: AlertSeverity }[];
  readonly client?: string;
  readonly keyId?: string;
  readonly incognito?: boolean;
  readonly detail?: string;
}

/** Append-only, tamper-evident record of what was called. */
export interface AuditLog {
  /** Durable within a second; throws `storage` if it cannot be written at all. */
  append(entry: AuditEntry): void;
  /** Resolves when everything appended is on disk. */
  flush(): Promise<void>;
}
