import {
  NO_USAGE,
  OrchestratorError,
  TASKS,
  type Alert,
  type AuditEntry,
  type Budget,
  type Catalogue,
  type Decision,
  type Message,
  type Model,
  type ModelCall,
  type ModelEvent,
  type ProviderClient,
  type SecurityGate,
  type Task,
  type TurnEvent,
  type TurnRequest,
  type Usage,
  type UsageLedger,
  type UsageRecord,
} from "@ai-orchestrator/contract";
import type { EngineDeps, TurnFacts } from "../src/turns/engine-deps.ts";
import { engineSettings, type EngineSettings } from "../src/turns/engine-settings.ts";
import { FakeClock } from "./fake-clock.ts";

/** A model with ordinary facts. */
export function fakeModel(key: string, facts: Partial<Model> = {}): Model {
  return {
    key,
    name: key,
    provider: facts.provider ?? key.split("-")[0] ?? "openai",
    id: key,
    contextWindow: 100_000,
    maxOutput: 8_192,
    input: ["text", "image"],
    output: ["text"],
    tools: true,
    reasoning: false,
    webSearch: true,
    openWeights: false,
    local: false,
    tier: "medium",
    prices: [{ input: 1, output: 2 }],
    asOf: "2026-11-01",
    ...facts,
  };
}

/** A catalogue of these models; a dollar a million input tokens, two for output. */
export function fakeCatalogue(models: readonly Model[]): Catalogue {
  return {
    all: () => models,
    get: (key) => models.find((model) => model.key === key),
    resolve: (name) => {
      const model = models.find((candidate) => candidate.key === name);
      if (model === undefined) throw new OrchestratorError("unknown_model", `No model ${name}.`);
      return { model, alternatives: [] };
    },
    price: (model, usage) => {
      const price = model.prices[0];
      if (price?.input === undefined || price.output === undefined) return { usd: null };
      return { usd: (usage.inputTokens * price.input + usage.outputTokens * price.output) / 1e6 };
    },
  };
}

/** One move of a scripted provider: an event, a pause in ms, an error, or silence for ever. */
export type Move =
  | ModelEvent
  | { readonly wait: number }
  | { readonly fail: OrchestratorError }
  | { readonly hang: "deaf" | "obedient" };

/** A provider client that plays a script a call. */
export interface FakeProvider extends ProviderClient {
  readonly calls: { readonly call: ModelCall; readonly at: number; readonly signal: AbortSignal; closedAt?: number }[];
}

/** Plays what `script` returns for each call. */
export function fakeProvider(
  provider: string,
  clock: FakeClock,
  script: (call: ModelCall, index: number) => readonly Move[] | Generator<Move>,
): FakeProvider {
  const calls: FakeProvider["calls"] = [];
  return {
    provider,
    calls,
    verify: () => Promise.resolve(),
    async *stream(call, { signal }) {
      const record: FakeProvider["calls"][number] = { call, at: clock.monotonic(), signal };
      calls.push(record);
      signal.addEventListener("abort", () => (record.closedAt ??= clock.monotonic()), { once: true });
      try {
        for (const move of script(call, calls.length - 1)) {
          if ("type" in move) yield move;
          else if ("wait" in move) await clock.sleep(move.wait, signal);
          else if ("fail" in move) throw move.fail;
          else await silence(move.hang, signal);
        }
      } finally {
        record.closedAt ??= clock.monotonic();
      }
    },
  };
}

function silence(kind: "deaf" | "obedient", signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (kind === "obedient")
      signal.addEventListener("abort", () => reject(new OrchestratorError("cancelled", "Cancelled.")), { once: true });
  });
}

/** Usage of a scripted answer. */
export const SOME_USAGE: Usage = { ...NO_USAGE, inputTokens: 10, outputTokens: 5 };

/** A whole answer in `chunks` deltas. */
export function answer(chunks: readonly string[], usage: Usage = SOME_USAGE): readonly ModelEvent[] {
  return [
    { type: "response-start", responseId: "r1" },
    { type: "text-start", id: "0" },
    ...chunks.map((text): ModelEvent => ({ type: "text-delta", id: "0", text })),
    { type: "text-end", id: "0" },
    { type: "finish", reason: "stop", usage },
  ];
}

/** A decision for these models. */
export function fakeDecision(model: Model, fallbacks: readonly Model[] = [], extra: Partial<Decision> = {}): Decision {
  return {
    model: model.key,
    provider: model.provider,
    fallbacks: fallbacks.map((other) => other.key),
    task: "chat",
    tasks: Object.fromEntries(TASKS.map((task) => [task, 0])) as Record<Task, number>,
    difficulty: 0.1,
    cues: [],
    reasons: [],
    rejected: [],
    runnersUp: [],
    expected: {
      model: model.key,
      provider: model.provider,
      quality: 0.5,
      cost: { usd: 0.001 },
      latencyMs: 100,
      utility: 0,
    },
    decidedBy: "score",
    dial: "balanced",
    estimatedInputTokens: 10,
    estimatedCost: { usd: 0.001 },
    notices: [],
    micros: 10,
    ...extra,
  };
}

