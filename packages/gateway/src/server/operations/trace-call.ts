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
      spanName(call),
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

/** What the conventions call the span of a call. */
export function spanName({ operation = "chat", model }: CountedCall): string {
  return `${operation} ${model}`;
}

/** A call in the conventions' attributes, https://github.com/open-telemetry/semantic-conventions-genai (docs/gen-ai/gen-ai-spans.md, November 2026). */
export function callAttributes(call: CountedCall): Readonly<Record<string, string | number | boolean>> {
  const { usage } = call;
  return {
    "gen_ai.operation.name": call.operation ?? "chat",
    "gen_ai.provider.name": PROVIDER_NAMES[call.provider] ?? call.provider,
    "gen_ai.request.model": call.model,
    "gen_ai.response.model": call.model,
    ...(call.streams === true ? { "gen_ai.request.stream": true } : {}),
    "gen_ai.usage.input_tokens": usage.inputTokens,
    "gen_ai.usage.output_tokens": usage.outputTokens,
    "gen_ai.usage.cache_read.input_tokens": usage.cacheReadTokens,
    "gen_ai.usage.cache_creation.input_tokens": usage.cacheWriteTokens,
    ...(usage.reasoningTokens === 0 ? {} : { "gen_ai.usage.reasoning.output_tokens": usage.reasoningTokens }),
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
