import {
  isToolResultParts,
  OrchestratorError,
  type Alert,
  type MessagePart,
  type SecurityGate,
  type ToolResultPart,
  type TurnRequest,
} from "@ai-orchestrator/contract";

/** A question that may be sent. */
export interface CheckedQuestion {
  /** Its text, the parts joined by blank lines. */
  readonly prompt: string;
  readonly question: readonly MessagePart[];
  readonly alerts: readonly Alert[];
}

/** What the analyzer is told of a question beside its text. */
export type AboutQuestion = Omit<Parameters<SecurityGate["analyze"]>[0], "text" | "source">;

const NO_ALERTS: readonly Alert[] = [];

/** Checks the typed text and what is attached. Throws `invalid_input` for text no model should get. Alerts are returned, blocking ones included. */
export function checkQuestion(
  parts: readonly MessagePart[],
  security: SecurityGate,
  about: AboutQuestion,
): CheckedQuestion {
  // Blank text beside a picture is fine; a question that is nothing but blank is the gate's to refuse.
  if (parts.every(isBlank)) security.checkInput("");
  const question = parts.map((part) => checkedPart(part, security));
  let alerts = NO_ALERTS;
  for (const part of question) {
    const asked = inspected(part);
    if (asked === undefined) continue;
    const found = security.analyze({ ...asked, ...about });
    if (found.length > 0) alerts = alerts.length === 0 ? found : [...alerts, ...found];
  }
  return { prompt: textOf(question), question, alerts };
}

function isBlank(part: MessagePart): boolean {
  return part.type === "text" && part.text.trim() === "";
}

function checkedPart(part: MessagePart, security: SecurityGate): MessagePart {
  if (part.type !== "text" || isBlank(part)) return part;
  const text = security.checkInput(part.text);
  return text === part.text ? part : { ...part, text };
}

function textOf(question: readonly MessagePart[]): string {
  const [only] = question;
  if (question.length === 1 && only?.type === "text") return only.text;
  return question.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n\n");
}

/** Whose pace a turn counts for: the virtual key's, else the surface's the owner uses. */
export function callerOf({ keyId, client }: Pick<TurnRequest, "keyId" | "client">): { readonly caller?: string } {
  const caller = keyId ?? client;
  return caller === undefined ? {} : { caller };
}

/** Throws `blocked_by_policy` if one of the alerts says so. */
export function refuseBlocked(alerts: readonly Alert[]): void {
  const blocking = alerts.find((alert) => alert.action === "block");
  if (blocking === undefined) return;
  throw new OrchestratorError("blocked_by_policy", `Not sent: ${blocking.reason}`, {
    suggestion: "Change the text, or set the analyzer to `warn` for this source.",
    details: { rule: blocking.rule, severity: blocking.severity },
  });
}

function inspected(part: MessagePart): { readonly text: string; readonly source: "prompt" | "document" } | undefined {
  if (part.type === "text") return { text: part.text, source: "prompt" };
  if (part.type === "file" && part.text !== undefined) return { text: part.text, source: "document" };
  if (part.type === "tool-result") return { text: toolResultText(part.output), source: "document" };
  return undefined;
}

function toolResultText(output: ToolResultPart["output"]): string {
  if (typeof output === "string") return output;
  if (isToolResultParts(output))
    return output.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n\n");
  return JSON.stringify(output);
}
