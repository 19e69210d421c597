import { TASKS, type Task } from "@ai-orchestrator/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide } from "../decide/decide.ts";
import { prepareDecision } from "../decide/prepare-decision.ts";
import { utility } from "../decide/weigh.ts";
import { snapshotOf } from "../decide/snapshot.ts";
import { ALL_CLOUD, NOW, classified, inputFor } from "../testing/routing-world.ts";
import { MOST_LOSS, accuracyLoss, qualityLossOf } from "./guard-learning.ts";
import { learnCorrection, learnKept, learnRating, type RatedModel } from "./learn.ts";
import { PRIOR_RATINGS, learnedOffsets, offsetOf } from "./learned-offsets.ts";
import { EMPTY_LEARNED_STATE, type LearnedState } from "./learned-state.ts";
import { readLearnedState } from "./read-learned-state.ts";
import { replayRows } from "./replay-rows.ts";
import { shiftTasks } from "./shift-tasks.ts";
import { showLearned } from "./show-learned.ts";

const DAY = 86_400_000;
const input = inputFor({ usable: ["openai", "anthropic"] });
const snapshot = snapshotOf(input, NOW);
const rated = (key: string): RatedModel => ({ model: key, version: snapshot.byKey.get(key)!.model.id });
const code = TASKS.indexOf("code");

function thumbs(
  count: number,
  rating: "up" | "down",
  key: string,
  { task = "code", from = EMPTY_LEARNED_STATE }: { readonly task?: Task; readonly from?: LearnedState } = {},
): LearnedState {
  let state = from;
  for (let i = 0; i < count; i++) state = learnRating(state, { ...rated(key), task, rating, at: NOW });
  return state;
}

function offset(state: LearnedState, key: string, now: number = NOW): number {
  return learnedOffsets(state, snapshot.usable, now)?.get(key)?.[code] ?? 0;
}

describe("ratings", () => {
  it("move a model's skill at that task, up for thumbs up, down for thumbs down", () => {
    expect(offset(thumbs(5, "up", "gpt-5.6-sol"), "gpt-5.6-sol")).toBeGreaterThan(0);
    const down = thumbs(5, "down", "gpt-5.6-sol");
    expect(offset(down, "gpt-5.6-sol")).toBeLessThan(0);
    const moved = learnedOffsets(down, snapshot.usable, NOW)!;
    expect([...moved.keys()]).toEqual(["gpt-5.6-sol"]);
    expect(moved.get("gpt-5.6-sol")!.filter((value) => value !== 0)).toHaveLength(1);
  });

  it("are shrunk by a prior worth twenty", () => {
    expect(PRIOR_RATINGS).toBe(20);
    const posterior = (20 * 0.8 + 5) / 25;
    expect(offsetOf(0.8, { up: 5, down: 0 })).toBeCloseTo(
      Math.log(posterior / (1 - posterior)) - Math.log(0.8 / 0.2),
      10,
    );
  });

  it("count half after ninety days", () => {
    const state = thumbs(8, "down", "gpt-5.6-sol");
    const prior = offset(thumbs(4, "down", "gpt-5.6-sol"), "gpt-5.6-sol");
    expect(offset(state, "gpt-5.6-sol", NOW + 90 * DAY)).toBeCloseTo(prior, 6);
    expect(showLearned(state, NOW + 90 * DAY).ratings[0]).toMatchObject({ up: 0, down: 4 });
  });

  it("start over when the provider's model id changes", () => {
    const old = learnRating(EMPTY_LEARNED_STATE, {
      model: "gpt-5.6-sol",
      version: "an-older-id",
      task: "code",
      rating: "down",
      at: NOW,
    });
    expect(offset(old, "gpt-5.6-sol")).toBe(0);
    const renewed = learnRating(old, { ...rated("gpt-5.6-sol"), task: "code", rating: "up", at: NOW });
    expect(renewed.ratings.code?.["gpt-5.6-sol"]).toMatchObject({ up: 1, down: 0 });
  });

  it("can be taken back", () => {
    const state = thumbs(1, "up", "gpt-5.6-sol");
    const undone = learnRating(state, {
      ...rated("gpt-5.6-sol"),
      task: "code",
      rating: null,
      previous: { rating: "up", at: NOW },
      at: NOW,
    });
    expect(undone.ratings.code?.["gpt-5.6-sol"]).toMatchObject({ up: 0, down: 0 });
    const turned = learnRating(state, {
      ...rated("gpt-5.6-sol"),
      task: "code",
      rating: "down",
      previous: { rating: "up", at: NOW },
      at: NOW,
    });
    expect(turned.ratings.code?.["gpt-5.6-sol"]).toMatchObject({ up: 0, down: 1 });
  });

  it("keeping another model's answer is a good mark for it and a bad one for the first", () => {
    const state = learnKept(EMPTY_LEARNED_STATE, {
      task: "code",
      kept: rated("claude-opus-5.5"),
      dropped: rated("gpt-5.6-sol"),
      at: NOW,
    });
    expect(state.ratings.code).toMatchObject({
      "claude-opus-5.5": { up: 1, down: 0 },
      "gpt-5.6-sol": { up: 0, down: 1 },
    });
  });

  it("enough of them change the choice, for that task only", () => {
    const situation = { usable: ["openai", "anthropic"], as: classified("code") } as const;
    const before = decide(inputFor(situation));
    const learned = thumbs(60, "down", before.model);
    const after = decide(inputFor({ ...situation, input: { learned } }));
    const { expected } = before;
    expect(after.model === before.model ? after.expected.quality : 0).toBeLessThan(expected.quality);
    expect(decide(inputFor({ ...situation, as: classified("writing"), input: { learned } })).model).toBe(
      decide(inputFor({ ...situation, as: classified("writing") })).model,
    );
  });

  it("change nothing when learning is off", () => {
    const off = { ...EMPTY_LEARNED_STATE, enabled: false };
    expect(thumbs(5, "up", "gpt-5.6-sol", { from: off })).toBe(off);
    const state = { ...thumbs(60, "down", "claude-sonnet-5.5"), enabled: false };
    expect(learnedOffsets(state, snapshot.usable, NOW)).toBeUndefined();
  });
});

