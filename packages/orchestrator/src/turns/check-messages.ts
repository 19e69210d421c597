import { OrchestratorError, type Config, type TurnRequest } from "@ai-orchestrator/contract";

/** Throws `invalid_input` for more messages than `security.maxMessages` allows. */
export function checkMessages(request: TurnRequest, config: Config): void {
  const limit = config.security?.maxMessages;
  const count = request.messages?.length ?? 0;
  if (limit === undefined || count <= limit) return;
  throw new OrchestratorError("invalid_input", `The request has ${count} messages; the limit is ${limit}.`, {
    suggestion: "Send fewer, or raise security.maxMessages in the config.",
  });
}
