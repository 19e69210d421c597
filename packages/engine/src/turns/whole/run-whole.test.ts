import {
  endOfTurn,
  ERROR_CODES,
  OrchestratorError,
  type Alert,
  type AuditEntry,
  type Message,
  type Model,
  type ProviderClient,
  type TurnEvent,
  type TurnRequest,
  type TurnState,
  type UsageRecord,
} from "@ai-orchestrator/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { FakeClock } from "../../../test/fake-clock.ts";
import {
  answer,
  fakeDecision,
  fakeModel,
  fakeProvider,
  fakeSecurity,
  fakeWorld,
  SOME_USAGE,
  type Move,
} from "../../../test/fake-world.ts";
import { wholly } from "../../../test/wholly.ts";
import { createEngine } from "../../create-engine.ts";
import { Breakers, type Admission } from "../attempts/breakers.ts";
import { LatencyRecord } from "../attempts/latency-record.ts";
import { Refusals } from "../attempts/refusals.ts";
import { RetryBudget } from "../attempts/retry-budget.ts";
import { ToldWarnings } from "../attempts/told-warnings.ts";
import { Background } from "../background.ts";
import type { EngineDeps } from "../engine-deps.ts";
import { DEFAULT_ENGINE_SETTINGS, type EngineSettings } from "../engine-settings.ts";
import { KnownDecisions } from "../known-decisions.ts";
import { Limiters } from "../limiter/limiters.ts";
import { leaseRelay } from "../relay/lease-relay.ts";
import { Readings } from "../relay/readings.ts";
import { streamTurn } from "../stream-turn.ts";
import type { EngineShared } from "../turn-run.ts";

const [a, b] = [fakeModel("openai-a"), fakeModel("groq-b", { reasoning: true })];

/** What all turns share; what it is told is noted. */
function sharedOf({ clock, randomness, logger }: EngineDeps, told: unknown[]): EngineShared {
  const noting = <T extends object>(one: T, ...names: readonly (keyof T & string)[]): T => {
    for (const name of names) {
      const method = one[name] as (...args: unknown[]) => unknown;
      const note = (...args: unknown[]): unknown => {
        told.push([name, ...args, clock.monotonic()]);
        return method.apply(one, args);
      };
      Object.assign(one, { [name]: note });
    }
    return one;
  };
  const breakers = new Breakers(clock);
  const admit = breakers.admit.bind(breakers);
  breakers.admit = (model): Admission => noting(admit(model), "succeed", "fail", "forget");
  const background = new Background(logger);
  return {
    breakers,
    refusals: noting(new Refusals(clock), "note", "clear"),
    limiters: noting(new Limiters(clock, randomness), "observe", "refused"),
    retryBudget: noting(new RetryBudget(clock), "earn", "take"),
    latency: noting(new LatencyRecord(), "add", "answered"),
    background,
    warnings: noting(new ToldWarnings(logger), "tell"),
    decisions: new KnownDecisions(),
    readings: new Readings({ clock, logger, background }),
  };
}

interface Situation {
  /** One a call of each model. */
  readonly first: readonly (readonly Move[])[];
  readonly second: readonly (readonly Move[])[];
  readonly givesWhole: boolean;
  readonly hasFallback: boolean;
  readonly request: Partial<TurnRequest>;
  readonly cancelAt: number | null;
  readonly limit: boolean;
  readonly maxAnswerChars: number;
  readonly routerCost: boolean;
}

interface Came {
  readonly states: readonly Omit<TurnState, "lastSeq">[];
  readonly audits: readonly AuditEntry[];
  readonly records: readonly UsageRecord[];
  readonly calls: readonly unknown[];
  readonly rest: unknown;
}

