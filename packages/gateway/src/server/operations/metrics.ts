import type { IncomingHttpHeaders } from "node:http";
import { NO_USAGE, type Usage } from "@ai-orchestrator/contract";
import { traceCall } from "./trace-call.ts";

/** Counts what the gateway does, for Prometheus. */
export interface Metrics {
  request(face: string, status: number, ms: number): void;
  /** Counts a call and leaves its trace. */
  call(call: CountedCall): void;
  /** Prometheus text format 0.0.4. */
  text(): string;
}

/** One call as counted. */
export interface CountedCall {
  readonly model: string;
  readonly provider: string;
  /** `ok` or an error code. */
  readonly outcome: string;
  readonly usage: Usage;
  /** Unknown as null. */
  readonly usd: number | null;
  readonly latencyMs: number;
  /** True where the answer came as events. */
  readonly streams?: boolean;
  /** What was asked for, in OpenTelemetry's words; `chat` unless said otherwise. */
  readonly operation?: "chat" | "embeddings" | "generate_content";
  /** The caller's headers: the trace it belongs to. */
  readonly headers: IncomingHttpHeaders;
}

const BUCKETS_MS = [5, 25, 100, 250, 1000, 5000, 30_000, 120_000];

const HELP: Readonly<Record<string, string>> = {
  aio_requests_total: "Requests answered, by dialect and HTTP status.",
  aio_calls_total: "Calls of models, by outcome: ok or an error code.",
  aio_tokens_total: "Tokens: input and output, and of these from the provider's cache, into it, and for reasoning.",
  aio_cost_usd_total: "US dollars, as far as the price is known.",
  aio_request_duration_seconds: "Time from a request's first byte to its answer's last, by dialect.",
};

/** What is counted of the calls with the same labels. */
interface CallCount {
  readonly provider: string;
  readonly outcome: string;
  readonly labels: string;
  calls: number;
  readonly tokens: { -readonly [K in keyof Usage]: Usage[K] };
  /** Undefined until a price was known. */
  usd: number | undefined;
}

interface Histogram {
  readonly buckets: number[];
  readonly statuses: Map<number, number>;
  sum: number;
  count: number;
}

/** Kinds of calls told apart. An endpoint of the user's own may answer to any model name a caller makes up. */
const MOST_KINDS = 1_000;

/** Metrics in memory, bounded: faces and statuses are few, and of kinds of calls beyond the first thousand the model is `other`. Names are written when somebody reads them. */
export function createMetrics(): Metrics {
  // By model: a name put together of all three would have to be made, and read through, for each call.
  const calls = new Map<string, CallCount[]>();
  let kinds = 0;
  const find = (model: string, { provider, outcome }: CountedCall): CallCount | undefined =>
    calls.get(model)?.find((one) => one.provider === provider && one.outcome === outcome);
  const add = (model: string, { provider, outcome }: CountedCall): CallCount => {
    const labels = `model="${label(model)}",provider="${label(provider)}"`;
    const count = { provider, outcome, labels, calls: 0, tokens: { ...NO_USAGE }, usd: undefined };
    const ofModel = calls.get(model);
    if (ofModel === undefined) calls.set(model, [count]);
    else ofModel.push(count);
    kinds += 1;
    return count;
  };
  const countFor = (call: CountedCall): CallCount => {
    const known = find(call.model, call);
    if (known !== undefined) return known;
    const model = kinds < MOST_KINDS ? call.model : "other";
    return find(model, call) ?? add(model, call);
  };
  const histograms = new Map<string, Histogram>();
  return {
    request: (face, status, ms) => {
      let histogram = histograms.get(face);
      if (histogram === undefined) {
        histogram = { buckets: BUCKETS_MS.map(() => 0), statuses: new Map(), sum: 0, count: 0 };
        histograms.set(face, histogram);
      }
      histogram.statuses.set(status, (histogram.statuses.get(status) ?? 0) + 1);
      histogram.sum += ms;
      histogram.count += 1;
      for (let index = BUCKETS_MS.length - 1; index >= 0 && ms <= (BUCKETS_MS[index] ?? 0); index--)
        histogram.buckets[index] = (histogram.buckets[index] ?? 0) + 1;
    },
    call: (call) => {
      const { usage, usd } = call;
      traceCall(call);
      const count = countFor(call);
      count.calls += 1;
      count.tokens.inputTokens += usage.inputTokens;
      count.tokens.outputTokens += usage.outputTokens;
      count.tokens.cacheReadTokens += usage.cacheReadTokens;
      count.tokens.cacheWriteTokens += usage.cacheWriteTokens;
      count.tokens.reasoningTokens += usage.reasoningTokens;
      if (usd !== null) count.usd = (count.usd ?? 0) + usd;
    },
    text: () =>
      [...counterLines(countersOf([...calls.values()].flat(), histograms)), ...histogramLines(histograms)].join("\n") +
      "\n",
  };
}

function countersOf(
  calls: readonly CallCount[],
  histograms: ReadonlyMap<string, Histogram>,
): ReadonlyMap<string, number> {
  const counters = new Map<string, number>();
  const add = (name: string, value: number): void => void counters.set(name, (counters.get(name) ?? 0) + value);
  for (const [face, { statuses }] of histograms)
    for (const [status, count] of statuses) add(`aio_requests_total{face="${face}",status="${status}"}`, count);
  for (const { labels, outcome, calls: count, tokens, usd } of calls) {
    add(`aio_calls_total{${labels},outcome="${label(outcome)}"}`, count);
    add(`aio_tokens_total{${labels},kind="input"}`, tokens.inputTokens);
    add(`aio_tokens_total{${labels},kind="output"}`, tokens.outputTokens);
    add(`aio_tokens_total{${labels},kind="cache_read"}`, tokens.cacheReadTokens);
    add(`aio_tokens_total{${labels},kind="cache_write"}`, tokens.cacheWriteTokens);
    add(`aio_tokens_total{${labels},kind="reasoning"}`, tokens.reasoningTokens);
    if (usd !== undefined) add(`aio_cost_usd_total{${labels}}`, usd);
  }
  return counters;
}

function label(value: string): string {
  return value.replace(/[\\"\n]/g, "_");
}

function* counterLines(counters: ReadonlyMap<string, number>): Generator<string> {
  let last = "";
  for (const [name, value] of [...counters].sort(([a], [b]) => a.localeCompare(b))) {
    const metric = name.slice(0, name.indexOf("{"));
    if (metric !== last) yield* headOf(metric, "counter");
    last = metric;
    yield `${name} ${value}`;
  }
}

function* headOf(metric: string, type: string): Generator<string> {
  yield `# HELP ${metric} ${HELP[metric] ?? ""}`;
  yield `# TYPE ${metric} ${type}`;
}

function* histogramLines(histograms: ReadonlyMap<string, Histogram>): Generator<string> {
  if (histograms.size > 0) yield* headOf("aio_request_duration_seconds", "histogram");
  for (const [face, { buckets, sum, count }] of histograms) {
    for (const [index, bound] of BUCKETS_MS.entries())
      yield `aio_request_duration_seconds_bucket{face="${face}",le="${bound / 1000}"} ${buckets[index] ?? 0}`;
    yield `aio_request_duration_seconds_bucket{face="${face}",le="+Inf"} ${count}`;
    yield `aio_request_duration_seconds_sum{face="${face}"} ${sum / 1000}`;
    yield `aio_request_duration_seconds_count{face="${face}"} ${count}`;
  }
}