describe("corrections", () => {
  const corrected = (count: number, from: Task, to: Task): LearnedState => {
    let state = EMPTY_LEARNED_STATE;
    for (let i = 0; i < count; i++) state = learnCorrection(state, { from, to, at: NOW });
    return state;
  };

  it("move probability to what the user says, and say so", () => {
    const state = corrected(6, "reasoning", "math");
    const shifted = shiftTasks(classified("reasoning", { p: 0.5 }), state, NOW);
    expect(shifted!.tasks.math).toBeGreaterThan(classified("reasoning", { p: 0.5 }).tasks.math);
    expect(TASKS.reduce((sum, task) => sum + shifted!.tasks[task], 0)).toBeCloseTo(1, 10);
  });

  it("never cost more than half a point of accuracy on the frozen set", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...TASKS), fc.constantFrom(...TASKS), fc.integer({ min: 1, max: 60 })), {
          maxLength: 12,
        }),
        (events) => {
          let state = EMPTY_LEARNED_STATE;
          for (const [from, to, times] of events)
            for (let i = 0; i < times; i++) state = learnCorrection(state, { from, to, at: NOW });
          const loss = accuracyLoss((tasks) => shiftTasks({ task: "code", tasks }, state, NOW)?.tasks ?? tasks);
          expect(loss).toBeLessThanOrEqual(MOST_LOSS + 1e-9);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("a flood of them is dropped or shrunk rather than obeyed", () => {
    const state = corrected(500, "code", "chat");
    const shifted = shiftTasks(classified("code"), state, NOW);
    expect(shifted?.task ?? "code").toBe("code");
  });
});

