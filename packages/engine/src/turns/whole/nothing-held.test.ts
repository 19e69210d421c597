import { endOfTurn, OrchestratorError, type Message, type TurnState } from "@ai-orchestrator/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { FakeClock } from "../../../test/fake-clock.ts";
import {
  answer,
  fakeCatalogue,
  fakeDecision,
  fakeModel,
  fakeProvider,
  fakeSecurity,
  fakeWorld,
  type Move,
} from "../../../test/fake-world.ts";
import { wholly } from "../../../test/wholly.ts";
import { Breakers } from "../attempts/breakers.ts";
import { LatencyRecord } from "../attempts/latency-record.ts";
import { Refusals } from "../attempts/refusals.ts";
import { RetryBudget } from "../attempts/retry-budget.ts";
import { ToldWarnings } from "../attempts/told-warnings.ts";
import { Background } from "../background.ts";
import type { EngineDeps } from "../engine-deps.ts";
import { KnownDecisions } from "../known-decisions.ts";
import { Limiters } from "../limiter/limiters.ts";
import type { Permit } from "../limiter/provider-limiter.ts";
import { leaseRelay } from "../relay/lease-relay.ts";
import { Readings } from "../relay/readings.ts";
import { streamTurn } from "../stream-turn.ts";
import type { EngineShared } from "../turn-run.ts";

const [a, b] = [fakeModel("openai-a"), fakeModel("groq-b")];

/** What all turns share, and what of it is held now: places, admissions, listeners of the caller's. */
function sharedOf({ clock, randomness, logger }: EngineDeps): {
  readonly shared: EngineShared;
  readonly held: Set<object>;
} {
  const held = new Set<object>();
  const freeing = <T extends object>(one: T, ...names: readonly (keyof T & string)[]): T => {
    held.add(one);
    for (const name of names) {
      const method = one[name] as (...args: unknown[]) => unknown;
      const free = (...args: unknown[]): unknown => {
        held.delete(one);
        return method.apply(one, args);
      };
      Object.assign(one, { [name]: free });
    }
    return one;
  };
  const breakers = new Breakers(clock);
  const admit = breakers.admit.bind(breakers);
  breakers.admit = (model) => freeing(admit(model), "succeed", "fail", "forget");
  const limiters = new Limiters(clock, randomness);
  const [take, acquire] = [limiters.take.bind(limiters), limiters.acquire.bind(limiters)];
  const holding = (permit: Permit): Permit => freeing(permit, "correct", "giveBack");
  limiters.take = (...asked) => {
    const permit = take(...asked);
    return permit === undefined ? undefined : holding(permit);
  };
  limiters.acquire = async (...asked) => holding(await acquire(...asked));
  const background = new Background(logger);
  const shared: EngineShared = {
    breakers,
    limiters,
    background,
    refusals: new Refusals(clock),
    retryBudget: new RetryBudget(clock),
    latency: new LatencyRecord(),
    warnings: new ToldWarnings(logger),
    decisions: new KnownDecisions(),
    readings: new Readings({ clock, logger, background }),
  };
  return { shared, held };
}

/** A signal that knows how many listen to it. */
function countedSignal(): { readonly controller: AbortController; readonly listening: () => number } {
  const controller = new AbortController();
  const { signal } = controller;
  const listeners = new Set<unknown>();
  const [add, remove] = [signal.addEventListener.bind(signal), signal.removeEventListener.bind(signal)];
  signal.addEventListener = (type: string, listener: EventListener, options?: AddEventListenerOptions) => {
    listeners.add(listener);
    add(type, listener, options);
  };
  signal.removeEventListener = (type: string, listener: EventListener) => {
    listeners.delete(listener);
    remove(type, listener);
  };
  return { controller, listening: () => (signal.aborted ? 0 : listeners.size) };
}

const PORTS = [
  "settings",
  "get",
  "price",
  "analyze",
  "reads",
  "checkInput",
  "provider",
  "audit",
  "keepAlerts",
  "reserve",
  "remaining",
  "estimateTokens",
  "upstream",
  "decide",
  "answer",
] as const;

interface Situation {
  readonly first: readonly (readonly Move[])[];
  readonly givesWhole: boolean;
  readonly hasFallback: boolean;
  readonly listens: boolean;
  readonly relays: boolean;
  /** What the relay makes of a lease. */
  readonly relayed: "answered" | "failed" | "handed over";
  readonly timeoutMs: number | null;
  readonly cancelAt: number | null;
  /** A part of the house that fails when it is asked for the nth time. */
  readonly fails: { readonly port: (typeof PORTS)[number]; readonly at: number } | null;
  /** The first model is gone from the catalogue when it is looked for the nth time. */
  readonly goneAt: number | null;
  readonly prompt: string;
}