/** Asks the same three times, decided by a lease that could not be given, as the gateway does. A listener takes the ordinary way. */
async function run(situation: Situation, isOrdinary: boolean): Promise<Came> {
  const clock = new FakeClock();
  const play = (list: readonly (readonly Move[])[]) => (_call: unknown, index: number) =>
    list[index % list.length] ?? [];
  const providers = [
    fakeProvider("openai", clock, play(situation.first)),
    fakeProvider("groq", clock, play(situation.second)),
  ];
  const analyzed: unknown[] = [];
  const kept: Alert[] = [];
  const world = fakeWorld({
    clock,
    models: [a, b],
    providers: situation.givesWhole ? providers.map(wholly) : providers,
    decide: () =>
      fakeDecision(a, situation.hasFallback ? [b] : [], situation.routerCost ? { routerCost: { usd: 0.5 } } : {}),
    settings: {
      maxAnswerChars: situation.maxAnswerChars,
      failOverOnFilter: true,
      providers: situation.limit ? { openai: { requestsPerMinute: 2, tokensPerMinute: 2_500, maxConcurrent: 1 } } : {},
    },
    deps: {
      upstream: () => undefined,
      keepAlerts: (alerts) => void kept.push(...alerts),
      security: {
        ...fakeSecurity,
        analyze: (input) => {
          const found = fakeSecurity.analyze(input);
          // What is withheld may be looked at twice.
          if (found[0]?.action !== "block") analyzed.push(input);
          return found;
        },
      },
    },
  });
  const told: unknown[] = [];
  const both = { deps: world.deps, shared: sharedOf(world.deps, told) };
  const states: Omit<TurnState, "lastSeq">[] = [];
  for (const turnId of ["1", "2", "3"]) {
    const messages: readonly Message[] = [{ role: "user", parts: [{ type: "text", text: "Say a few words." }] }];
    const request = { messages, save: false, maxOutputTokens: 200, turnId, ...situation.request } as const;
    const controller = new AbortController();
    const { cancelAt } = situation;
    const stop = cancelAt === null ? undefined : clock.after(cancelAt, () => controller.abort());
    const ask = async (): Promise<TurnState> => {
      await leaseRelay(request, "openai-chat", both);
      const stream = streamTurn({ ...request, deliver: "whole" }, { ...both, signal: controller.signal });
      const events: TurnEvent[] = [];
      const { lastSeq, ...state } = await endOfTurn(stream, isOrdinary ? (event) => events.push(event) : undefined);
      const last = isOrdinary ? events.filter(({ type }) => type !== "status").length - 1 : lastSeq;
      return { ...state, lastSeq: last };
    };
    states.push(await clock.drive(ask()));
    stop?.();
    await clock.advance(1_000);
  }
  expect(clock.pending).toBe(0);
  const calls = providers.map((provider) => provider.calls.map(({ call, at, closedAt }) => ({ call, at, closedAt })));
  const rest = {
    open: world.ledger.open.size,
    health: both.shared.breakers.health(),
    told,
    analyzed,
    kept,
    now: clock.monotonic(),
  };
  return { states, audits: world.audits, records: world.ledger.records, calls, rest };
}

const ids = fc.constantFrom("0", "1");
const words = fc.constantFrom("", "a", "bc ", "🙂", "x".repeat(60));
const signed = fc.constantFrom({}, {}, { providerMetadata: { p: { s: 1 } } });

const block = fc
  .record({
    kind: fc.constantFrom("text", "text", "reasoning"),
    id: ids,
    texts: fc.array(words, { maxLength: 3 }),
    signed,
  })
  .map(({ kind, id, texts, signed: metadata }) => [
    { type: `${kind}-start`, id },
    ...texts.map((text) => ({ type: `${kind}-delta`, id, text })),
    { type: `${kind}-end`, id, ...metadata },
  ]);
const toolCall = fc
  .record({ id: ids, signed, name: fc.constantFrom("f", "f", ""), isAlone: fc.boolean() })
  .map(({ id, signed: metadata, name, isAlone }) => [
    ...(isAlone
      ? []
      : [
          { type: "tool-call-start", id, name },
          { type: "tool-call-delta", id, json: "{}" },
        ]),
    { type: "tool-call", id, name, input: {}, rawInput: isAlone ? "" : "{}", ...metadata },
  ]);
const odd = fc.constantFrom(
  { type: "text-delta", id: "0", text: "loose" },
  { type: "text-delta", id: "1", text: "told", logprobs: [] },
  { type: "text-end", id: "0" },
  { type: "text-start", id: "1" },
  { type: "tool-call", id: "t", name: "g", input: {}, rawInput: "{}" },
  { type: "source", id: "s", url: "https://example.org" },
  { type: "image", mediaType: "image/png", data: "AAAA" },
  { type: "downloading", message: "model" },
  { type: "response-start", responseId: "r2" },
);
const start = fc.constantFrom(
  { type: "response-start", responseId: "r" },
  { type: "response-start", warnings: ["no seed"], rateLimits: { requestsRemaining: 0, requestsResetMs: 500 } },
);
const finish = fc
  .record({
    reason: fc.constantFrom("stop", "stop", "stop", "length", "tool-calls", "content-filter", "error"),
    usage: fc.constantFrom(SOME_USAGE, SOME_USAGE, { ...SOME_USAGE, inputTokens: 0, outputTokens: 0 }),
  })
  .map((end) => ({ type: "finish", ...end, providerMetadata: { p: { cost: 1 } } }));

