import { learnedOffsets } from "../learning/learned-offsets.ts";
import type { DecideInput } from "./decide-input.ts";
import type { Preference } from "./preferences.ts";
import type { PrivacyWords } from "./privacy-words.ts";
import type { Snapshot } from "./snapshot.ts";
import type { TurnFacts } from "./turn-facts.ts";
import type { Understanding } from "./understand-turn.ts";
import type { Work } from "./weigh.ts";

/** What the score is given of a turn. */
export interface WorkParts {
  readonly snapshot: Snapshot;
  readonly facts: TurnFacts;
  readonly understanding: Understanding;
  readonly preferLocal: boolean;
  readonly privacy: PrivacyWords | undefined;
}

/** A local model counts as good enough from this expected quality on. */
const GOOD_ENOUGH = 0.55;

/** The turn as the score sees it, learned offsets and preferences of the moment included. */
export function turnWork(input: DecideInput, parts: WorkParts): Work {
  const { facts, understanding } = parts;
  const last = input.conversation;
  return {
    tasks: understanding.probabilities,
    difficulty: understanding.difficulty,
    inputTokens: facts.inputTokens,
    maxOutputTokens: facts.maxOutputTokens,
    cachedFor:
      last?.lastModel !== undefined && last.cachedTokens !== undefined
        ? { model: last.lastModel, tokens: last.cachedTokens }
        : undefined,
    latencyStats: input.latencyStats,
    learned: learnedOffsets(input.learned, parts.snapshot.usable, input.now),
    turnPreferences: turnPreferencesOf(input, parts),
  };
}

function turnPreferencesOf(input: DecideInput, parts: WorkParts): Work["turnPreferences"] {
  const weights = input.config.preferenceWeights;
  const { preferLocal, facts } = parts;
  const privacy = parts.privacy;
  if (!preferLocal && privacy === undefined && !facts.think) return undefined;
  return (row, quality) => {
    const preferences: Preference[] = [];
    if (preferLocal && row.local && quality >= GOOD_ENOUGH)
      preferences.push({
        name: "local",
        amount: weights.local,
        text: "local models are preferred and this one is good enough",
      });
    if (privacy !== undefined && row.local)
      preferences.push({
        name: "privacy-words",
        amount: weights.privacyWords,
        text: `the prompt says “${privacy.phrase}” and ${row.key} runs on this machine`,
      });
    if (facts.think && row.model.reasoning)
      preferences.push({ name: "thinking", amount: weights.thinking, text: "reasoning was asked for" });
    return preferences;
  };
}
