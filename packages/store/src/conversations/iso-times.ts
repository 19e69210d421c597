import type { SQLOutputValue } from "node:sqlite";

const DAY_MS = 86_400_000;
const TWO_DIGITS: readonly string[] = Array.from({ length: 60 }, (_none, number) => String(number).padStart(2, "0"));

/** Writes epoch ms as ISO UTC with milliseconds, for many of them: the calendar is asked once a day of theirs. */
export function isoTimes(): (epochMs: SQLOutputValue) => string {
  const days = new Map<number, string>();
  return (epochMs) => {
    const at = Number(epochMs);
    const number = Math.floor(at / DAY_MS);
    let day = days.get(number);
    if (day === undefined) days.set(number, (day = new Date(at).toISOString().slice(0, -"00:00:00.000Z".length)));
    const ofDay = at - number * DAY_MS;
    const ms = ofDay % 1_000;
    const seconds = (ofDay - ms) / 1_000;
    const minutes = Math.floor(seconds / 60);
    const time = `${TWO_DIGITS[Math.floor(minutes / 60)]}:${TWO_DIGITS[minutes % 60]}:${TWO_DIGITS[seconds % 60]}`;
    return `${day}${time}.${ms < 10 ? "00" : ms < 100 ? "0" : ""}${ms}Z`;
  };
}
