import type { JsonObject, JsonValue } from "@ai-orchestrator/contract";
import { isObject } from "../../faces/read-fields.ts";

/** Told of each piece of an answer's words: of which answer, where several were asked for, and what it says. */
export type TellWords = (answer: number, text: string) => void;

/** Where a dialect's answers hold their words: what the model says, without reasoning, calls and what it refuses with. */
export interface DialectWords {
  /** Tells the words of a whole answer or of one event of a stream. */
  readonly tell: (value: JsonObject, tell: TellWords) => void;
  /** Stands in every event that holds words, as the bytes go. */
  readonly mark: string;
  /** The field whose string is the words: the first of its name after the mark, or in the event. Absent where that cannot be told without parsing. */
  readonly field?: { readonly name: string; readonly after: "mark" | "start" };
  /** True where a body asks for several answers at once. */
  readonly asksForSeveral: (body: JsonObject) => boolean;
}

/** The objects of a list; none for what is no list. */
export function objectsOf(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** An answer's number among several. */
export function numberOf({ index }: JsonObject): number {
  return typeof index === "number" ? index : 0;
}
