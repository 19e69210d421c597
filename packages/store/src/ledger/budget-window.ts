import type { Budget } from "@ai-orchestrator/contract";

/** The window a budget counts in: a UTC day (`2026-01-31`) or month (`2026-01`), and the moment it ends. */
export function budgetWindow(
  period: Budget["period"],
  at: number,
): { readonly window: string; readonly resetsAt: string } {
  const date = new Date(at);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  const iso = date.toISOString();
  if (period === "day")
    return { window: iso.slice(0, 10), resetsAt: new Date(Date.UTC(year, month, day + 1)).toISOString() };
  return { window: iso.slice(0, 7), resetsAt: new Date(Date.UTC(year, month + 1, 1)).toISOString() };
}

const DAY_MS = 86_400_000;
let lastDay = Number.NaN;
let lastWindow = "";

/** The window of a day; its beginning is the month's. Written out once a day: every call asks. */
export function dayWindow(at: number): string {
  const day = Math.floor(at / DAY_MS);
  if (day !== lastDay) {
    lastWindow = new Date(at).toISOString().slice(0, 10);
    lastDay = day;
  }
  return lastWindow;
}