/** A gate that refuses blank text, alerts on `ALERT` and blocks on `BLOCK`. */
export const fakeSecurity: SecurityGate = {
  checkInput: (text) => {
    if (text.trim() === "") throw new OrchestratorError("invalid_input", "The question is empty.");
    return text;
  },
  analyze: ({ text, source }) => {
    const action: Alert["action"] | undefined = text.includes("BLOCK")
      ? "block"
      : text.includes("ALERT")
        ? "warn"
        : undefined;
    return action === undefined
      ? []
      : [
          {
            id: "a1",
            at: "2026-11-25T00:00:00.000Z",
            severity: "high",
            category: "test",
            rule: "test-rule",
            source,
            reason: "It says so.",
            spans: [],
            score: 1,
            action,
          },
        ];
  },
  reads: () => "afterwards",
  redact: (text) => text,
};

/** A ledger in memory that enforces budgets. */
export function fakeLedger(): UsageLedger & { readonly records: UsageRecord[]; readonly open: Map<string, number> } {
  const records: UsageRecord[] = [];
  const open = new Map<string, number>();
  const spent = (): number =>
    records.reduce((sum, record) => sum + (record.cost.usd ?? 0), 0) +
    [...open.values()].reduce((sum, usd) => sum + usd, 0);
  let next = 0;
  const remaining = (budgets: readonly Budget[]): ReturnType<UsageLedger["remaining"]> =>
    budgets.map((budget) => ({
      budget,
      spentUsd: spent(),
      remainingUsd: budget.limitUsd - spent(),
      resetsAt: "2026-11-26T00:00:00.000Z",
    }));
  return {
    records,
    open,
    remaining,
    reserve: ({ estimateUsd, budgets }) => {
      for (const budget of budgets) {
        if (spent() + estimateUsd > budget.limitUsd)
          throw new OrchestratorError("budget_exceeded", `The ${budget.period} budget is used up.`);
      }
      const id = String(next++);
      open.set(id, estimateUsd);
      return { id };
    },
    settle: (reservation, more) => {
      if (!open.delete(reservation.id)) throw new Error("settled twice");
      records.push(...more);
    },
    release: (reservation) => {
      if (!open.delete(reservation.id)) throw new Error("released twice");
    },
    report: () => [],
  };
}

/** A whole fake world around an engine. */
export interface FakeWorld {
  readonly clock: FakeClock;
  readonly deps: EngineDeps;
  readonly audits: AuditEntry[];
  readonly ledger: ReturnType<typeof fakeLedger>;
  readonly facts: TurnFacts[];
  readonly requests: TurnRequest[];
}

/** Models, providers and what is to be decided; everything else has defaults. */
export function fakeWorld(options: {
  readonly clock?: FakeClock;
  readonly models: readonly Model[];
  readonly providers: readonly ProviderClient[];
  readonly decide?: (request: TurnRequest, facts: TurnFacts) => Decision;
  readonly settings?: Partial<EngineSettings>;
  readonly deps?: Partial<EngineDeps>;
  readonly seed?: number;
}): FakeWorld {
  const clock = options.clock ?? new FakeClock();
  const audits: AuditEntry[] = [];
  const ledger = fakeLedger();
  const facts: TurnFacts[] = [];
  const requests: TurnRequest[] = [];
  const random = mulberry(options.seed ?? 1);
  let ids = 0;
  const settings = engineSettings(options.settings);
  const decide = options.decide ?? ((request) => defaultDecision(options.models, request));
  const deps: EngineDeps = {
    clock,
    randomness: { random, id: () => `id-${ids++}` },
    catalogue: fakeCatalogue(options.models),
    provider: (id) => {
      const client = options.providers.find((candidate) => candidate.provider === id);
      return client === undefined
        ? Promise.reject(new OrchestratorError("authentication", `No key for ${id}.`))
        : Promise.resolve(client);
    },
    decide: async (request, known) => {
      facts.push(known);
      requests.push(request);
      return decide(request, known);
    },
    security: fakeSecurity,
    ledger,
    audit: { append: (entry) => audits.push(entry), flush: () => Promise.resolve() },
    estimateTokens: (text) => Math.ceil(text.length / 4),
    settings: () => settings,
    ...options.deps,
  };
  return { clock, deps, audits, ledger, facts, requests };
}

function defaultDecision(models: readonly Model[], request: TurnRequest): Decision {
  const named = request.model === undefined ? models[0] : models.find((model) => model.key === request.model);
  if (named === undefined) throw new OrchestratorError("unknown_model", `No model ${request.model}.`);
  return fakeDecision(named, request.model === undefined ? models.slice(1) : []);
}

/** A small seeded generator (mulberry32). */
export function mulberry(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** All events of a stream, time driven along. */
export async function collect(clock: FakeClock, stream: AsyncIterable<TurnEvent>): Promise<TurnEvent[]> {
  const events: TurnEvent[] = [];
  const read = async (): Promise<void> => {
    for await (const event of stream) events.push(event);
  };
  await clock.drive(read());
  return events;
}

/** The text of the answer in the events. */
export function textOf(events: readonly TurnEvent[]): string {
  return events.flatMap((event) => (event.type === "text-delta" ? [event.text] : [])).join("");
}

/** The text of a message list. */
export function messagesText(messages: readonly Message[]): string {
  return messages
    .flatMap((message) => message.parts.flatMap((part) => (part.type === "text" ? [part.text] : [])))
    .join("\n");
}
