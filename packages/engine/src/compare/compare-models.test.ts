import { OrchestratorError, type TurnEvent } from "@ai-orchestrator/contract";
import { describe, expect, test } from "vitest";
import { FakeClock } from "../../test/fake-clock.ts";
import { fakeStore } from "../../test/fake-store.ts";
import { answer, collect, fakeModel, fakeProvider, fakeWorld, textOf } from "../../test/fake-world.ts";
import { expectWellFormed } from "../../test/well-formed.ts";
import { createEngine } from "../create-engine.ts";

const models = [fakeModel("openai-a"), fakeModel("groq-b"), fakeModel("xai-c")];

function setUp() {
  const clock = new FakeClock();
  const store = fakeStore();
  const openai = fakeProvider("openai", clock, () =>
    ["a", "b", "c"].flatMap((text, index) => [
      { wait: 10 },
      ...answer([text]).slice(index === 0 ? 0 : 2, index === 2 ? undefined : 3),
    ]),
  );
  const groq = fakeProvider("groq", clock, () => [{ wait: 15 }, { fail: new OrchestratorError("bad_request", "no") }]);
  const xai = fakeProvider("xai", clock, () => [
    { type: "text-start", id: "0" },
    { wait: 12 },
    ...answer(["x"]).slice(2),
  ]);
  const world = fakeWorld({ clock, models, providers: [openai, groq, xai], deps: { store } });
  return { clock, store, world, engine: createEngine(world.deps), providers: [openai, groq, xai] };
}

function byTurn(events: readonly TurnEvent[]): Map<string, TurnEvent[]> {
  return Map.groupBy(events, (event) => event.turnId);
}

describe("compare", () => {
  test("asks all at once, interleaved and isolated; one failing or unknown touches no other", async () => {
    const { clock, engine } = setUp();
    const compared = engine.compare({ prompt: "q" }, ["openai-a", "groq-b", "xai-c", "nope"]);
    const events = await collect(clock, compared);
    const turns = byTurn(events);
    expect(Object.values(compared.turns)).toEqual(["openai-a", "groq-b", "xai-c", "nope"]);
    const outcome = Object.fromEntries(
      [...turns].map(([id, own]) => [compared.turns[id], [own.at(-1)?.type, textOf(own)]]),
    );
    for (const own of turns.values()) expectWellFormed(own);
    expect(outcome).toEqual({
      "openai-a": ["turn-end", "abc"],
      "groq-b": ["turn-error", ""],
      "xai-c": ["turn-end", "x"],
      nope: ["turn-error", ""],
    });
    const order = events.filter((event) => event.type === "text-delta").map((event) => event.text);
    expect(order).toEqual(["a", "x", "b", "c"]);
  });

  test("kept in a conversation the answers are siblings", async () => {
    const { clock, engine, store } = setUp();
    await collect(clock, engine.compare({ prompt: "q", save: true }, ["openai-a", "xai-c"]));
    const [conversation] = store.list().items;
    expect(store.list().items).toHaveLength(1);
    const turns = store.turns(conversation?.id ?? "");
    expect(turns.map((turn) => [turn.model, turn.parentId, turn.status])).toEqual([
      ["openai-a", undefined, "complete"],
      ["xai-c", undefined, "complete"],
    ]);
  });

  test("also in a conversation that exists, after its newest turn or as its first", async () => {
    const { clock, engine, store } = setUp();
    store.create({ id: "c1", title: "t" });
    await collect(clock, engine.compare({ prompt: "q", conversationId: "c1" }, ["openai-a", "xai-c"]));
    expect(store.turns("c1").map((turn) => turn.parentId)).toEqual([undefined, undefined]);
    const head = store.get("c1")?.headTurnId;
    await collect(clock, engine.compare({ prompt: "q2", conversationId: "c1" }, ["openai-a", "xai-c"]));
    expect(
      store
        .turns("c1")
        .slice(2)
        .map((turn) => turn.parentId),
    ).toEqual([head, head]);
  });

  test("its head is the first model's answer that is whole, whatever failed or ended before it", async () => {
    const { clock, engine, store } = setUp();
    store.create({ id: "c1", title: "t" });
    await collect(
      clock,
      engine.compare({ prompt: "q", conversationId: "c1" }, ["groq-b", "openai-a", "xai-c", "nope"]),
    );
    expect(store.branch("c1").map((turn) => [turn.model, turn.status])).toEqual([["openai-a", "complete"]]);
  });

  test("a head moved meanwhile stays where it was moved to", async () => {
    const { clock, engine, store } = setUp();
    store.create({ id: "c1", title: "t" });
    const first = store.addTurn({ id: "t1", conversationId: "c1" }, "before", "yes");
    const read = async (): Promise<void> => {
      for await (const event of engine.compare({ prompt: "q", conversationId: "c1" }, ["openai-a", "xai-c"]))
        if (event.type === "text-delta") store.update("c1", { headTurnId: first.id });
    };
    await clock.drive(read());
    expect(store.get("c1")?.headTurnId).toBe("t1");
  });

  test("a head that cannot be moved costs no answer", async () => {
    const { clock, engine, store } = setUp();
    store.create({ id: "c1", title: "t" });
    store.update = () => {
      throw new OrchestratorError("storage", "The disk is full.");
    };
    const events = await collect(clock, engine.compare({ prompt: "q", conversationId: "c1" }, ["openai-a", "xai-c"]));
    expect(events.filter((event) => event.type === "turn-end")).toHaveLength(2);
  });

  test("security is told that they are one request", async () => {
    const { clock, world } = setUp();
    const requests: (string | undefined)[] = [];
    const security = {
      ...world.deps.security,
      analyze: (input: Parameters<typeof world.deps.security.analyze>[0]) => {
        if (input.source === "prompt") requests.push(input.requestId);
        return [];
      },
    };
    const engine = createEngine({ ...world.deps, security });
    await collect(clock, engine.compare({ prompt: "q" }, ["openai-a", "xai-c"]));
    await collect(clock, engine.compare({ prompt: "q" }, ["openai-a", "xai-c"]));
    expect(requests).toHaveLength(4);
    expect(requests[0]).toEqual(expect.any(String));
    expect(requests[1]).toBe(requests[0]);
    expect(requests[3]).toBe(requests[2]);
    expect(requests[2]).not.toBe(requests[0]);
  });

  test("in incognito nothing is kept, whoever set it", async () => {
    const { clock, world, store } = setUp();
    const settings = { ...world.deps.settings?.(), policy: { incognito: true } } as ReturnType<
      NonNullable<typeof world.deps.settings>
    >;
    const events = await collect(
      clock,
      createEngine({ ...world.deps, settings: () => settings }).compare({ prompt: "q", save: true }, ["openai-a"]),
    );
    expect(events[0]).toMatchObject({ type: "turn-start", incognito: true });
    expect(events[0]).not.toHaveProperty("conversationId");
    expect(store.writes).toEqual([]);
  });

  test("leaving cancels all", async () => {
    const { clock, engine, providers, world } = setUp();
    const read = async (): Promise<void> => {
      for await (const event of engine.compare({ prompt: "q" }, ["openai-a", "groq-b", "xai-c"]))
        if (event.type === "text-delta") break;
    };
    await clock.drive(read());
    expect(clock.monotonic()).toBe(10);
    for (const provider of providers) expect(provider.calls[0]?.closedAt).toBe(10);
    expect(world.ledger.open.size).toBe(0);
    expect(clock.pending).toBe(0);
  });
});
