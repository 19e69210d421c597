import { NO_USAGE, toOrchestratorError, type MadeBy, type Usage } from "@ai-orchestrator/contract";
import type { GatewayRequest } from "../http/gateway-request.ts";
import { headerText } from "../http/header-text.ts";
import type { CountedCall, Metrics } from "../operations/metrics.ts";

/** Runs a call that is no turn, says in headers who answered, and counts it. */
export async function countOperation<T extends MadeBy & { readonly usage?: Usage }>(
  { raw, response }: GatewayRequest,
  { metrics, operation }: { readonly metrics: Metrics; readonly operation: NonNullable<CountedCall["operation"]> },
  run: () => Promise<T>,
): Promise<T> {
  const started = performance.now();
  const count = (made: Omit<CountedCall, "usd" | "latencyMs" | "headers">): void =>
    metrics.call({ ...made, operation, usd: null, latencyMs: performance.now() - started, headers: raw.headers });
  try {
    const result = await run();
    const { model, provider, usage = NO_USAGE } = result;
    count({ model, provider, usage, outcome: "ok" });
    response.setHeader("x-aio-model", headerText(model));
    response.setHeader("x-aio-provider", headerText(provider));
    return result;
  } catch (thrown) {
    // Where no provider was reached, the model is only what the caller wrote: no label, or there would be no end of them.
    const { code, provider = "none", model } = toOrchestratorError(thrown);
    count({ model: provider === "none" ? "none" : (model ?? "none"), provider, usage: NO_USAGE, outcome: code });
    throw thrown;
  }
}
