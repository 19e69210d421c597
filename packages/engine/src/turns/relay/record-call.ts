import { toOrchestratorError, type Alert, type RelayedAnswer, type TurnRequest } from "@ai-orchestrator/contract";
import type { EngineDeps } from "../engine-deps.ts";
import type { PreparedTurn } from "../prepared-turn.ts";
import { auditTurn } from "../turn-ledger.ts";

/** A relayed call that is over. */
type EndedCall = Omit<Parameters<typeof auditTurn>[0], "prompt" | "alerts"> & { readonly prepared: PreparedTurn };

/** Looks at what a relayed answer said, as a turn does at its end, and records the call with what was found. An answer that cannot be read is logged, and the call recorded. */
export function readAndRecord(call: EndedCall, answer: RelayedAnswer): void {
  recordCall(call, alertsOf(call, answer));
}

/** Writes a call's audit record and keeps its alerts. */
export function recordCall(call: EndedCall, found: readonly Alert[]): void {
  const alerts = found.length === 0 ? call.prepared.alerts : [...call.prepared.alerts, ...found];
  try {
    auditTurn({ ...call, prompt: call.prepared.prompt, alerts });
  } finally {
    // One book that cannot be written must not lose the other.
    keepAlerts(call.request, alerts, call.deps);
  }
}

/** Keeps alerts where `aio security alerts` finds them; never those of incognito. */
export function keepAlerts({ policy }: TurnRequest, alerts: readonly Alert[], deps: EngineDeps): void {
  if (alerts.length === 0 || policy?.incognito === true) return;
  try {
    deps.keepAlerts?.(alerts);
  } catch (thrown) {
    report(deps, "Alerts of a call could not be kept.", thrown);
  }
}

/** What a relayed answer said; where it cannot be read the log says so. */
export function answerText(answer: RelayedAnswer, deps: EngineDeps): string | undefined {
  try {
    return answer.text();
  } catch (thrown) {
    report(deps, "A relayed answer could not be read.", thrown);
    return undefined;
  }
}

function alertsOf({ deps, turnId, prepared }: EndedCall, answer: RelayedAnswer): readonly Alert[] {
  const text = answerText(answer, deps) ?? "";
  if (text === "") return [];
  try {
    const { system } = prepared;
    return deps.security.analyze({
      text,
      source: "response",
      turnId,
      ...(system === undefined ? {} : { system }),
    });
  } catch (thrown) {
    report(deps, "A relayed answer could not be analyzed.", thrown);
    return [];
  }
}

function report(deps: EngineDeps, what: string, thrown: unknown): void {
  const error = toOrchestratorError(thrown);
  deps.logger?.log("error", what, { code: error.code, error: error.message });
}
