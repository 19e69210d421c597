import type { MessagePart } from "@ai-orchestrator/contract";
import { expect, test } from "vitest";
import { FakeClock } from "../../test/fake-clock.ts";
import { fakeStore } from "../../test/fake-store.ts";
import { answer, collect, fakeModel, fakeProvider, fakeWorld } from "../../test/fake-world.ts";
import { createEngine } from "../create-engine.ts";
import { decide } from "../routing/decide/decide.ts";
import type { Rule } from "../routing/rules/rule.ts";
import { inputFor } from "../routing/testing/routing-world.ts";

const models = [
  fakeModel("openai-a", { contextWindow: 200_000 }),
  fakeModel("ollama-own", { contextWindow: 16_000, local: true, input: ["text"], tier: "small" }),
];

/** Calls of the cloud's model and of the machine's own, for a question in a conversation that began with `first` and went on for `words`. */
async function callsAfter(first: MessagePart, match: Rule["match"], words: number): Promise<readonly number[]> {
  const clock = new FakeClock();
  const store = fakeStore();
  const providers = models.map(({ provider }) => fakeProvider(provider, clock, () => answer(["yes"])));
  const config = { rules: [{ id: "1", text: "stays here", match, effect: { type: "local-only" as const } }] };
  const world = fakeWorld({
    clock,
    models,
    providers,
    deps: { store },
    decide: (request, { prompt, messages, everything }) => {
      const input = { messages, everything };
      return decide(inputFor({ prompt, request, models, config, usable: ["openai", "ollama"], input }));
    },
  });
  store.create({ id: "c" });
  for (let index = 0; index < 4; index++) {
    const turn = { id: `t${index}`, conversationId: "c", ...(index === 0 ? { question: [first] } : {}) };
    store.addTurn(turn, "Go on.", "word ".repeat(words / 4));
  }
  await collect(
    clock,
    createEngine(world.deps).stream({ prompt: "Sum up.", conversationId: "c", policy: { dial: "best" } }),
  );
  return providers.map(({ calls }) => calls.length);
}

test("what a rule keeps on this machine stays there where the machine's model has room for the newest turns only", async () => {
  const secret: MessagePart = { type: "text", text: "My salary is 1,234." };
  expect(await callsAfter(secret, { keywords: ["salary"] }, 40_000)).toEqual([0, 1]);
  expect(await callsAfter(secret, { keywords: ["wages"] }, 40_000)).toEqual([1, 0]);
});

test("… and where it cannot see the picture", async () => {
  const picture: MessagePart = { type: "image", mediaType: "image/png", data: "AAAA", name: "wages.png" };
  expect(await callsAfter(picture, { attachments: ["image"] }, 400)).toEqual([0, 1]);
  expect(await callsAfter(picture, { attachments: ["pdf"] }, 400)).toEqual([1, 0]);
});

test("… and where it stands in turns that nobody read, and now in the summary that is to be sent", async () => {
  const clock = new FakeClock();
  const store = fakeStore();
  const small = [
    fakeModel("openai-a", { contextWindow: 3_000, maxOutput: 100 }),
    fakeModel("ollama-own", { contextWindow: 3_000, maxOutput: 100, local: true, tier: "small" }),
  ];
  const providers = small.map(({ provider }) =>
    fakeProvider(provider, clock, (call) =>
      answer([call.system?.startsWith("You condense") === true ? "They spoke of a salary." : "ok"]),
    ),
  );
  const rule = { id: "1", text: "stays here", match: { keywords: ["salary"] } };
  const config = { rules: [{ ...rule, effect: { type: "local-only" as const } }] };
  const world = fakeWorld({
    clock,
    models: small,
    providers,
    deps: { store },
    settings: { compaction: { mode: "auto", threshold: 0.7, keepTurns: 3 } },
    decide: (request, { prompt, messages, everything }) =>
      decide(
        inputFor({
          prompt,
          request,
          models: small,
          config,
          usable: ["openai", "ollama"],
          input: { messages, everything },
        }),
      ),
  });
  store.create({ id: "c", title: "t" });
  for (let index = 0; index < 40; index++)
    store.addTurn(
      { id: `t${index}`, conversationId: "c" },
      index === 0 ? "My salary is 1,234." : "Go on.",
      "x".repeat(800),
    );
  const events = await collect(
    clock,
    createEngine(world.deps).stream({ prompt: "Sum up.", conversationId: "c", policy: { dial: "best" } }),
  );
  expect(events.at(-1)).toMatchObject({ type: "turn-end" });
  const asked = providers.map(
    ({ calls }) => calls.filter(({ call }) => JSON.stringify(call.messages).includes("Sum up.")).length,
  );
  expect(asked).toEqual([0, 1]);
});

/** Conversation of two summaries: which model (cloud, own) was asked for the second one, and which for the question after it. */
async function afterSummaries(first: MessagePart, match: Rule["match"]): Promise<Readonly<Record<string, number[]>>> {
  const clock = new FakeClock();
  const store = fakeStore();
  const providers = models.map(({ provider }) => fakeProvider(provider, clock, () => answer(["They spoke."])));
  const config = { rules: [{ id: "1", text: "stays here", match, effect: { type: "local-only" as const } }] };
  const world = fakeWorld({
    clock,
    models,
    providers,
    deps: { store },
    decide: (request, { prompt, messages, everything, summarized }) => {
      const input = { messages, everything, summarized };
      return decide(inputFor({ prompt, request, models, config, usable: ["openai", "ollama"], input }));
    },
  });
  const engine = createEngine(world.deps);
  store.create({ id: "c" });
  const countNew = async (work: () => Promise<unknown>): Promise<number[]> => {
    const before = providers.map(({ calls }) => calls.length);
    await work();
    return providers.map(({ calls }, index) => calls.length - (before[index] ?? 0));
  };
  for (let index = 0; index < 8; index++) {
    const turn = { id: `t${index}`, conversationId: "c", ...(index === 0 ? { question: [first] } : {}) };
    store.addTurn(turn, "Go on.", "word ".repeat(100));
  }
  await clock.drive(engine.compact("c", { keepTurns: 5 }));
  const second = await countNew(() => clock.drive(engine.compact("c", { keepTurns: 2 })));
  const question = await countNew(() =>
    collect(clock, engine.stream({ prompt: "And now?", conversationId: "c", policy: { dial: "best" } })),
  );
  return { second, question };
}

test("what a rule keeps on this machine stays there when a summary stands for it that no longer says the word", async () => {
  const secret: MessagePart = { type: "text", text: "My salary is 1,234." };
  const [here, away] = [
    [0, 1],
    [1, 0],
  ];
  expect(await afterSummaries(secret, { keywords: ["salary"] })).toEqual({ second: here, question: here });
  expect(await afterSummaries(secret, { keywords: ["wages"] })).toEqual({ second: away, question: away });
  const picture: MessagePart = { type: "image", mediaType: "image/png", data: "AAAA", name: "wages.png" };
  expect(await afterSummaries(picture, { attachments: ["image"] })).toEqual({ second: here, question: here });
  expect(await afterSummaries(picture, { attachments: ["pdf"] })).toEqual({ second: away, question: away });
});
