import { randomBytes } from "node:crypto";
import type { Logger } from "@ai-orchestrator/contract";
import type { CountedCall } from "./metrics.ts";
import { callAttributes, spanName } from "./trace-call.ts";

/** Sends a span for each model call to a collector, for processes that load no OpenTelemetry SDK. Never content. */
export interface OtlpExporter extends AsyncDisposable {
  /** Costs nothing now: spans go out in groups. */
  add(call: CountedCall): void;
}

const WAIT_MS = 2_000;
/** Beyond this, spans are dropped rather than kept: a collector that is down must not cost memory. */
const MOST_WAITING = 5_000;

/** Exports to `endpoint` (its `/v1/traces`) in OTLP's JSON encoding, https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding. */
export function createOtlpExporter(options: {
  readonly endpoint: string;
  readonly fetch: typeof fetch;
  readonly now: () => number;
  readonly logger: Logger;
  readonly version: string;
}): OtlpExporter {
  const url = `${options.endpoint.replace(/\/+$/, "").replace(/\/v1\/traces$/, "")}/v1/traces`;
  let waiting: object[] = [];
  let timer: NodeJS.Timeout | undefined;
  const flush = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length === 0) return;
    const spans = waiting;
    waiting = [];
    try {
      const response = await options.fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(envelope(spans, options.version)),
        signal: AbortSignal.timeout(5_000),
        redirect: "error",
      });
      if (!response.ok) throw new Error(`the collector answered ${response.status}`);
    } catch (error) {
      options.logger.log("warn", "Traces could not be sent and are dropped.", {
        spans: spans.length,
        reason: String(error),
      });
    }
  };
  return {
    add: (call) => {
      if (waiting.length >= MOST_WAITING) return;
      waiting.push(spanOf(call, options.now()));
      timer ??= setTimeout(() => void flush(), WAIT_MS).unref();
    },
    [Symbol.asyncDispose]: flush,
  };
}

function spanOf(call: CountedCall, end: number): object {
  const [, traceId, parentSpanId] =
    /^00-([0-9a-f]{32})-([0-9a-f]{16})-/.exec(String(call.headers["traceparent"])) ?? [];
  return {
    traceId: traceId ?? randomBytes(16).toString("hex"),
    spanId: randomBytes(8).toString("hex"),
    ...(parentSpanId === undefined ? {} : { parentSpanId }),
    name: spanName(call),
    kind: 3, // CLIENT
    startTimeUnixNano: nanoseconds(end - call.latencyMs),
    endTimeUnixNano: nanoseconds(end),
    attributes: Object.entries(callAttributes(call)).map(([key, value]) => ({ key, value: valueOf(value) })),
    status: call.outcome === "ok" ? {} : { code: 2, message: call.outcome },
  };
}

function nanoseconds(ms: number): string {
  return (BigInt(Math.round(ms * 1000)) * 1000n).toString();
}

function valueOf(value: string | number | boolean): object {
  if (typeof value === "boolean") return { boolValue: value };
  if (typeof value === "string") return { stringValue: value };
  return Number.isSafeInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}

function envelope(spans: readonly object[], version: string): object {
  const service = { key: "service.name", value: { stringValue: "ai-orchestrator" } };
  return {
    resourceSpans: [
      {
        resource: { attributes: [service] },
        scopeSpans: [{ scope: { name: "ai-orchestrator.gateway", version }, spans }],
      },
    ],
  };
}
