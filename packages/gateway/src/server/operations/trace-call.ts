import { context, propagation, ProxyTracerProvider, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import type { CountedCall } from "./metrics.ts";

/**
 * One span a model call, in the words of OpenTelemetry's GenAI conventions: model, provider, tokens, outcome; never
 * content. Goes to whatever SDK the process registered, under the caller's own trace; without one it costs nothing.
 */
export function traceCall(call: CountedCall): void {
  if (!isTraced()) return;
  const parent = propagation.extract(context.active(), call.headers);
  const span = trace
    .getTracer(NAME)
    .startSpan(
      `chat ${call.model}`,
      { kind: SpanKind.CLIENT, startTime: Date.now() - call.latencyMs, attributes: callAttributes(call) },
      parent,
    );
  if (call.outcome !== "ok") span.setStatus({ code: SpanStatusCode.ERROR, message: call.outcome });
  span.end();
}

const NAME = "ai-orchestrator.gateway";

/** False while no SDK is registered: until then the API's own provider has nobody to hand a tracer on to. */
function isTraced(): boolean {
  const provider = trace.getTracerProvider();
  return !(provider instanceof ProxyTracerProvider) || provider.getDelegateTracer(NAME) !== undefined;
}

/** A call in the conventions' attributes. */
export function callAttributes(call: CountedCall): Readonly<Record<string, string | number>> {
  return {
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": PROVIDER_NAMES[call.provider] ?? call.provider,
    "gen_ai.request.model": call.model,
    "gen_ai.response.model": call.model,
    "gen_ai.usage.input_tokens": call.tokens.input,
    "gen_ai.usage.output_tokens": call.tokens.output,
    ...(call.usd === null ? {} : { "aio.cost_usd": call.usd }),
    ...(call.outcome === "ok" ? {} : { "error.type": call.outcome }),
  };
}

/** The conventions' names where they are not ours. */
const PROVIDER_NAMES: Readonly<Record<string, string>> = {
  google: "gcp.gemini",
  "vertex-ai": "gcp.vertex_ai",
  mistral: "mistral_ai",
  xai: "x_ai",
  moonshot: "moonshot_ai",
};
