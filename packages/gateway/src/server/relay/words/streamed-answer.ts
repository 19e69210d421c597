import type { JsonObject, RelayedAnswer } from "@ai-orchestrator/contract";
import { AnswerText } from "./answer-text.ts";
import type { DialectWords } from "./dialect-words.ts";

/** Bytes of events that wait to be read; a longer stream is read as it goes. */
const MOST_UNREAD = 64 * 1024;

/** Collects what a relayed stream says. Events are kept as text the relay has made anyway, and read when many wait or somebody asks. */
export class StreamedAnswer implements RelayedAnswer {
  readonly #words: DialectWords;
  readonly #parses: boolean;
  readonly #text = new AnswerText();
  #unread = "";

  constructor(words: DialectWords, body: JsonObject) {
    this.#words = words;
    this.#parses = words.field === undefined || words.asksForSeveral(body);
  }

  /** Whole events, in latin1: one character a byte. */
  add(events: string): void {
    this.#unread += events;
    if (this.#unread.length >= MOST_UNREAD) this.#read();
  }

  get bytes(): number {
    return this.#unread.length + 2 * this.#text.length;
  }

  text(): string {
    this.#read();
    return this.#text.toString();
  }

  #read(): void {
    const events = this.#unread;
    this.#unread = "";
    if (events === "") return;
    readEvents(events, { words: this.#words, parses: this.#parses, text: this.#text });
    this.#text.flatten();
  }
}

interface Reading {
  readonly words: DialectWords;
  readonly parses: boolean;
  readonly text: AnswerText;
}

/** Reads the lines that hold words. An event's data is one line wherever there are words: no provider breaks its JSON up. */
function readEvents(events: string, reading: Reading): void {
  const { mark } = reading.words;
  for (let at = events.indexOf(mark); at >= 0;) {
    const start = events.lastIndexOf("\n", at) + 1;
    const next = events.indexOf("\n", at);
    const end = next < 0 ? events.length : next;
    if (events.startsWith("data:", start)) readLine(events, { start, at: at + mark.length, end }, reading);
    at = events.indexOf(mark, end);
  }
}

interface Line {
  readonly start: number;
  /** After the mark. */
  readonly at: number;
  readonly end: number;
}

function readLine(events: string, line: Line, { words, parses, text }: Reading): void {
  const { field } = words;
  if (parses || field === undefined) return parseLine(events, line, { words, text });
  const named = events.indexOf(field.name, field.after === "mark" ? line.at : line.start);
  if (named < 0 || named >= line.end) return;
  const from = stringStart(events, named + field.name.length);
  // A list of parts, an object; or null, which parsing finds to be nothing.
  if (from < 0) return parseLine(events, line, { words, text });
  const end = stringEnd(events, from);
  if (end > 0 && end < line.end) text.tell(0, unquoted(events.slice(from, end)));
}

function parseLine(events: string, { start, end }: Line, { words, text }: Pick<Reading, "words" | "text">): void {
  try {
    words.tell(JSON.parse(utf8(events.slice(start + "data:".length, end))) as JsonObject, text.tell);
  } catch {
    // Not JSON, so no words the caller's program could read either.
  }
}

/** Index after the opening quote of a field's value, -1 where it is no string. */
function stringStart(events: string, afterName: number): number {
  let at = afterName;
  for (let code = events.charCodeAt(at); code === SPACE || code === COLON; code = events.charCodeAt(at)) at += 1;
  return events.charCodeAt(at) === QUOTE ? at + 1 : -1;
}

/** Index of the closing quote. */
function stringEnd(events: string, from: number): number {
  for (let end = events.indexOf('"', from); end >= 0; end = events.indexOf('"', end + 1)) {
    let slashes = 0;
    while (events.charCodeAt(end - 1 - slashes) === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return end;
  }
  return -1;
}

const [SPACE, QUOTE, COLON, BACKSLASH] = [32, 34, 58, 92];

function unquoted(inside: string): string {
  const text = utf8(inside);
  if (!text.includes("\\")) return text;
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return text;
  }
}

/** Text of bytes that were read one character a byte. */
function utf8(latin1: string): string {
  return /[\x80-\xFF]/.test(latin1) ? Buffer.from(latin1, "latin1").toString("utf8") : latin1;
}
