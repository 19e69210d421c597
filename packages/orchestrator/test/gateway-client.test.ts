import { createGatewayClient } from "@ai-orchestrator/gateway/client";
import {
  OrchestratorError,
  reduceTurn,
  initialTurnState,
  isLastEvent,
  type Orchestrator,
  type TurnEvent,
} from "@ai-orchestrator/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestGateway, type TestGateway } from "./open-test-gateway.ts";

let test: TestGateway;
beforeAll(async () => {
  test = await openTestGateway((mock) => {
    mock.onMessage(/slowly/, { content: "word ".repeat(200) }, { latency: 20 });
    mock.onMessage(/broken/, { error: { message: "No such thing", type: "invalid_request_error" }, status: 400 });
    mock.onMessage(/[\s\S]*/, { content: "Hello from the mock server." });
  });
});
afterAll(() => test[Symbol.asyncDispose]());

/** A fetch whose streams break after so many chunks, every time. */
function breakingFetch(chunks: number): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    if (!response.headers.get("content-type")?.startsWith("text/event-stream") || response.body === null)
      return response;
    let left = chunks;
    const cut = new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, controller) => {
        if (left-- > 0) controller.enqueue(chunk);
        else controller.error(new TypeError("network lost"));
      },
    });
    return new Response(response.body.pipeThrough(cut), { status: response.status, headers: response.headers });
  };
}

const connect = (own?: typeof fetch): Orchestrator =>
  createGatewayClient({
    url: test.gateway.url,
    token: test.token,
    reconnectMs: 1,
    ...(own === undefined ? {} : { fetch: own }),
  });

const IMPLEMENTATIONS: readonly (readonly [name: string, open: () => Orchestrator])[] = [
  ["in process", () => test.orchestrator],
  ["over HTTP", () => connect()],
  ["over HTTP that breaks after every 2 chunks", () => connect(breakingFetch(2))],
];

