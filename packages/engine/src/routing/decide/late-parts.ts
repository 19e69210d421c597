import { OrchestratorError, type Decision } from "@ai-orchestrator/contract";
import type { Prepared } from "./prepare-decision.ts";
import { scoredOf, type Weighed } from "./weigh.ts";

/** Parts of a decision that are worked out when someone looks. */
export type LatePart = "cues" | "rejected" | "runnersUp";

interface Behind {
  readonly prepared: Prepared;
  readonly chosen: Weighed;
  rejected?: Decision["rejected"];
  runnersUp?: Decision["runnersUp"];
}

/**
 * What the parts of a decision are worked out from that nobody may ever look at. Not a WeakMap: its values outlive their
 * keys until the next full collection, and that was 10 KiB a call.
 */
const BEHIND = Symbol("behind");

function behindOf(decision: { readonly [BEHIND]?: Behind }): Behind {
  const found = decision[BEHIND];
  if (found === undefined) throw new OrchestratorError("internal", "A decision was taken apart.");
  return found;
}

/**
 * Worked out when someone looks: finding the words that caused a task takes longer than deciding, and a pinned model needs
 * no others. Functions shared by all decisions, or each would be an object of another kind to the engine that runs us.
 */
const LATE_PARTS: { readonly [K in LatePart]: PropertyDescriptor } = {
  cues: {
    enumerable: true,
    get(this: { readonly [BEHIND]?: Behind }): Decision["cues"] {
      return behindOf(this).prepared.classification.cues;
    },
  },
  rejected: {
    enumerable: true,
    get(this: { readonly [BEHIND]?: Behind }): Decision["rejected"] {
      const of = behindOf(this);
      // A model that is gone was no candidate; why a named one is gone is an error of its own.
      return (of.rejected ??= of.prepared.field.all.rejected.filter(({ code }) => code !== "retired"));
    },
  },
  runnersUp: {
    enumerable: true,
    get(this: { readonly [BEHIND]?: Behind }): Decision["runnersUp"] {
      const of = behindOf(this);
      return (of.runnersUp ??= runnersUp(of.chosen, of.prepared));
    },
  },
};

/** A decision with its late parts, worked out from what it was made of. Defined one by one: `defineProperties` takes twice as long. */
export function withLateParts(decision: Omit<Decision, LatePart>, behind: Behind): Decision {
  Object.defineProperty(decision, "cues", LATE_PARTS.cues);
  Object.defineProperty(decision, "rejected", LATE_PARTS.rejected);
  Object.defineProperty(decision, "runnersUp", LATE_PARTS.runnersUp);
  return Object.defineProperty(decision, BEHIND, { value: behind }) as Decision;
}

const RUNNERS_UP = 4;

function runnersUp(chosen: Weighed, prepared: Prepared): Decision["runnersUp"] {
  const setting = prepared.input.config.dials[prepared.dial];
  const others = (prepared.field.all.ranking?.top ?? []).filter(({ candidate }) => candidate.row !== chosen.row);
  return others.slice(0, RUNNERS_UP).map(({ candidate }) => scoredOf(candidate, setting));
}
