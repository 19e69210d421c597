/** What a model is told to go on from an answer that was cut off, its own or another's. */
export const CONTINUE_INSTRUCTION =
  "Your answer above was cut off by a technical fault. Continue it from exactly where it stops, in the same language and format. Do not repeat anything, do not comment on the interruption.";
