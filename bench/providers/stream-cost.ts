/**
 * What one streamed event costs: our client against the same bytes read by hand (fetch, event-stream parser,
 * JSON.parse) and by the AI SDK's model alone. All in one process over in-memory responses, so only CPU counts.
 * Prints CPU µs an event and ratios. Also: memory that a 200,000-token answer leaves behind, and how long after an
 * abort the server sees its connection close.
 *
 * Run: node --expose-gc bench/providers/stream-cost.ts
 */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type { Model, ModelCall } from "@ai-orchestrator/contract";
import { createProviderClient } from "../../packages/providers/src/create-provider-client.ts";
import { createConnections } from "../../packages/providers/src/http/connections/create-connections.ts";
import { createHttpFetch } from "../../packages/providers/src/http/create-http-fetch.ts";

const EVENTS = 20_000;

interface Dialect {
  readonly provider: string;
  readonly id: string;
  readonly open: string;
  readonly delta: (text: string) => string;
  readonly close: string;
}

const data = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;
const chat = (delta: object, finish: string | null): string =>
  data({
    id: "c",
    object: "chat.completion.chunk",
    created: 1,
    model: "m",
    choices: [{ index: 0, delta, finish_reason: finish }],
  });
const response = { id: "r", object: "response", created_at: 1, model: "m", output: [] };

const DIALECTS: readonly Dialect[] = [
  {
    provider: "bench-endpoint",
    id: "m",
    open: chat({ role: "assistant", content: "" }, null),
    delta: (text) => chat({ content: text }, null),
    close: `${chat({}, "stop")}data: [DONE]\n\n`,
  },
  {
    provider: "openai",
    id: "gpt-4o",
    open:
      data({ type: "response.created", sequence_number: 0, response }) +
      data({
        type: "response.output_item.added",
        sequence_number: 1,
        output_index: 0,
        item: { type: "message", id: "m1", role: "assistant", status: "in_progress", content: [] },
      }),
    delta: (text) =>
      data({
        type: "response.output_text.delta",
        sequence_number: 2,
        item_id: "m1",
        output_index: 0,
        content_index: 0,
        delta: text,
        logprobs: [],
      }),
    close:
      data({
        type: "response.output_item.done",
        sequence_number: 3,
        output_index: 0,
        item: {
          type: "message",
          id: "m1",
          role: "assistant",
          status: "completed",
          content: [{ type: "output_text", text: "x", annotations: [] }],
        },
      }) +
      data({
        type: "response.completed",
        sequence_number: 4,
        response: {
          ...response,
          usage: {
            input_tokens: 1,
            output_tokens: 1,
            input_tokens_details: { cached_tokens: 0 },
            output_tokens_details: { reasoning_tokens: 0 },
          },
        },
      }),
  },
  {
    provider: "anthropic",
    id: "claude-sonnet-4-5",
    open:
      data({
        type: "message_start",
        message: {
          id: "a",
          type: "message",
          role: "assistant",
          content: [],
          model: "m",
          stop_reason: null,
          stop_sequence: null,
          usage: { input_tokens: 1, output_tokens: 1 },
        },
      }) + data({ type: "content_block_start", index: 0, content_block: { type: "text", text: "" } }),
    delta: (text) => data({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text } }),
    close:
      data({ type: "content_block_stop", index: 0 }) +
      data({
        type: "message_delta",
        delta: { stop_reason: "end_turn", stop_sequence: null },
        usage: { output_tokens: 1 },
      }) +
      data({ type: "message_stop" }),
  },
  {
    provider: "google",
    id: "gemini-2.5-flash",
    open: "",
    delta: (text) =>
      data({
        candidates: [{ content: { role: "model", parts: [{ text }] }, index: 0 }],
        modelVersion: "m",
        responseId: "g",
      }),
    close: data({
      candidates: [{ content: { role: "model", parts: [{ text: "." }] }, index: 0, finishReason: "STOP" }],
      usageMetadata: { promptTokenCount: 1, candidatesTokenCount: 1, totalTokenCount: 2 },
    }),
  },
];

