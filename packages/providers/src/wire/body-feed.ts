import { createParser } from "eventsource-parser";
import type { AnswerHeaders } from "../http/http-answer.ts";

/** Text of an answer's body on its way to a reader, which gets each event's data. */
export interface Feed {
  add(text: string): void;
  end(): void;
}

/**
 * How a stream's body is cut into events. What was asked for does not settle it, since some servers and proxies ignore
 * that; nor does the answer's type where it names neither JSON nor events: then the body's first character does.
 */
export function feedFor(headers: AnswerHeaders, read: (data: string) => void): Feed {
  const type = headers.get("content-type") ?? "";
  if (type.includes("application/json")) return wholeBody(read);
  return type.includes("text/event-stream") ? eventStream(read) : unnamedStream(read);
}

/** The same for the body of an answer that was asked for whole. */
export function feedWhole(headers: AnswerHeaders | undefined, body: string, read: (data: string) => void): void {
  const type = headers?.get("content-type") ?? "";
  const isNamedStream = type.includes("text/event-stream") && !type.includes("application/json");
  if (!isNamedStream && /^\s*[[{]/.test(body)) return read(body);
  // Events, maybe under the wrong name.
  eventStream(read).add(body);
}

function eventStream(read: (data: string) => void): Feed {
  const parser = createParser({ onEvent: (event) => read(event.data) });
  // An event whose closing blank line never comes does not count (HTML Living Standard §9.2.6).
  return { add: (text) => parser.feed(text), end: () => undefined };
}

function wholeBody(read: (data: string) => void): Feed {
  let body = "";
  return {
    add: (text) => {
      body += text;
    },
    end: () => feedWhole(undefined, body, read),
  };
}

/** Events, lines of JSON, or a whole answer: whichever it begins as. */
function unnamedStream(read: (data: string) => void): Feed {
  let feed: Feed | undefined;
  let before = "";
  return {
    add: (text) => {
      if (feed !== undefined) return feed.add(text);
      before += text;
      before = before.trimStart();
      const [first] = before;
      if (first === undefined) return;
      feed = first === "{" ? jsonLines(read) : eventStream(read);
      feed.add(before);
    },
    end: () => feed?.end(),
  };
}

/** One event a line, as long as lines are whole JSON; where the first one is not, one answer over several lines. */
function jsonLines(read: (data: string) => void): Feed {
  let rest = "";
  let hasLines = false;
  let isOne = false;
  return {
    add: (text) => {
      rest += text;
      // A long line is not looked through again with each of its pieces.
      if (isOne || !text.includes("\n")) return;
      for (let end = rest.indexOf("\n"); end >= 0; end = rest.indexOf("\n")) {
        const line = rest.slice(0, end).trim();
        isOne = !hasLines && line !== "" && !isJson(line);
        if (isOne) return;
        rest = rest.slice(end + 1);
        if (line === "") continue;
        hasLines = true;
        read(line);
      }
    },
    end: () => {
      if (rest.trim() !== "") read(rest);
    },
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