describe("the guard", () => {
  it("has a frozen set that is not trivial", () => {
    const rows = replayRows();
    expect(rows.length).toBe(600);
    expect(new Set(rows.map((row) => row.task)).size).toBe(TASKS.length);
    const right =
      rows.filter((row) => TASKS.every((task) => row.tasks[task] <= row.tasks[row.task])).length / rows.length;
    expect(right).toBeGreaterThan(0.7);
    expect(right).toBeLessThan(0.97);
  });

  it("no set of ratings costs more than half a point of expected quality on it", () => {
    const everyone = snapshotOf(inputFor({ usable: ALL_CLOUD }), NOW);
    const keys = everyone.usable.map((row) => row.key);
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.constantFrom(...TASKS),
            fc.constantFrom(...keys),
            fc.constantFrom("up" as const, "down" as const),
            fc.integer({ min: 1, max: 80 }),
          ),
          { maxLength: 15 },
        ),
        (events) => {
          let state = EMPTY_LEARNED_STATE;
          for (const [task, key, rating, times] of events) {
            for (let i = 0; i < times; i++)
              state = learnRating(state, {
                model: key,
                version: everyone.byKey.get(key)!.model.id,
                task,
                rating,
                at: NOW,
              });
          }
          const offsets = learnedOffsets(state, everyone.usable, NOW);
          const models = everyone.usable.map((row) => ({ skill: row.capability.mean, learned: offsets?.get(row.key) }));
          expect(qualityLossOf(models)(1)).toBeLessThanOrEqual(MOST_LOSS + 1e-9);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("bites: without it a campaign against the best models would cost more", () => {
    const everyone = snapshotOf(inputFor({ usable: ALL_CLOUD }), NOW);
    const models = everyone.usable.map((row) => ({
      skill: row.capability.mean,
      learned: row.model.tier === "small" ? undefined : new Float64Array(TASKS.length).fill(-4),
    }));
    expect(qualityLossOf(models)(1)).toBeGreaterThan(MOST_LOSS);
  });
});

describe("the state", () => {
  it("survives JSON, holds no text, and stays small", () => {
    let state = EMPTY_LEARNED_STATE;
    for (let i = 0; i < 3000; i++)
      state = learnRating(state, {
        model: `model-${i % 200}`,
        version: "v",
        task: TASKS[i % 12]!,
        rating: "up",
        at: NOW + i,
      });
    const text = JSON.stringify(state);
    expect(text.length).toBeLessThan(80_000);
    expect(readLearnedState(JSON.parse(text))).toEqual(state);
  });

  it.each([
    null,
    5,
    [],
    {},
    { version: 2 },
    { ...EMPTY_LEARNED_STATE, ratings: { nonsense: {} } },
    { ...EMPTY_LEARNED_STATE, ratings: { code: { a: { up: -1, down: 0, at: 0, version: "" } } } },
    { ...EMPTY_LEARNED_STATE, corrections: { code: { chat: { count: Number.NaN, at: 0 } } } },
  ])("a damaged one is refused: %j", (value) => {
    expect(readLearnedState(value)).toBeUndefined();
  });
});

describe("exploration", () => {
  const engaged = thumbs(12, "up", "claude-sonnet-5.5", { task: "chat" });
  const situation = { usable: ["openai", "anthropic"], as: classified("code") } as const;

  function trials(extra: Parameters<typeof inputFor>[0], learned: LearnedState = engaged): number {
    let seed = 1;
    const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
    const base = inputFor({ ...situation, ...extra, input: { ...extra.input, learned, random } });
    let tried = 0;
    for (let i = 0; i < 3000; i++)
      tried += Number(decide(base).reasons.some((reason) => reason.text.startsWith("trying")));
    return tried / 3000;
  }

  it("happens, rarely, and says so", () => {
    const share = trials({});
    expect(share).toBeGreaterThan(0.002);
    expect(share).toBeLessThanOrEqual(0.05);
  });

  it("never exceeds a twentieth, whatever config says", () => {
    expect(trials({ config: { explorationShare: 1 } })).toBeLessThanOrEqual(0.06);
  });

  it.each<[string, Parameters<typeof inputFor>[0]]>([
    ["pinned", { request: { model: "gpt-5.2" } }],
    ["incognito", { policy: { incognito: true } }],
    ["private by its words", { prompt: "Keep this confidential: fix my code." }],
    ["within a budget", { policy: { maxCostUsd: 1 } }],
    ["following taskRouting", { config: { taskRouting: { code: ["gpt-5.2"] } } }],
    ["switched off", { config: { explorationShare: 0 } }],
  ])("does not happen on a turn that is %s", (_name, extra) => {
    expect(trials(extra)).toBe(0);
  });

  it("does not happen before the user rates, nor when learning is off", () => {
    expect(trials({}, EMPTY_LEARNED_STATE)).toBe(0);
    expect(trials({}, { ...engaged, enabled: false })).toBe(0);
  });

  it("tries only models within the margin of the choice, and never a dearer one than allowed", () => {
    let seed = 7;
    const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
    const base = inputFor({ ...situation, config: { explorationShare: 0.05 }, input: { learned: engaged, random } });
    const prepared = prepareDecision(base, base.classification!);
    const worth = (key: string): number =>
      utility(
        prepared.field.all.weighed.find((weighed) => weighed.row.key === key)!,
        base.config.dials.balanced,
      );
    const usual = decide({ ...base, random: undefined }).model;
    const tried = Array.from({ length: 3000 }, () => decide(base)).filter((decision) => decision.model !== usual);
    expect(tried.length).toBeGreaterThan(10);
    for (const decision of tried) {
      expect(worth(decision.model)).toBeGreaterThanOrEqual(worth(usual) - 0.35);
      expect(decision.fallbacks[0]).toBe(usual);
      expect(decision.estimatedCost.usd).toBeLessThan(0.03);
    }
  });
});
