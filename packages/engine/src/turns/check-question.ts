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

/** Checks the typed text and what is attached. Throws `invalid_input` for text no model should get. Alerts are returned, blocking ones included. */
export function checkQuestion(
  parts: readonly MessagePart[],
  options: {
    readonly security: SecurityGate;
    readonly turnId: string;
    readonly requestId?: string;
    readonly caller?: string;
    readonly isSent?: boolean;
    readonly system?: string;
  },
): CheckedQuestion {
  const { security, ...about } = options;
  const isBlank = parts.every((part) => part.type === "text" && part.text.trim() === "");
  // Blank text beside a picture is fine; a question that is nothing but blank is the gate's to refuse.
  if (isBlank) security.checkInput("");
  const question = parts.map((part) =>
    part.type === "text" && part.text.trim() !== "" ? { ...part, text: security.checkInput(part.text) } : part,
  );
  const alerts = question.flatMap((part) => {
    const found = inspected(part);
    return found === undefined ? [] : security.analyze({ ...found, ...about });
  });
  const prompt = question.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n\n");
  return { prompt, question, alerts };
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