/** An answer, or the beginning of one that breaks off. */
const script = fc
  .record({
    wait: fc.constantFrom(0, 0, 1, 200, 5_000, 40_000, 200_000),
    start: fc.option(start),
    blocks: fc.array(
      fc.oneof(
        { weight: 5, arbitrary: block },
        { weight: 2, arbitrary: toolCall },
        odd.map((event) => [event]),
      ),
      { minLength: 0, maxLength: 3 },
    ),
    end: fc.oneof(
      { weight: 8, arbitrary: finish.map((event) => [event]) },
      {
        weight: 2,
        arbitrary: fc.constantFrom(...ERROR_CODES).map((code) => [{ fail: new OrchestratorError(code, code) }]),
      },
      fc.constant([]),
      fc.constantFrom("deaf", "obedient").map((hang) => [{ hang }]),
    ),
    says: fc.constantFrom("", "", "", "ALERT", "BLOCK"),
  })
  .map(({ wait, start: begins, blocks, end, says }) => {
    const said =
      says === ""
        ? []
        : [
            { type: "text-start", id: "9" },
            { type: "text-delta", id: "9", text: says },
            { type: "text-end", id: "9" },
          ];
    const pause = wait === 0 ? [] : [{ wait }];
    // What an unfinished call says of its limits is heard when it is over.
    const isHeard = begins !== null && (end[0] === undefined || !("hang" in end[0]));
    return [...pause, ...(isHeard ? [begins] : []), ...blocks.flat(), ...said, ...end];
  }) as unknown as fc.Arbitrary<readonly Move[]>;

const isUnfinished = (moves: readonly Move[]): boolean => moves.some((move) => "hang" in move);
const silentFirst = (moves: readonly Move[]): readonly Move[] =>
  isUnfinished(moves) ? moves.filter((move) => !("type" in move)) : moves;

const situations: fc.Arbitrary<Situation> = fc
  .record({
    first: fc.array(script, { minLength: 1, maxLength: 4 }),
    second: fc.array(script, { minLength: 1, maxLength: 4 }),
    givesWhole: fc.boolean(),
    hasFallback: fc.boolean(),
    request: fc.constantFrom<Partial<TurnRequest>>(
      {},
      {},
      { timeoutMs: 130_000 },
      { policy: { incognito: true }, keyId: "k", client: "c" },
      { policy: { maxCostUsd: 0.0012 } },
      { policy: { maxCostUsd: 0.0001 } },
      { system: "Be brief.", think: true, webSearch: true },
      { maxOutputTokens: 4_000 },
    ),
    cancelAt: fc.option(fc.constantFrom(0, 3, 170, 20_003)),
    limit: fc.boolean(),
    maxAnswerChars: fc.constantFrom(1_000_000, 50),
    routerCost: fc.boolean(),
  })
  .map((situation) => {
    const { cancelAt, first, second } = situation;
    if (![...first, ...second].some(isUnfinished)) return situation;
    // The short way does not look at each piece: it notices later that no more come, or too many, and so does who has not left.
    return cancelAt === null
      ? { ...situation, first: first.map(silentFirst), second: second.map(silentFirst) }
      : { ...situation, maxAnswerChars: 1_000_000 };
  });

test("whatever a provider answers and whatever ends a turn: the short way comes to the same as the ordinary one", async () => {
  await fc.assert(
    fc.asyncProperty(situations, async (situation) => {
      expect(await run(situation, false)).toEqual(await run(situation, true));
    }),
    { numRuns: 400 },
  );
});

const PLAIN: Situation = {
  first: [answer(["Hel", "lo"])],
  second: [answer(["other"])],
  givesWhole: true,
  hasFallback: true,
  request: {},
  cancelAt: null,
  limit: false,
  maxAnswerChars: 1_000,
  routerCost: false,
};

test("a plain answer is had without a stream being read", async () => {
  const clock = new FakeClock();
  const provider = fakeProvider("openai", clock, () => answer(["Hel", "lo"]));
  let read = 0;
  const client: ProviderClient = {
    ...provider,
    stream: () => ({
      [Symbol.asyncIterator]: () => {
        read += 1;
        throw new Error("read");
      },
      whole: () => Promise.resolve(answer(["Hel", "lo"])),
    }),
  };
  const world = fakeWorld({ clock, models: [a], providers: [client], deps: { upstream: () => undefined } });
  const engine = createEngine(world.deps);
  const messages: readonly Message[] = [{ role: "user", parts: [{ type: "text", text: "Hi" }] }];
  const request = { messages, save: false, maxOutputTokens: 200 };
  await engine.lease(request, "openai-chat");
  const state = await endOfTurn(engine.stream({ ...request, deliver: "whole" }));
  expect(state).toMatchObject({ status: "complete", parts: [{ type: "text", text: "Hello" }], attempts: 1 });
  expect(read).toBe(0);
});

