import type { IncomingHttpHeaders } from "node:http";
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
  readonly tokens: { readonly input: number; readonly output: number };
  /** Unknown as null. */
  readonly usd: number | null;
  readonly latencyMs: number;
  /** The caller's headers: the trace it belongs to. */
  readonly headers: IncomingHttpHeaders;
}

const BUCKETS_MS = [5, 25, 100, 250, 1000, 5000, 30_000, 120_000];

/** Metrics in memory. Labels come from fixed sets (faces, statuses, catalogue keys), so their number is bounded. */
export function createMetrics(): Metrics {
  const counters = new Map<string, number>();
  const histograms = new Map<string, { readonly buckets: number[]; sum: number; count: number }>();
  const add = (name: string, value: number): void => {
    counters.set(name, (counters.get(name) ?? 0) + value);
  };
  return {
    request: (face, status, ms) => {
      add(`aio_requests_total{face="${face}",status="${status}"}`, 1);
      const histogram = histograms.get(face) ?? { buckets: BUCKETS_MS.map(() => 0), sum: 0, count: 0 };
      histograms.set(face, histogram);
      histogram.sum += ms;
      histogram.count += 1;
      for (const [index, bound] of BUCKETS_MS.entries())
        if (ms <= bound) histogram.buckets[index] = (histogram.buckets[index] ?? 0) + 1;
    },
    call: (call) => {
      const { model, provider, outcome, tokens, usd } = call;
      traceCall(call);
      const labels = `model="${label(model)}",provider="${label(provider)}"`;
      add(`aio_calls_total{${labels},outcome="${label(outcome)}"}`, 1);
      add(`aio_tokens_total{${labels},kind="input"}`, tokens.input);
      add(`aio_tokens_total{${labels},kind="output"}`, tokens.output);
      if (usd !== null) add(`aio_cost_usd_total{${labels}}`, usd);
    },
    text: () => [...counterLines(counters), ...histogramLines(histograms)].join("\n") + "\n",
  };
}

function label(value: string): string {
  return value.replace(/[\\"\n]/g, "_");
}

function* counterLines(counters: ReadonlyMap<string, number>): Generator<string> {
  let last = "";
  for (const [name, value] of [...counters].sort(([a], [b]) => a.localeCompare(b))) {
    const metric = name.slice(0, name.indexOf("{"));
    if (metric !== last) yield `# TYPE ${metric} counter`;
    last = metric;
    yield `${name} ${value}`;
  }
}

function* histogramLines(
  histograms: ReadonlyMap<
    string,
    { readonly buckets: readonly number[]; readonly sum: number; readonly count: number }
  >,
): Generator<string> {
  if (histograms.size > 0) yield "# TYPE aio_request_duration_ms histogram";
  for (const [face, { buckets, sum, count }] of histograms) {
    for (const [index, bound] of BUCKETS_MS.entries())
      yield `aio_request_duration_ms_bucket{face="${face}",le="${bound}"} ${buckets[index] ?? 0}`;
    yield `aio_request_duration_ms_bucket{face="${face}",le="+Inf"} ${count}`;
    yield `aio_request_duration_ms_sum{face="${face}"} ${sum}`;
    yield `aio_request_duration_ms_count{face="${face}"} ${count}`;
  }
}
