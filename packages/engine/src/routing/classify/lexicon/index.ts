import { CODE_AND_MATH_CUES } from "./code-and-math-cues.ts";
import type { CueGroup } from "./cue-group.ts";
import { LIVE_AND_SOCIAL_CUES } from "./live-and-social-cues.ts";
import { REASONING_AND_KNOWLEDGE_CUES } from "./reasoning-and-knowledge-cues.ts";
import { TEXT_TASK_CUES } from "./text-task-cues.ts";
import { TRANSLATION_CUES } from "./translation-cues.ts";
import { WRITING_AND_IMAGE_CUES } from "./writing-and-image-cues.ts";

export type { CueGroup } from "./cue-group.ts";
export { COURTESIES } from "./courtesies.ts";
export { STOPWORDS } from "./stopwords.ts";

/** Every cue group, in the order the trained weights know them. */
export const CUE_GROUPS: readonly CueGroup[] = [
  ...TRANSLATION_CUES,
  ...TEXT_TASK_CUES,
  ...CODE_AND_MATH_CUES,
  ...REASONING_AND_KNOWLEDGE_CUES,
  ...WRITING_AND_IMAGE_CUES,
  ...LIVE_AND_SOCIAL_CUES,
];