test("an answer is its model's, though the model leaves the catalogue while it answers", async () => {
  const clock = new FakeClock();
  const thought: readonly Move[] = [
    { wait: 10 },
    { type: "reasoning-start", id: "1" },
    { type: "reasoning-delta", id: "1", text: "Hm." },
    { type: "reasoning-end", id: "1" },
    ...answer(["Hello"]),
  ];
  const providers = [
    fakeProvider("openai", clock, () => thought),
    fakeProvider("groq", clock, () => answer(["other"])),
  ];
  let left: readonly Model[] = [a, b];
  const world = fakeWorld({
    clock,
    models: [a, b],
    providers: providers.map(wholly),
    decide: () => fakeDecision(a, [b]),
    deps: { upstream: () => undefined },
  });
  const catalogue = { ...world.deps.catalogue, get: (key: string) => left.find((model) => model.key === key) };
  const engine = createEngine({ ...world.deps, catalogue });
  const messages: readonly Message[] = [{ role: "user", parts: [{ type: "text", text: "Hi" }] }];
  const request = { messages, save: false, maxOutputTokens: 200 };
  await engine.lease(request, "openai-chat");
  const asking = endOfTurn(engine.stream({ ...request, deliver: "whole" }));
  clock.after(5, () => (left = [b]));
  expect(await clock.drive(asking)).toMatchObject({ status: "complete", model: a.key, attempts: 1 });
  expect(world.ledger.records.map(({ model }) => model)).toEqual([a.key]);
});

test("settings that cannot be read again leave nothing set aside", async () => {
  const clock = new FakeClock();
  const provider = fakeProvider("openai", clock, () => answer(["BLOCK"]));
  const world = fakeWorld({ clock, models: [a], providers: [wholly(provider)], deps: { upstream: () => undefined } });
  let reads = 0;
  const settings = (): EngineSettings => {
    reads += 1;
    if (reads > 2) throw new Error("The config cannot be read.");
    return world.deps.settings?.() ?? DEFAULT_ENGINE_SETTINGS;
  };
  const engine = createEngine({ ...world.deps, settings });
  const messages: readonly Message[] = [{ role: "user", parts: [{ type: "text", text: "Hi" }] }];
  const request = { messages, save: false, maxOutputTokens: 200 };
  await engine.lease(request, "openai-chat");
  const state = await clock.drive(endOfTurn(engine.stream({ ...request, deliver: "whole" })));
  expect(state.error?.code).toBe("blocked_by_policy");
  expect(world.ledger.open.size).toBe(0);
});

test.each<[string, Partial<Situation>]>([
  ["is answered", {}],
  ["is cancelled while its provider does not react", { first: [[{ hang: "deaf" }]], cancelAt: 170 }],
  [
    "breaks off after a piece",
    { first: [[...answer(["Hel"]).slice(0, 3), { fail: new OrchestratorError("network", "cut") }]] },
  ],
  ["meets silence and goes on to the next model", { first: [[{ hang: "deaf" }]] }],
  [
    "is left midway in an answer that is streamed all the same",
    { first: [[...answer(["Hel", "lo, this is "]).slice(0, 4), { hang: "deaf" }]], cancelAt: 170 },
  ],
  ["runs out of time", { first: [[{ wait: 200_000 }]], request: { timeoutMs: 120_000 }, hasFallback: false }],
  [
    "is asked again after a failure",
    { first: [[{ fail: new OrchestratorError("server", "500", { retryable: true }) }], answer(["ok"])] },
  ],
  ["is answered by what is withheld", { first: [answer(["BLOCK"])] }],
  [
    "gets a tool call that says nothing",
    { first: [[{ type: "tool-call", id: "t", name: "", input: {}, rawInput: "" }, ...answer([]).slice(-1)]] },
  ],
])("a turn that %s", async (_what, more) => {
  const situation = { ...PLAIN, ...more };
  const short = await run(situation, false);
  expect(short).toEqual(await run(situation, true));
  expect(short.calls[0]).not.toHaveLength(0);
});

const slowly = (gapMs: number, pieces: number): readonly Move[] =>
  Array.from({ length: pieces }, (): readonly Move[] => [
    { wait: gapMs },
    { type: "text-delta", id: "0", text: "more " },
  ]).flat();

test("an answer that comes in pieces all the same may take its time, and is given up where they stop coming", async () => {
  const [begin, end] = [answer([]).slice(0, 2), answer([]).slice(2)];
  const alone = { ...PLAIN, hasFallback: false };
  const flowing = await run({ ...alone, first: [[...begin, ...slowly(20_000, 15), ...end]] }, false);
  expect(flowing.states[0]).toMatchObject({ status: "complete", attempts: 1, latencyMs: 300_000 });
  const stuck: readonly Move[] = [...begin, ...slowly(1_000, 3), { hang: "deaf" }];
  const [first] = (await run({ ...alone, first: [stuck, answer(["whole"])], request: { timeoutMs: 130_000 } }, false))
    .states;
  expect(first?.status).toBe("complete");
  expect(first?.attempts).toBe(2);
  expect(first?.latencyMs).toBeLessThanOrEqual(61_000);
});
