import { TASKS } from "@ai-orchestrator/contract";
import { sigmoid, logit } from "../../packages/engine/src/routing/capability/capability-table.ts";
import { snapshotOf, type CandidateRow } from "../../packages/engine/src/routing/decide/snapshot.ts";
import { EMPTY_LEARNED_STATE, learnRating, type LearnedState } from "../../packages/engine/src/routing/index.ts";
import { learnedOffsets } from "../../packages/engine/src/routing/learning/learned-offsets.ts";
import { replayRows, type ReplayRow } from "../../packages/engine/src/routing/learning/replay-rows.ts";
import { NOW, inputFor } from "../../packages/engine/src/routing/testing/routing-world.ts";

/** How far models really are from their prior, in logits (standard deviation), and how often a thumb is wrong. */
const SPREAD = 0.6;
const WRONG_THUMBS = 0.1;
const WORLDS = 10;
/** What was learned is compiled anew after so many thumbs. */
const EVERY = 20;
const STEPS: readonly number[] = [0, 100, 300, 1000, 3000];

/** Quality of choices by expected quality alone after so many thumbs, in simulated worlds whose models differ from their prior. */
export function measureLearning(): readonly string[] {
  const rows = snapshotOf(inputFor({ usable: ["openai", "anthropic", "mistral", "google"] }), NOW).usable.filter(
    (row) => row.enabled && row.retiredAt > NOW && row.model.output.includes("text"),
  );
  const worlds = Array.from({ length: WORLDS }, (_, seed) => simulate(rows, seed + 1));
  const mean = (pick: (world: World) => number): string =>
    (worlds.reduce((sum, world) => sum + pick(world), 0) / WORLDS).toFixed(4);
  return [
    `learning: true quality of the choice after n thumbs (${WORLDS} simulated worlds, ${rows.length} models, ${100 * WRONG_THUMBS} % of thumbs wrong)`,
    ...STEPS.map((step, i) => `  ${step}: ${mean((world) => world.quality[i] ?? 0)}`),
    `  oracle: ${mean((world) => world.oracle)}, worst change in any world after 100: ${Math.min(...worlds.map((world) => (world.quality[1] ?? 0) - (world.quality[0] ?? 0))).toFixed(4)}`,
  ];
}

interface World {
  readonly quality: readonly number[];
  readonly oracle: number;
}

function simulate(rows: readonly CandidateRow[], seed: number): World {
  const random = generator(seed);
  const truth = new Map(
    rows.map((row) => [
      row.key,
      Float64Array.from(TASKS, (_task, t) => (row.capability.mean[t] ?? 0) + SPREAD * normal(random)),
    ]),
  );
  const replay = replayRows();
  const train = replay.filter((_row, i) => i % 2 === 0);
  const test = replay.filter((_row, i) => i % 2 === 1);
  let state: LearnedState = EMPTY_LEARNED_STATE;
  let offsets: ReadonlyMap<string, Float64Array> | undefined;
  const quality: number[] = [];
  for (let n = 0; n <= Math.max(...STEPS); n++) {
    if (n % EVERY === 0) offsets = learnedOffsets(state, rows, NOW);
    if (STEPS.includes(n))
      quality.push(meanOf(test, (row) => trueQuality(truth.get(bestFor(row, rows, offsets).key), row)));
    const row = pick(train, random);
    // Two candidates in three turns are the choice itself, one is another of the best: what exploration inside the margin gives.
    const chosen = random() < 0.66 ? bestFor(row, rows, offsets) : pick(rows, random);
    const good = random() < trueQuality(truth.get(chosen.key), row);
    const rating = (random() < WRONG_THUMBS ? !good : good) ? "up" : "down";
    state = learnRating(state, { task: row.task, model: chosen.key, version: chosen.model.id, rating, at: NOW });
  }
  return {
    quality,
    oracle: meanOf(test, (row) => Math.max(...rows.map((candidate) => trueQuality(truth.get(candidate.key), row)))),
  };
}

function bestFor(
  row: ReplayRow,
  rows: readonly CandidateRow[],
  learned: ReadonlyMap<string, Float64Array> | undefined,
): CandidateRow {
  let best = pick(rows, () => 0);
  let most = -Infinity;
  for (const candidate of rows) {
    const offsets = learned?.get(candidate.key);
    let skill = 0;
    for (const [t, task] of TASKS.entries())
      skill += row.tasks[task] * ((candidate.capability.mean[t] ?? 0) + (offsets?.[t] ?? 0));
    if (skill > most) [best, most] = [candidate, skill];
  }
  return best;
}

function trueQuality(skill: Float64Array | undefined, row: ReplayRow): number {
  return sigmoid(logit(1 - row.difficulty) + (skill?.[TASKS.indexOf(row.task)] ?? 0));
}

function pick<T>(items: readonly T[], random: () => number): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError("nothing to pick from");
  return item;
}

function meanOf<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0) / items.length;
}

/** Park and Miller's generator: the same worlds each time. */
function generator(seed: number): () => number {
  let state = seed * 7919;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
