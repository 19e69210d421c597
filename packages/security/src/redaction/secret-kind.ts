/**
 * One shape of secret. Tried only where one of its `anchors` stands (or, with none, wherever `pattern` with the flag `g`
 * finds it), so that a text is read once an anchor and the time stays linear.
 */
export interface SecretKind {
  readonly kind: string;
  readonly anchors: readonly string[];
  /** Flag `y` with anchors, `g` without; no unbounded repeat. Group 1, where the pattern has one, is the secret itself; a match without it is none, and read over. */
  readonly pattern: RegExp;
  /** How many characters before the anchor the match begins; several values are tried in turn. Default 0. */
  readonly back?: readonly number[];
  /** Least letters and digits in a row that a match holds, or joined by `+/=_.-`: where no run of the text is as long, it is not looked for. For kinds without anchors. */
  readonly leastRun?: number;
  /** Least bits a character the secret must have. */
  readonly minEntropy?: number;
  /** Must match in the 120 characters before the secret. */
  readonly context?: RegExp;
  /** A further condition on the secret. */
  readonly accept?: (secret: string) => boolean;
}

/** A secret in a text: UTF-16 offsets, end exclusive. */
export interface FoundSecret {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
}
