import {
  endOfTurn,
  NO_USAGE,
  OrchestratorError,
  type Alert,
  type Model,
  type RelayedAnswer,
  type SecurityGate,
  type Upstream,
  type Usage,
  type WireProtocol,
} from "@ai-orchestrator/contract";
import { describe, expect, test } from "vitest";
import { FakeClock } from "../../../test/fake-clock.ts";
import { fakeDecision, fakeModel, fakeSecurity, fakeWorld } from "../../../test/fake-world.ts";
import { createEngine } from "../../create-engine.ts";
import type { EngineDeps } from "../engine-deps.ts";
import type { EngineSettings } from "../engine-settings.ts";
import { rateLimitSnapshot } from "./rate-limit-headers.ts";

const [a, b, claude] = [fakeModel("openai-a"), fakeModel("groq-b"), fakeModel("anthropic-c")];
const messages = [{ role: "user" as const, parts: [{ type: "text" as const, text: "Hi" }] }];

function setUp(
  options: {
    readonly deps?: Partial<EngineDeps>;
    readonly settings?: Partial<EngineSettings>;
    readonly decision?: ReturnType<typeof fakeDecision>;
  } = {},
) {
  const clock = new FakeClock();
  const upstream = async (model: Model, protocol: WireProtocol): Promise<Upstream | undefined> => {
    const speaks = model.provider === "anthropic" ? "anthropic-messages" : "openai-chat";
    return protocol === speaks
      ? { model, protocol, baseUrl: `https://${model.provider}.test/v1`, headers: { authorization: "Bearer k" } }
      : undefined;
  };
  const world = fakeWorld({
    clock,
    models: [a, b, claude],
    providers: [],
    decide: () => options.decision ?? fakeDecision(a, [claude, b]),
    deps: { upstream, ...options.deps },
    ...(options.settings === undefined ? {} : { settings: options.settings }),
  });
  return { clock, world, engine: createEngine(world.deps) };
}