/** A body that hands out one event a chunk, made as they are asked for. */
function bodyOf(dialect: Dialect, events: number): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const delta = encoder.encode(dialect.delta("token "));
  let sent = -1;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1;
      if (sent === 0) controller.enqueue(encoder.encode(dialect.open));
      else if (sent <= events) controller.enqueue(delta);
      else {
        controller.enqueue(encoder.encode(dialect.close));
        controller.close();
      }
    },
  });
}

function modelOf(dialect: Pick<Dialect, "provider" | "id">): Model {
  return {
    key: "bench",
    name: "bench",
    provider: dialect.provider,
    id: dialect.id,
    contextWindow: 1e6,
    maxOutput: 1e6,
    input: ["text"],
    output: ["text"],
    tools: false,
    reasoning: false,
    webSearch: false,
    openWeights: false,
    local: false,
    tier: "small",
    prices: [],
    asOf: "2026-11-25",
  };
}

function callOf(dialect: Pick<Dialect, "provider" | "id">): ModelCall {
  return { model: modelOf(dialect), messages: [{ role: "user", parts: [{ type: "text", text: "hi" }] }] };
}

function depsWith(send: typeof fetch, baseUrl = "http://127.0.0.1:9/v1"): Parameters<typeof createProviderClient>[1] {
  return {
    fetch: send,
    credential: async () => "bench-key-123",
    settings: () => ({ baseUrl, api: "responses" }),
    env: {},
    now: () => Date.now(),
  };
}

/** The floor: what any client must do. */
async function readByHand(dialect: Dialect): Promise<number> {
  const decoder = new TextDecoder();
  let rest = "";
  let seen = 0;
  for await (const chunk of bodyOf(dialect, EVENTS)) {
    const events = (rest + decoder.decode(chunk, { stream: true })).split("\n\n");
    rest = events.pop() ?? "";
    for (const event of events)
      if (event !== "data: [DONE]" && JSON.parse(event.slice("data: ".length)) !== null) seen += 1;
  }
  return seen;
}

/** The peer: the AI SDK's model, nothing around it. */
async function readBySdk(dialect: Dialect): Promise<number> {
  const { openaiCompatible } = await import("../../packages/providers/src/clients/openai-compatible.ts");
  const { openai } = await import("../../packages/providers/src/clients/openai.ts");
  const { anthropic } = await import("../../packages/providers/src/clients/anthropic.ts");
  const { google } = await import("../../packages/providers/src/clients/google.ts");
  const adapter = { openai, anthropic, google }[dialect.provider] ?? openaiCompatible;
  const send: typeof fetch = async () =>
    new Response(bodyOf(dialect, EVENTS), { headers: { "content-type": "text/event-stream" } });
  const link = {
    provider: dialect.provider,
    baseUrl: "http://127.0.0.1:9/v1",
    fetch: send,
    settings: { api: "responses" },
  };
  const call = callOf(dialect);
  const [{ model }] = adapter.interfaces(call, link.settings);
  const { stream } = await (
    await model(link, call)
  ).doStream({ prompt: [{ role: "user", content: [{ type: "text", text: "hi" }] }] });
  let seen = 0;
  for await (const part of stream) if (part.type === "text-delta") seen += 1;
  return seen;
}

async function readByUs(dialect: Dialect, events = EVENTS): Promise<number> {
  const send: typeof fetch = async () =>
    new Response(bodyOf(dialect, events), { headers: { "content-type": "text/event-stream" } });
  const client = await createProviderClient(dialect.provider, depsWith(send));
  let seen = 0;
  for await (const event of client.stream(callOf(dialect), { signal: new AbortController().signal }))
    if (event.type === "text-delta") seen += 1;
  return seen;
}

