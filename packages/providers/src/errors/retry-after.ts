/**
 * How long the provider asks us to wait, in ms, from `retry-after-ms` (OpenAI, Azure) or `retry-after`
 * (RFC 9110 §10.2.3: seconds or an HTTP date). Undefined where it says nothing readable.
 */
export function readRetryAfter(headers: Pick<Headers, "get">, now: number): number | undefined {
  const inMs = nonNegative(headers.get("retry-after-ms"));
  if (inMs !== undefined) return Math.ceil(inMs);
  const value = headers.get("retry-after")?.trim();
  if (value === undefined || value === "") return undefined;
  const suffixed = /^(\d+(?:\.\d+)?)ms$/i.exec(value);
  if (suffixed !== null) return Math.ceil(Number(suffixed[1]));
  const seconds = nonNegative(value.replace(/s$/i, ""));
  if (seconds !== undefined) return Math.ceil(seconds * 1000);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function nonNegative(text: string | null): number | undefined {
  if (text === null || text.trim() === "") return undefined;
  const value = Number(text);
  return Number.isFinite(value) && value >= 0 ? value : undefined;
}
