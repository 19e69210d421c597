const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Go-style durations as OpenAI and Groq send them (`6m0s`, `1.5s`, `20ms`), or bare seconds. Undefined if unreadable. */
export function parseDuration(text: string): number | undefined {
  const trimmed = text.trim();
  if (/^\d+(?:\.\d+)?$/.test(trimmed)) return Math.ceil(Number(trimmed) * 1000);
  const pieces = [...trimmed.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)];
  if (pieces.length === 0 || pieces.map((piece) => piece[0]).join("") !== trimmed) return undefined;
  return Math.ceil(pieces.reduce((sum, piece) => sum + Number(piece[1]) * (UNIT_MS[piece[2] ?? ""] ?? 0), 0));
}
