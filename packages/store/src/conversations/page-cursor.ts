import { OrchestratorError } from "@ai-orchestrator/contract";

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 1_000;

/** A page size between 1 and 1,000; 50 unless told. */
export function pageLimit(limit: number | undefined): number {
  return Math.min(Math.max(Math.trunc(limit ?? DEFAULT_LIMIT), 1), MAX_LIMIT);
}

/** Opaque text for the place after which a page goes on. */
export function writeCursor(place: readonly number[]): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

/** The inverse of `writeCursor`; throws `invalid_input` for anything else. */
export function readCursor(cursor: string | undefined, length: number): readonly number[] | undefined {
  if (cursor === undefined) return undefined;
  const place = parse(Buffer.from(cursor, "base64url").toString());
  if (
    Array.isArray(place) &&
    place.length === length &&
    place.every((value): value is number => typeof value === "number")
  )
    return place;
  throw new OrchestratorError("invalid_input", "The page cursor is not one of ours.", {
    suggestion: "Start from the first page.",
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: not a cursor, which the caller reports.
    return undefined;
  }
}