async function collect(events: AsyncIterable<TurnEvent>): Promise<readonly TurnEvent[]> {
  const all: TurnEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

const textOf = (events: readonly TurnEvent[]): string =>
  events.map((event) => (event.type === "text-delta" ? event.text : "")).join("");

describe.each(IMPLEMENTATIONS)("an orchestrator %s", (_name, open) => {
  it("streams a turn: starts, counts without gaps, ends once", async () => {
    const events = await collect(open().stream({ prompt: "hello", model: "gpt-5.5", save: false }));
    expect(events[0]?.type).toBe("turn-start");
    expect(events.map((event) => event.seq)).toEqual(events.map((_event, index) => index));
    expect(events.filter(isLastEvent)).toHaveLength(1);
    expect(events.at(-1)?.type).toBe("turn-end");
    expect(textOf(events)).toBe("Hello from the mock server.");
  });

  it("keeps the turn's id, whoever chose it", async () => {
    const turnId = crypto.randomUUID();
    const stream = open().stream({ prompt: "hello", model: "gpt-5.5", turnId, save: false });
    expect(stream.turnId).toBe(turnId);
    for await (const event of stream) expect(event.turnId).toBe(turnId);
    const own = open().stream({ prompt: "hello", save: false });
    for await (const event of own) expect(event.turnId).toBe(own.turnId);
  });

  it("never throws from a stream: a turn that fails ends with an error", async () => {
    const events = await collect(open().stream({ prompt: "broken", model: "gpt-5.5", save: false }));
    const last = events.at(-1);
    expect(last).toMatchObject({ type: "turn-error", error: { code: "bad_request" } });
    const missing = await collect(open().stream({ prompt: "x", model: "no-such-model", save: false }));
    expect(missing[0]?.type).toBe("turn-start");
    expect(missing.at(-1)).toMatchObject({ type: "turn-error", error: { code: "unknown_model" } });
  });

  it("cancels by signal and by leaving the loop", async () => {
    const controller = new AbortController();
    const events: TurnEvent[] = [];
    for await (const event of open().stream(
      { prompt: "slowly", model: "gpt-5.5", save: false },
      { signal: controller.signal },
    )) {
      events.push(event);
      if (event.type === "text-delta") controller.abort();
    }
    expect(events.at(-1)).toMatchObject({ type: "turn-error", error: { code: "cancelled" } });
    for await (const event of open().stream({ prompt: "slowly", model: "gpt-5.5", save: false }))
      if (event.type === "text-delta") break;
  });

  it("answers a query, and throws what a failed one ended with", async () => {
    const result = await open().query({ prompt: "hello", model: "claude-sonnet-5.5", save: false });
    expect(result).toMatchObject({
      text: "Hello from the mock server.",
      status: "complete",
      model: "claude-sonnet-5.5",
    });
    await expect(open().query({ prompt: "broken", model: "gpt-5.5", save: false })).rejects.toMatchObject({
      code: "bad_request",
    });
    await expect(open().query("hello")).resolves.toMatchObject({ text: "Hello from the mock server." });
  });

  it("decides without calling, and says so the same way", async () => {
    const decision = await open().route({ prompt: "write a haiku", model: "gpt-5.5" });
    expect(decision).toMatchObject({ model: "gpt-5.5", provider: "openai" });
    await expect(open().route({ prompt: "x", model: "no-such-model" })).rejects.toBeInstanceOf(OrchestratorError);
  });

  it("compares several models, told apart by turn", async () => {
    const compared = open().compare({ prompt: "hello", save: false }, ["gpt-5.5", "claude-sonnet-5.5"]);
    const events = await collect(compared);
    const ids = Object.keys(compared.turns);
    expect(Object.values(compared.turns).sort()).toEqual(["claude-sonnet-5.5", "gpt-5.5"]);
    for (const id of ids) {
      const own = events.filter((event) => event.turnId === id);
      expect(own.reduce(reduceTurn, initialTurnState(id)).status).toBe("complete");
      expect(textOf(own)).toBe("Hello from the mock server.");
    }
  });

  it("keeps conversations: create, ask, list, search, change, branch, delete, purge", async () => {
    const { conversations, stream } = open();
    const made = await conversations.create({ title: "Gardens of Babylon" });
    const events = await collect(stream({ prompt: "hello zebra", model: "gpt-5.5", conversationId: made.id }));
    const turnId = events[0]?.turnId ?? "";
    expect((await conversations.list({ limit: 100 })).items.map((one) => one.id)).toContain(made.id);
    expect((await conversations.search({ query: "zebra" })).items.map((hit) => hit.conversation.id)).toContain(made.id);
    expect((await conversations.update(made.id, { pinned: true, tags: ["a b", "c"], folder: null })).tags).toEqual([
      "a b",
      "c",
    ]);
    expect((await conversations.list({ pinned: true, limit: 100 })).items.map((one) => one.id)).toContain(made.id);
    expect((await conversations.branch(made.id)).map((turn) => turn.id)).toEqual([turnId]);
    expect((await conversations.branch(made.id, turnId)).map((turn) => turn.id)).toEqual([turnId]);
    expect(await conversations.branchIds(made.id)).toEqual([turnId]);
    await collect(stream({ prompt: "and a lion", model: "gpt-5.5", conversationId: made.id }));
    expect(await conversations.branch(made.id)).toHaveLength(2);
    expect((await conversations.branch(made.id, undefined, 1)).map((turn) => turn.parentId)).toEqual([turnId]);
    expect((await conversations.turns(made.id))[0]?.id).toBe(turnId);
    expect((await conversations.leaves(made.id)).map((turn) => turn.parentId)).toEqual([turnId]);
    await conversations.rate(turnId, "up");
    expect((await conversations.turn(turnId))?.rating).toBe("up");
    await conversations.rate(turnId, null);
    expect((await conversations.turn(turnId))?.rating).toBeUndefined();
    expect(await conversations.compactions(made.id)).toEqual([]);
    expect(Array.isArray(await conversations.interrupted())).toBe(true);
    await conversations.delete(made.id);
    expect((await conversations.undelete(made.id)).id).toBe(made.id);
    await conversations.delete(made.id);
    expect(await conversations.purge({ id: made.id })).toBe(1);
    expect(await conversations.get(made.id)).toBeUndefined();
    expect(await conversations.turn("no-such-turn")).toBeUndefined();
    await expect(conversations.update("no-such", { title: "x" })).rejects.toMatchObject({ code: "not_found" });
  });

  it("says what there is and what it cost", async () => {
    const one = open();
    expect((await one.models()).some((model) => model.key === "gpt-5.5" && model.usable)).toBe(true);
    expect((await one.providers()).some((provider) => provider.provider === "openai" && provider.usable)).toBe(true);
    expect(Array.isArray(await one.health())).toBe(true);
    expect(await one.budgets()).toEqual([]);
    expect(Array.isArray(await one.alerts({ limit: 5 }))).toBe(true);
    expect((await one.usage({ by: "model" })).length).toBeGreaterThan(0);
    const embedded = await one.embed({ model: "text-embedding-3-small", texts: ["a", "b"] });
    expect(embedded.vectors).toHaveLength(2);
    expect(embedded).toMatchObject({ model: "text-embedding-3-small", provider: "openai" });
    const policy = { localOnly: true };
    for (const refused of [
      one.embed({ model: "text-embedding-3-small", texts: ["a"], policy }),
      one.generateImages({ prompt: "a cat", policy }),
    ])
      await expect(refused).rejects.toMatchObject({ code: expect.stringMatching(/^no_/) as string });
  });
});

describe("a client without its gateway", () => {
  it("ends a stream with what is wrong, and throws elsewhere", async () => {
    const lost = createGatewayClient({ url: "http://127.0.0.1:1", token: "x" });
    const events = await collect(lost.stream({ prompt: "hello" }));
    expect(events.map((event) => event.type)).toEqual(["turn-start", "turn-error"]);
    await expect(lost.models()).rejects.toMatchObject({ code: "network" });
    const stranger = createGatewayClient({ url: test.gateway.url, token: "wrong" });
    await expect(stranger.models()).rejects.toMatchObject({ code: "authentication" });
  });
});
