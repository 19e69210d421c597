import { OrchestratorError } from "@ai-orchestrator/contract";

const MS: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
};

/** The latest moment a Date can hold, epoch ms. */
const LAST = 8.64e15;

/**
 * The moment (epoch ms) a person means by when something shall end: a day or a moment (`2026-12-31`, which is its
 * first second in UTC, or `2026-12-31T18:00:00Z`), or a time from `now` (`12h`, `30d`). Throws `invalid_input` for
 * anything else and for what is over already: Date.parse alone takes "12" for December 2001.
 */
export function readExpiry(text: string, now: number): number {
  const [, count, unit = ""] = /^(\d+)([smhdw])$/.exec(text) ?? [];
  const at = count === undefined ? readDate(text) : now + Number(count) * (MS[unit] ?? 0);
  if (Number.isNaN(at)) throw refusal(`"${text}" is no date and no time from now.`);
  if (at <= now) throw refusal(`"${text}" is over already.`);
  if (at > LAST) throw refusal(`"${text}" is too far away.`);
  return at;
}

/** Epoch ms of a date in ISO 8601; NaN for any other text and for a day no month has: Date.parse alone makes 2 March of 30 February. */
function readDate(text: string): number {
  const day = /^(\d{4}-\d{2}-\d{2})(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2})?)?$/.exec(text)?.[1];
  const midnight = day === undefined ? Number.NaN : Date.parse(day);
  return Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(`${day}T`)
    ? Number.NaN
    : Date.parse(text);
}

function refusal(message: string): OrchestratorError {
  return new OrchestratorError("invalid_input", message, {
    suggestion: "Write a day, 2026-12-31, or a time from now: 12h, 30d.",
  });
}
