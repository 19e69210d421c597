import type { Alert, AlertSeverity } from "@ai-orchestrator/contract";
import { epochMs } from "../conversations/conversation-filter.ts";
import type { StoreContext } from "../store-context.ts";

/** What can be asked of the alerts; `severity` is the lowest shown. */
export interface AlertFilter {
  readonly severity?: AlertSeverity;
  /** ISO, inclusive. */
  readonly since?: string;
  readonly conversationId?: string;
  /** 100 unless told. */
  readonly limit?: number;
}

/** Findings of the security analyzer, kept until their conversation is purged. */
export interface AlertLog {
  /** Keeps alerts; one that is known already is left as it is. */
  add(alerts: readonly Alert[]): void;
  /** Newest first. */
  list(filter?: AlertFilter): readonly Alert[];
  /** Forgets alerts before an ISO time; all without one. Returns how many. */
  clear(before?: string): number;
}

const SEVERITIES: readonly AlertSeverity[] = ["low", "medium", "high", "critical"];

/** The alerts in table `alert`. */
export function alertLog(context: StoreContext): AlertLog {
  const { database, codec } = context;
  return {
    add: (alerts) => {
      if (alerts.length === 0) return;
      database.write("store alerts", () => {
        for (const alert of alerts) {
          database
            .prepare(
              "INSERT INTO alert (id, at, severity, conversation_id, turn_id, body) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            )
            .run(
              alert.id,
              Date.parse(alert.at),
              SEVERITIES.indexOf(alert.severity),
              alert.conversationId ?? null,
              alert.turnId ?? null,
              codec.seal(JSON.stringify(alert), `alert|${alert.id}`),
            );
        }
      });
    },
    list: (filter = {}) =>
      database.read("read alerts", () =>
        database
          .prepare(
            "SELECT id, body FROM alert WHERE severity >= ? AND at >= ? AND (?3 IS NULL OR conversation_id = ?3) ORDER BY at DESC, rid DESC LIMIT ?4",
          )
          .all(
            filter.severity === undefined ? 0 : SEVERITIES.indexOf(filter.severity),
            filter.since === undefined ? Number.MIN_SAFE_INTEGER : epochMs(filter.since),
            filter.conversationId ?? null,
            filter.limit ?? 100,
          )
          .map((row) => JSON.parse(codec.open(row.body, `alert|${String(row.id)}`)) as Alert),
      ),
    clear: (before) =>
      database.write("forget alerts", () =>
        Number(
          database
            .prepare("DELETE FROM alert WHERE at < ?")
            .run(before === undefined ? Number.MAX_SAFE_INTEGER : epochMs(before)).changes,
        ),
      ),
  };
}
