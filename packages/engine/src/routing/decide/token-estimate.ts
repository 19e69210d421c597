/** Tokens of a text, about; replaced by the classifier's own estimate when that lands. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / 4);
}