/** Best CPU µs an event of three runs, after one for warming up. */
async function cost(run: () => Promise<number>): Promise<number> {
  await run();
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3; round += 1) {
    const before = process.cpuUsage();
    const seen = await run();
    const { user, system } = process.cpuUsage(before);
    if (seen < EVENTS) throw new Error(`only ${seen} events arrived`);
    best = Math.min(best, (user + system) / EVENTS);
  }
  return best;
}

async function compareCosts(): Promise<void> {
  console.log("provider          by hand    SDK    ours   ours/SDK  ours/by hand   (CPU µs an event)");
  for (const dialect of DIALECTS) {
    const hand = await cost(() => readByHand(dialect));
    const sdk = await cost(() => readBySdk(dialect));
    const ours = await cost(() => readByUs(dialect));
    console.log(
      `${dialect.provider.padEnd(16)} ${hand.toFixed(1).padStart(7)} ${sdk.toFixed(1).padStart(7)} ${ours.toFixed(1).padStart(7)} ${(ours / sdk).toFixed(2).padStart(8)} ${(ours / hand).toFixed(2).padStart(10)}`,
    );
  }
}

async function checkGrowth(): Promise<void> {
  console.log(
    "\nlong answers: CPU µs an event at 20,000 and 200,000 events (1.00 = does not grow), heap kept afterwards",
  );
  for (const dialect of DIALECTS) {
    const timed = async (events: number): Promise<number> => {
      const before = process.cpuUsage();
      await readByUs(dialect, events);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / events;
    };
    await timed(EVENTS);
    const short = await timed(EVENTS);
    globalThis.gc?.();
    const before = process.memoryUsage().heapUsed;
    const long = await timed(200_000);
    globalThis.gc?.();
    const left = (process.memoryUsage().heapUsed - before) / 2 ** 20;
    console.log(
      `${dialect.provider.padEnd(16)} ${short.toFixed(1).padStart(7)} ${long.toFixed(1).padStart(7)}   x${(long / short).toFixed(2)}   ${left.toFixed(1)} MB kept`,
    );
  }
  console.log(`peak RSS of the whole process: ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`);
}

/** How long after abort() the server sees the connection close, ms, and how long a first token waits in the client. */
async function measureCancel(): Promise<void> {
  console.log(
    "\nprovider          cancel reaches the server (ms, worst of 50)   first event after the first byte (ms, median)",
  );
  for (const dialect of DIALECTS) {
    let closedAt = 0;
    let sentAt = 0;
    const server = createServer((_request, answer) => {
      answer.writeHead(200, { "content-type": "text/event-stream" });
      answer.socket?.once("close", () => (closedAt = performance.now()));
      sentAt = performance.now();
      answer.write(dialect.open + dialect.delta("a") + dialect.delta("b"));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    await using http = createHttpFetch();
    using connections = createConnections();
    const client = await createProviderClient(dialect.provider, {
      ...depsWith(http.fetch, `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`),
      send: connections.send,
    });
    const cancels: number[] = [];
    const firsts: number[] = [];
    for (let round = 0; round < 50; round += 1) {
      const controller = new AbortController();
      let abortedAt = 0;
      closedAt = 0;
      try {
        for await (const event of client.stream(callOf(dialect), { signal: controller.signal })) {
          if (event.type !== "text-delta" || abortedAt !== 0) continue;
          firsts.push(performance.now() - sentAt);
          abortedAt = performance.now();
          controller.abort();
        }
      } catch {
        // Cancelled, as asked.
      }
      while (closedAt === 0) await sleep(1);
      cancels.push(closedAt - abortedAt);
    }
    firsts.sort((a, b) => a - b);
    console.log(
      `${dialect.provider.padEnd(16)} ${Math.max(...cancels)
        .toFixed(1)
        .padStart(8)} ${(firsts[25] ?? 0).toFixed(2).padStart(42)}`,
    );
    server.close();
  }
}

await compareCosts();
await checkGrowth();
await measureCancel();