async function run(situation: Situation): Promise<readonly TurnState[]> {
  const { fails, listens, relays, relayed, timeoutMs, cancelAt, goneAt } = situation;
  const clock = new FakeClock();
  let asked = 0;
  const failing = <Args extends unknown[], T>(port: (typeof PORTS)[number], work: (...args: Args) => T) => {
    return (...args: Args): T => {
      if (fails?.port === port && asked++ === fails.at) throw new Error(`${port} failed`);
      return work(...args);
    };
  };
  const script = (_call: unknown, index: number) => situation.first[index % situation.first.length] ?? [];
  const providers = [fakeProvider("openai", clock, script), fakeProvider("groq", clock, () => answer(["other"]))];
  const world = fakeWorld({
    clock,
    models: [a, b],
    providers: situation.givesWhole ? providers.map(wholly) : providers,
    decide: () => fakeDecision(a, situation.hasFallback ? [b] : []),
    settings: { maxConcurrent: 1, providers: { openai: { maxConcurrent: 1 } } },
  });
  const catalogue = fakeCatalogue([a, b]);
  let looked = 0;
  const gone = (key: string) =>
    key === a.key && goneAt !== null && looked++ >= goneAt ? undefined : catalogue.get(key);
  const { settings = () => undefined as never, ledger, provider, decide, estimateTokens } = world.deps;
  const deps: EngineDeps = {
    ...world.deps,
    settings: failing("settings", settings),
    catalogue: { ...catalogue, get: failing("get", gone), price: failing("price", catalogue.price) },
    security: {
      ...fakeSecurity,
      analyze: failing("analyze", fakeSecurity.analyze),
      reads: failing("reads", fakeSecurity.reads),
      checkInput: failing("checkInput", fakeSecurity.checkInput),
    },
    provider: failing("provider", provider),
    audit: { append: failing("audit", () => undefined), flush: () => Promise.resolve() },
    keepAlerts: failing("keepAlerts", () => undefined),
    ...(ledger === undefined
      ? {}
      : {
          ledger: {
            ...ledger,
            reserve: failing("reserve", ledger.reserve),
            remaining: failing("remaining", ledger.remaining),
          },
        }),
    estimateTokens: failing("estimateTokens", estimateTokens),
    decide: failing("decide", decide),
    upstream: failing("upstream", (model) =>
      relays ? { model, protocol: "openai-chat", baseUrl: "https://a.test/v1", headers: {} } : undefined,
    ),
  };
  const { shared, held } = sharedOf(deps);
  const both = { deps, shared };
  const states: TurnState[] = [];
  for (const turnId of ["1", "2", "3", "4"]) {
    const messages: readonly Message[] = [{ role: "user", parts: [{ type: "text", text: situation.prompt }] }];
    const limited = timeoutMs === null ? {} : { timeoutMs };
    const request = { messages, save: false, maxOutputTokens: 200, turnId, ...limited } as const;
    const { controller, listening } = countedSignal();
    const { signal } = controller;
    const stop = cancelAt === null ? undefined : clock.after(cancelAt, () => controller.abort());
    const leased = async (): Promise<void> => {
      const lease = await leaseRelay(request, "openai-chat", { ...both, call: { signal } });
      if (lease === undefined) return;
      const model = lease.upstreams[0]?.model.key ?? "";
      const error = new OrchestratorError("server", "500", { retryable: true }).toJSON();
      const isAnswered = relayed === "answered";
      const words = { bytes: 5, text: failing("answer", () => "Hello") };
      const outcome = isAnswered ? { usage: undefined, answer: words } : { error };
      try {
        lease.attempt({ model, ...(isAnswered ? {} : { error }) });
      } finally {
        lease.end({ model, latencyMs: 1, attempts: 1, ...outcome });
      }
      if (relayed === "handed over") lease.handOver([model], error);
    };
    const ask = async (): Promise<TurnState> => {
      await leased().catch(() => undefined);
      const stream = streamTurn({ ...request, deliver: "whole" }, { ...both, signal });
      return await endOfTurn(stream, listens ? () => undefined : undefined);
    };
    states.push(await clock.drive(ask()));
    stop?.();
    await clock.advance(1_000);
    expect(held.size).toBe(0);
    expect(world.ledger.open.size).toBe(0);
    expect(listening()).toBe(0);
  }
  await shared.background[Symbol.asyncDispose]();
  expect(clock.pending).toBe(0);
  return states;
}

const moves = fc.constantFrom<readonly Move[]>(
  answer(["Hel", "lo"]),
  answer(["ALERT"]),
  answer(["BLOCK"]),
  answer([]),
  [{ wait: 40_000 }, ...answer(["late"])],
  [{ hang: "deaf" }],
  [{ hang: "obedient" }],
  [...answer(["Hel"]).slice(0, 3), { hang: "deaf" }],
  [{ fail: new OrchestratorError("server", "500", { retryable: true }) }],
  [{ fail: new OrchestratorError("authentication", "401") }],
  [...answer(["Hel"]).slice(0, 3), { fail: new OrchestratorError("network", "cut", { retryable: true }) }],
);

const situations: fc.Arbitrary<Situation> = fc.record({
  first: fc.array(moves, { minLength: 1, maxLength: 7 }),
  givesWhole: fc.boolean(),
  hasFallback: fc.boolean(),
  listens: fc.boolean(),
  relays: fc.boolean(),
  relayed: fc.constantFrom("answered", "failed", "handed over"),
  timeoutMs: fc.option(fc.constantFrom(0, 1, 10_000, 130_000)),
  cancelAt: fc.option(fc.constantFrom(0, 3, 20_003)),
  fails: fc.option(fc.record({ port: fc.constantFrom(...PORTS), at: fc.nat(30) })),
  goneAt: fc.option(fc.nat(30)),
  prompt: fc.constantFrom("Hi", "Hi", "ALERT", "BLOCK"),
});

test("whatever fails, whoever leaves and when: money, places, admissions, timers and listeners are given back", async () => {
  await fc.assert(
    fc.asyncProperty(situations, async (situation) => {
      for (const { status } of await run(situation)) expect(["complete", "failed", "cancelled"]).toContain(status);
    }),
    { numRuns: 500 },
  );
});
