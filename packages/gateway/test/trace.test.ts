import { trace, type Attributes, type SpanOptions, type TracerProvider } from "@opentelemetry/api";
import { afterAll, beforeAll, expect, it } from "vitest";
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
      },
    },
  ]);
  upstream.set((response) => void response.writeHead(500).end("{}"));
  await (await ask()).text();
  expect(spans.at(-1)?.attributes).toMatchObject({ "error.type": "server" });
  expect(JSON.stringify(spans)).not.toContain("secret question");
});

it("counts for Prometheus", async () => {
  const text = await (
    await fetch(`${open.gateway.url}/metrics`, { headers: { authorization: `Bearer ${open.token}` } })
  ).text();
  expect(text).toMatch(/aio_calls_total\{model="model-0",provider="p0",outcome="ok"\} 1/);
  expect(text).toMatch(/aio_tokens_total\{model="model-0",provider="p0",kind="output"\} 4/);
  expect(text).toMatch(/aio_request_duration_ms_count\{face="openai"\} 2/);
});
