/** Phrases that say the same thing about a prompt, in every language we know it in. */
export interface CueGroup {
  /** Stable name; the trained weights are bound to the order of groups, so append rather than insert. */
  readonly name: string;
  /** What a person reads when this cue is shown. */
  readonly reads: string;
  /** Phrases separated by "|", matched word by word, ignoring case and accents; those of Latin script stand first. */
  readonly phrases: string;
  /**
   * Set if the instruction works on a text given beside it, so that text is material, not instruction: "whole" if even a
   * question in the text is material (translate, summarize), "questions" if a question belongs to the instruction.
   */
  readonly takesPayload?: "whole" | "questions";
}
