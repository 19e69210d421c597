import { TASKS, type Task } from "@ai-orchestrator/contract";
import type { Reading } from "./extract-features.ts";
import { CUE_GROUPS } from "./lexicon/index.ts";
import type { FeatureSpace } from "./model.ts";
import { STRUCTURE_NAMES } from "./structure-features.ts";
import { advantageOf, type WeightTable } from "./weight-table.ts";

/** One reason for a task, in words a person reads. */
export interface TaskCue {
  /** A word or phrase of the prompt as it stands there, or the name of a property such as "a fenced code block". */
  readonly text: string;
  readonly task: Task;
  /** How much it adds to the task's score (log-odds against an average task). */
  readonly weight: number;
  /** What kind of cue it is ("translate", "a programming language"), when `text` is taken from the prompt. */
  readonly kind?: string;
  /** Where it stands in the prompt, in code units. */
  readonly span?: { readonly start: number; readonly end: number };
}

interface Candidate {
  readonly from: number;
  readonly to: number;
  weight: number;
  kind?: string;
  structure?: number;
}

/** The strongest evidence for `task`, strongest first: phrases with every feature inside them added up, and properties. */
export function strongestCues(space: FeatureSpace, weights: WeightTable, reading: Reading, task: Task): TaskCue[] {
  const label = TASKS.indexOf(task);
  const candidates = collect(space, weights, reading, label);
  return [...candidates.values()]
    .filter((candidate) => candidate.weight > 0.15)
    .toSorted((a, b) => b.weight - a.weight || a.from - b.from)
    .slice(0, 6)
    .map((candidate) => toCue(reading, candidate, task));
}

function collect(space: FeatureSpace, weights: WeightTable, reading: Reading, label: number): Map<string, Candidate> {
  const { features } = reading;
  const { layout } = space;
  const found = new Map<string, Candidate>();
  for (let f = 0; f < features.count; f++) {
    const id = features.ids[f]!;
    const from = features.firstToken[f]!;
    const to = features.endToken[f]!;
    const key = from < 0 ? `s${id}` : `${from}-${to}`;
    const weight = advantageOf(weights, id, label) * features.values[f]!;
    const known = found.get(key);
    const candidate: Candidate = known ?? { from, to, weight: 0 };
    candidate.weight += weight;
    if (from < 0) candidate.structure = id;
    else if (id >= layout.cue && id < layout.affix)
      candidate.kind ??= CUE_GROUPS[(id - layout.cue) % CUE_GROUPS.length]!.reads;
    if (known === undefined) found.set(key, candidate);
  }
  found.delete("s0");
  return found;
}

function toCue(reading: Reading, candidate: Candidate, task: Task): TaskCue {
  const { scan } = reading;
  if (candidate.structure !== undefined)
    return { text: STRUCTURE_NAMES[candidate.structure]!, task, weight: candidate.weight };
  const start = scan.start[candidate.from]!;
  const end = scan.end[candidate.to - 1]!;
  const text = scan.text.slice(start, end);
  const span = { start, end };
  return candidate.kind === undefined
    ? { text, task, weight: candidate.weight, span }
    : { text, task, weight: candidate.weight, kind: candidate.kind, span };
}