describe("a relay lease", () => {
  test("that is not given since money caps the answer leaves its decision to the engine: nothing is decided twice", async () => {
    const policy = { maxCostUsd: 0.001 };
    const { world, engine, clock } = setUp();
    const request = { messages, save: false, policy } as const;
    expect(await clock.drive(engine.lease(request, "openai-chat"))).toBeUndefined();
    expect(world.ledger.open.size).toBe(0);
    await clock.drive(endOfTurn(engine.stream({ ...request, deliver: "whole" })));
    expect(world.requests).toHaveLength(1);
    expect(world.ledger.open.size).toBe(0);
  });

  test("names the decided model and the fallbacks that speak the protocol, and settles once", async () => {
    const { world, engine, clock } = setUp();
    const lease = await clock.drive(engine.lease({ messages, keyId: "k1" }, "openai-chat"));
    expect(lease?.upstreams.map((upstream) => upstream.model.key)).toEqual([a.key, b.key]);
    expect(world.ledger.open.size).toBe(1);
    const usage = { ...NO_USAGE, inputTokens: 1_000, outputTokens: 500 };
    expect(lease?.end({ model: a.key, usage, latencyMs: 5, attempts: 1 })).toEqual({ usd: 0.002 });
    expect(lease?.end({ model: a.key, usage, latencyMs: 5, attempts: 1 })).toEqual({ usd: 0.002 });
    expect(world.ledger.open.size).toBe(0);
    expect(world.ledger.records).toMatchObject([{ model: a.key, keyId: "k1", cost: { usd: 0.002 } }]);
    expect(world.audits).toMatchObject([{ outcome: "ok", keyId: "k1", promptLength: 2 }]);
  });

  test("pays for an answer that broke off before it was counted, by what was relayed of it", async () => {
    const { world, engine, clock } = setUp();
    const answer: RelayedAnswer = { bytes: 800, text: () => "x".repeat(400) };
    const error = new OrchestratorError("cancelled", "The client went away.").toJSON();
    const end = async (usage: Partial<Usage> | undefined, more: object = { error }): Promise<void> => {
      const lease = await clock.drive(engine.lease({ messages }, "openai-chat"));
      const said = usage === undefined ? {} : { usage: { ...NO_USAGE, ...usage } };
      lease?.end({ model: a.key, latencyMs: 5, attempts: 1, answer, ...said, ...more });
    };
    await end(undefined);
    await end({ inputTokens: 50, outputTokens: 1 });
    await end({ inputTokens: 50, outputTokens: 300 });
    await end(undefined, {});
    await end(undefined, { error, answer: undefined });
    const { estimatedInputTokens } = fakeDecision(a, []);
    expect(world.ledger.records.map((record) => record.usage)).toEqual([
      { ...NO_USAGE, inputTokens: estimatedInputTokens, outputTokens: 100, estimated: true },
      { ...NO_USAGE, inputTokens: 50, outputTokens: 100, estimated: true },
      { ...NO_USAGE, inputTokens: 50, outputTokens: 300 },
      { ...NO_USAGE, inputTokens: estimatedInputTokens, outputTokens: 100, estimated: true },
    ]);
  });

  test("counts towards the calls at once only where a limit was set, and makes room when it ends", async () => {
    const many = setUp({ settings: { maxConcurrent: 1 } });
    const open = [1, 2, 3].map(() => many.engine.lease({ messages }, "openai-chat"));
    expect(await many.clock.drive(Promise.all(open))).toHaveLength(3);

    const { engine, clock } = setUp({ settings: { providers: { openai: { maxConcurrent: 1 } } } });
    const first = await clock.drive(engine.lease({ messages }, "openai-chat"));
    const leaving = new AbortController();
    const cancelled = engine.lease({ messages }, "openai-chat", { signal: leaving.signal });
    const second = engine.lease({ messages }, "openai-chat");
    await clock.advance(1_000);
    leaving.abort(new OrchestratorError("cancelled", "Gone."));
    await expect(cancelled).rejects.toMatchObject({ code: "cancelled" });
    first?.end({ model: a.key, latencyMs: 5, attempts: 1 });
    expect((await clock.drive(second))?.decision.model).toBe(a.key);
  });

  test("is not given where the decided model speaks another protocol, for chains, or where money limits the answer", async () => {
    const { world, engine, clock } = setUp();
    expect(await clock.drive(engine.lease({ messages }, "gemini"))).toBeUndefined();
    expect(
      await clock.drive(setUp({ decision: fakeDecision(claude, [a]) }).engine.lease({ messages }, "openai-chat")),
    ).toBeUndefined();
    const chained = setUp({
      decision: fakeDecision(a, [], {
        chain: { recipe: "r", steps: [{ role: "search", model: a.key, fallbacks: [] }] },
      }),
    });
    expect(await clock.drive(chained.engine.lease({ messages }, "openai-chat"))).toBeUndefined();
    expect(await clock.drive(engine.lease({ messages, policy: { maxCostUsd: 0.002 } }, "openai-chat"))).toBeUndefined();
    expect(world.ledger.open.size).toBe(0);
  });

  test("is not given where an answer may be hedged or continued: that needs reading it", async () => {
    const hedging = setUp({ settings: { hedge: { enabled: true, maxExtraShare: 0.05 } } });
    expect(await hedging.clock.drive(hedging.engine.lease({ messages }, "openai-chat"))).toBeUndefined();
    expect(await hedging.clock.drive(hedging.engine.lease({ messages, hedge: false }, "openai-chat"))).toBeDefined();
    const { engine, clock } = setUp();
    expect(await clock.drive(engine.lease({ messages, continueAfterPartial: true }, "openai-chat"))).toBeUndefined();
  });

  test("goes only where the caller's own bytes are understood", async () => {
    const { engine, clock } = setUp();
    const lease = await clock.drive(engine.lease({ messages, rawOnlyAt: "openai" }, "openai-chat"));
    expect(lease?.upstreams.map((upstream) => upstream.model.key)).toEqual([a.key]);
    expect(await clock.drive(engine.lease({ messages, rawOnlyAt: "groq" }, "openai-chat"))).toBeUndefined();
  });

  test("throws what a turn would end with", async () => {
    const { engine, clock, world } = setUp({
      deps: { budgets: () => [{ scope: "user", period: "day", limitUsd: 0 }] },
    });
    await expect(clock.drive(engine.lease({ messages }, "openai-chat"))).rejects.toMatchObject({
      code: "budget_exceeded",
    });
    const blocked = [{ role: "user" as const, parts: [{ type: "text" as const, text: "BLOCK" }] }];
    await expect(clock.drive(engine.lease({ messages: blocked }, "openai-chat"))).rejects.toMatchObject({
      code: "blocked_by_policy",
    });
    await expect(
      clock.drive(engine.lease({ messages, policy: { localOnly: true } }, "openai-chat")),
    ).rejects.toMatchObject({ code: "no_usable_provider" });
    expect(world.ledger.open.size).toBe(0);
  });

  test("feeds and obeys the breaker and the limiter", async () => {
    const { engine, clock, world } = setUp({ settings: { providers: { openai: { requestsPerMinute: 60 } } } });
    const lease = await clock.drive(engine.lease({ messages }, "openai-chat"));
    const error = new OrchestratorError("server", "500").toJSON();
    for (let n = 0; n < 5; n += 1) lease?.attempt({ model: a.key, error });
    lease?.end({ model: a.key, error, latencyMs: 1, attempts: 5 });
    expect(world.audits).toMatchObject([{ outcome: "server" }]);
    expect(engine.health()).toContainEqual(expect.objectContaining({ model: a.key, state: "open" }));
    const next = await clock.drive(engine.lease({ messages }, "openai-chat"));
    expect(next?.upstreams.map((upstream) => upstream.model.key)).toEqual([b.key]);
    next?.attempt({
      model: b.key,
      rateLimitHeaders: { "x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "7s" },
    });
    next?.end({ model: b.key, latencyMs: 1, attempts: 1 });
    const before = clock.monotonic();
    const third = await clock.drive(engine.lease({ messages }, "openai-chat"));
    expect(clock.monotonic() - before).toBeGreaterThanOrEqual(7_000);
    third?.end({ model: b.key, latencyMs: 1, attempts: 1 });
    expect(world.ledger.open.size).toBe(0);
  });

  test("leaves out a provider that refused us while another is left", async () => {
    const { engine, clock } = setUp();
    const lease = await clock.drive(engine.lease({ messages }, "openai-chat"));
    lease?.attempt({ model: a.key, error: new OrchestratorError("quota_exhausted", "No credit.").toJSON() });
    lease?.end({ model: b.key, latencyMs: 1, attempts: 2 });
    const next = await clock.drive(engine.lease({ messages }, "openai-chat"));
    expect(next?.upstreams.map((upstream) => upstream.model.key)).toEqual([b.key]);
    next?.attempt({ model: b.key, error: new OrchestratorError("authentication", "Bad key.").toJSON() });
    next?.end({ model: b.key, latencyMs: 1, attempts: 1 });
    const both = await clock.drive(engine.lease({ messages }, "openai-chat"));
    expect(both?.upstreams.map((upstream) => upstream.model.key)).toEqual([a.key, b.key]);
  });

  test("cancelled while queueing it gives its reservation back", async () => {
    const { engine, clock, world } = setUp({ settings: { providers: { openai: { requestsPerMinute: 1 } } } });
    await clock.drive(engine.lease({ messages }, "openai-chat"));
    const controller = new AbortController();
    const waiting = engine.lease({ messages }, "openai-chat", { signal: controller.signal });
    await clock.advance(100);
    controller.abort(new OrchestratorError("cancelled", "Cancelled."));
    await expect(waiting).rejects.toMatchObject({ code: "cancelled" });
    expect(world.ledger.open.size).toBe(1);
  });
});

describe("a relayed answer", () => {
  const saying = (text: string, bytes = text.length): RelayedAnswer => ({ bytes, text: () => text });
  const kept = (): { readonly alerts: Alert[]; readonly keepAlerts: (alerts: readonly Alert[]) => void } => {
    const alerts: Alert[] = [];
    return { alerts, keepAlerts: (more) => void alerts.push(...more) };
  };
  const reading = (security: Partial<SecurityGate>): SecurityGate => ({ ...fakeSecurity, ...security });
  const end = { model: a.key, latencyMs: 5, attempts: 1, usage: NO_USAGE };

  test("is looked at after the call, beside the system text; what is found is kept and in the audit", async () => {
    const { alerts, keepAlerts } = kept();
    const seen: unknown[] = [];
    const security = reading({
      analyze: (input) => {
        seen.push(input);
        return fakeSecurity.analyze(input);
      },
    });
    const { world, engine, clock } = setUp({ deps: { keepAlerts, security } });
    const lease = await clock.drive(engine.lease({ messages, system: "Be terse." }, "openai-chat"));
    expect(lease?.wantsAnswer).toBe(true);
    lease?.end({ ...end, answer: saying("an ALERT") });
    expect(world.ledger.open.size).toBe(0);
    expect(world.audits).toEqual([]);
    await clock.drive(engine.settled(new AbortController().signal));
    expect(seen.at(-1)).toEqual({ text: "an ALERT", source: "response", system: "Be terse.", turnId: lease?.turnId });
    expect(world.audits).toMatchObject([{ outcome: "ok", alerts: [{ rule: "test-rule", severity: "high" }] }]);
    expect(alerts).toMatchObject([{ source: "response", rule: "test-rule" }]);
  });

  test("keeps the question's alerts with the call, those of a refused question at once, and none that the engine finds again", async () => {
    const { alerts, keepAlerts } = kept();
    const { world, engine, clock } = setUp({ deps: { keepAlerts } });
    const asking = (text: string): typeof messages => [{ role: "user", parts: [{ type: "text", text }] }];
    expect(await clock.drive(engine.lease({ messages: asking("ALERT") }, "gemini"))).toBeUndefined();
    expect(alerts).toEqual([]);
    const lease = await clock.drive(engine.lease({ messages: asking("ALERT") }, "openai-chat"));
    lease?.end(end);
    expect(alerts).toMatchObject([{ source: "prompt", action: "warn" }]);
    await expect(clock.drive(engine.lease({ messages: asking("BLOCK") }, "openai-chat"))).rejects.toThrow("Not sent");
    expect(alerts).toMatchObject([{}, { source: "prompt", action: "block" }]);
    expect(world.audits.at(-1)).toMatchObject({ outcome: "blocked_by_policy", promptLength: 5 });
  });

  test("of incognito leaves counts in the audit and nothing else", async () => {
    const { alerts, keepAlerts } = kept();
    const { world, engine, clock } = setUp({ deps: { keepAlerts } });
    const lease = await clock.drive(engine.lease({ messages, policy: { incognito: true } }, "openai-chat"));
    lease?.end({ ...end, answer: saying("an ALERT") });
    await clock.drive(engine.settled(new AbortController().signal));
    expect(alerts).toEqual([]);
    expect(world.audits).toMatchObject([{ incognito: true, alerts: [{ rule: "test-rule" }] }]);
    expect(world.audits[0]).not.toHaveProperty("turnId");
  });

  test("is not relayed where it may have to be held back, and not collected where nothing is analyzed", async () => {
    const held = setUp({ deps: { security: reading({ reads: () => "before" }) } });
    expect(await held.clock.drive(held.engine.lease({ messages }, "openai-chat"))).toBeUndefined();
    const off = setUp({ deps: { security: reading({ reads: () => "never" }) } });
    expect((await off.clock.drive(off.engine.lease({ messages }, "openai-chat")))?.wantsAnswer).toBe(false);
  });

  test("that cannot be read is logged, and the call is recorded", async () => {
    const logged: string[] = [];
    const logger = { log: (_level: string, message: string) => void logged.push(message) };
    const { world, engine, clock } = setUp({ deps: { logger } });
    const lease = await clock.drive(engine.lease({ messages }, "openai-chat"));
    const answer: RelayedAnswer = {
      bytes: 1,
      text: () => {
        throw new Error("broken");
      },
    };
    lease?.end({ ...end, answer });
    await clock.drive(engine.settled(new AbortController().signal));
    expect(logged).toEqual(["A relayed answer could not be read."]);
    expect(world.audits).toHaveLength(1);
  });

  test("waits in bounded memory, and is read when the engine ends, or at once after that", async () => {
    const { world, engine, clock } = setUp();
    const relayed = async (bytes: number): Promise<void> => {
      const lease = await clock.drive(engine.lease({ messages }, "openai-chat"));
      lease?.end({ ...end, answer: saying("fine", bytes) });
    };
    const MiB = 1024 * 1024;
    const leases = await Promise.all([1, 2, 3].map(() => clock.drive(engine.lease({ messages }, "openai-chat"))));
    for (const lease of leases) lease?.end({ ...end, answer: saying("fine", 7 * MiB) });
    expect(world.audits).toHaveLength(1);
    await engine[Symbol.asyncDispose]();
    expect(world.audits).toHaveLength(3);
    await relayed(1);
    expect(world.audits).toHaveLength(4);
  });
});

describe("rate-limit headers", () => {
  test.each([
    [
      {
        "x-ratelimit-limit-requests": "60",
        "x-ratelimit-remaining-requests": "59",
        "x-ratelimit-reset-requests": "1s",
        "x-ratelimit-remaining-tokens": "149984",
        "x-ratelimit-reset-tokens": "6m0s",
      },
      {
        requestsLimit: 60,
        requestsRemaining: 59,
        requestsResetMs: 1_000,
        tokensRemaining: 149_984,
        tokensResetMs: 360_000,
      },
    ],
    [
      { "x-ratelimit-reset-tokens": "120ms", "x-ratelimit-reset-requests": "2m59.56s" },
      { tokensResetMs: 120, requestsResetMs: 179_560 },
    ],
    [
      { "anthropic-ratelimit-requests-remaining": "0", "anthropic-ratelimit-requests-reset": "2026-11-25T00:00:30Z" },
      { requestsRemaining: 0, requestsResetMs: 30_000 },
    ],
    [
      {
        "x-ratelimit-remaining-requests": "lots",
        "x-ratelimit-reset-requests": "soon",
        "x-ratelimit-reset-tokens": "1.5",
      },
      { tokensResetMs: 1_500 },
    ],
    [{}, {}],
  ])("%j", (headers, snapshot) => {
    expect(rateLimitSnapshot(headers as Record<string, string>, Date.UTC(2026, 10, 25))).toEqual(snapshot);
  });
});
