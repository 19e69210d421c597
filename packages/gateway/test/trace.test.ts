import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { trace, type Attributes, type SpanOptions, type TracerProvider } from "@opentelemetry/api";
import { NO_USAGE } from "@ai-orchestrator/contract";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createMetrics } from "../src/server/operations/metrics.ts";
import { good, startFaultyUpstream, type FaultyUpstream } from "./faulty-upstream.ts";
import { openRelayGateway, type RelayGateway } from "./open-relay-gateway.ts";

const spans: { readonly name: string; readonly attributes: Attributes | undefined }[] = [];
let upstream: FaultyUpstream;
let open: RelayGateway;
beforeAll(async () => {
  const noop = trace.getTracer("noop").startSpan("noop");
  const provider: TracerProvider = {
    getTracer: () => ({
      startSpan: (name: string, options?: SpanOptions) => {
        spans.push({ name, attributes: options?.attributes });
        return noop;
      },
      startActiveSpan: () => {
        throw new Error("not used");
      },
    }),
  };
  trace.setGlobalTracerProvider(provider);
  upstream = await startFaultyUpstream();
  open = await openRelayGateway([upstream.url]);
});
afterAll(async () => {
  trace.disable();
  await open[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

function ask(): Promise<Response> {
  return fetch(`${open.gateway.url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${open.token}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "m", messages: [{ role: "user", content: "a secret question" }] }),
  });
}

it("leaves one span a call in the GenAI conventions, without content", async () => {
  upstream.set(good);
  await (await ask()).text();
  expect(spans).toMatchObject([
    {
      name: "chat model-0",
      attributes: {
        "gen_ai.operation.name": "chat",
        "gen_ai.request.model": "model-0",
        "gen_ai.usage.input_tokens": 3,
        "gen_ai.usage.output_tokens": 4,
        "gen_ai.usage.cache_read.input_tokens": 0,
      },
    },
  ]);
  upstream.set((response) => void response.writeHead(500).end("{}"));
  await (await ask()).text();
  expect(spans.at(-1)?.attributes).toMatchObject({ "error.type": "server" });
  expect(JSON.stringify(spans)).not.toContain("secret question");
});

it("sends the same to a collector over OTLP, under the caller's trace", async () => {
  const bodies: string[] = [];
  const collector = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on("end", () => {
      bodies.push(`${request.url} ${body}`);
      response.end("{}");
    });
  });
  await new Promise<void>((resolve) => {
    collector.listen(0, "127.0.0.1", resolve);
  });
  const otlpEndpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  const exporting = await openRelayGateway([upstream.url], { otlpEndpoint });
  upstream.set(good);
  const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  await (
    await fetch(`${exporting.gateway.url}/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${exporting.token}`, "content-type": "application/json", traceparent },
      body: JSON.stringify({ model: "m", messages: [{ role: "user", content: "a secret question" }] }),
    })
  ).text();
  await exporting[Symbol.asyncDispose]();
  await new Promise((resolve) => collector.close(resolve));
  expect(bodies).toHaveLength(1);
  expect(bodies[0]).toMatch(/^\/v1\/traces /);
  expect(bodies[0]).toContain('"traceId":"0af7651916cd43dd8448eb211c80319c"');
  expect(bodies[0]).toContain('"parentSpanId":"b7ad6b7169203331"');
  expect(bodies[0]).not.toContain("secret question");
});

it("counts for Prometheus within bounds, whatever names callers make up", () => {
  const metrics = createMetrics();
  for (let index = 0; index < 5_000; index++)
    metrics.call({
      model: `made-up-${index}`,
      provider: "own",
      outcome: "ok",
      usage: NO_USAGE,
      usd: null,
      latencyMs: 1,
      headers: {},
    });
  const lines = metrics.text().match(/^aio_calls_total.*$/gm) ?? [];
  expect(lines).toHaveLength(1_001);
  expect(lines).toContain('aio_calls_total{model="other",provider="own",outcome="ok"} 4000');
});

it("counts for Prometheus", async () => {
  const text = await (
    await fetch(`${open.gateway.url}/metrics`, { headers: { authorization: `Bearer ${open.token}` } })
  ).text();
  expect(text).toMatch(/aio_calls_total\{model="model-0",provider="p0",outcome="ok"\} 1/);
  expect(text).toMatch(/aio_tokens_total\{model="model-0",provider="p0",kind="output"\} 4/);
  expect(text).toMatch(/aio_tokens_total\{model="model-0",provider="p0",kind="cache_read"\} 0/);
  expect(text).toMatch(/aio_request_duration_seconds_count\{face="openai"\} 2/);
  expect(text).toMatch(/aio_request_duration_seconds_bucket\{face="openai",le="0\.005"\} \d/);
  for (const [, name] of text.matchAll(/^(\w+?)(?:_bucket|_sum|_count)?\{/gm))
    expect(text).toMatch(new RegExp(`# HELP ${name} \\S.*\n# TYPE ${name} `));
});
