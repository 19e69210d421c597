import type { JsonObject } from "@ai-orchestrator/contract";
import { describe, expect, test } from "vitest";
import { ANTHROPIC_MESSAGES } from "../dialects/anthropic-messages.ts";
import { GEMINI } from "../dialects/gemini.ts";
import { OPENAI_CHAT } from "../dialects/openai-chat.ts";
import { OPENAI_RESPONSES } from "../dialects/openai-responses.ts";
import { MOST_FIRST, MOST_LAST } from "./answer-text.ts";
import type { DialectWords } from "./dialect-words.ts";
import { StreamedAnswer } from "./streamed-answer.ts";
import { wholeAnswer } from "./whole-answer.ts";

const MOST_WORDS = MOST_FIRST + MOST_LAST;
const SAID = ['He said "no\\', 'n" – naïve 漢字\n', "\ud83d", "\ude00 {}", " event: data: \n\ndata: x", "."];
const WHOLE = SAID.join("");

/** One event as it goes over the wire, as the relay reads it. */
const event = (value: object, spaced = false): string => {
  const json = spaced ? JSON.stringify(value, undefined, 1).replaceAll("\n", " ") : JSON.stringify(value);
  return Buffer.from(`data: ${json}\r\n\r\n`.replaceAll("\r", spaced ? "\r" : "")).toString("latin1");
};
const read = (words: DialectWords, events: readonly string[], body: JsonObject = {}): string => {
  const answer = new StreamedAnswer(words, body);
  for (const one of events) answer.add(one);
  return answer.text();
};

const chat = (delta: object, index = 0): object => ({ id: "c", choices: [{ index, delta, finish_reason: null }] });
const block = (delta: object): object => ({ type: "content_block_delta", index: 0, delta });
const parts = (...all: object[]): object => ({ candidates: [{ content: { role: "model", parts: all }, index: 0 }] });

interface Case {
  readonly dialect: string;
  readonly words: DialectWords;
  readonly events: readonly object[];
  readonly whole: JsonObject;
}

const CASES: readonly Case[] = [
  {
    dialect: "chat completions",
    words: OPENAI_CHAT.words,
    events: [
      chat({ role: "assistant", content: "" }),
      chat({ content: null, reasoning_content: "The system prompt says" }),
      ...SAID.map((content) => chat({ content })),
      chat({ tool_calls: [{ index: 0, function: { arguments: '{"content":"not said","delta":1}' } }] }),
      { id: "c", choices: [], usage: { prompt_tokens: 1 } },
    ],
    whole: { choices: [{ index: 0, message: { role: "assistant", content: WHOLE, reasoning_content: "not said" } }] },
  },
  {
    dialect: "messages",
    words: ANTHROPIC_MESSAGES.words,
    events: [
      { type: "message_start", message: { content: [], usage: { input_tokens: 1 } } },
      { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
      block({ type: "thinking_delta", thinking: "The system prompt says" }),
      ...SAID.map((text, n) => block(n % 2 === 0 ? { type: "text_delta", text } : { text, type: "text_delta" })),
      block({ type: "input_json_delta", partial_json: '{"text":"not said"}' }),
      { type: "message_stop" },
    ],
    whole: {
      content: [
        { type: "thinking", thinking: "not said" },
        { type: "text", text: WHOLE },
        { type: "tool_use", input: { text: "not said" } },
      ],
    },
  },
  {
    dialect: "responses",
    words: OPENAI_RESPONSES.words,
    events: [
      { type: "response.reasoning_summary_text.delta", delta: "The system prompt says" },
      ...SAID.map((delta, n) => ({ type: "response.output_text.delta", sequence_number: n, delta, logprobs: [] })),
      { type: "response.output_text.done", text: WHOLE },
      { type: "response.function_call_arguments.delta", delta: '{"delta":"not said"}' },
      { type: "response.completed", response: { instructions: "not said", output: [] } },
    ],
    whole: {
      instructions: "not said",
      output: [
        { type: "reasoning", summary: [{ type: "summary_text", text: "not said" }] },
        { type: "message", content: [{ type: "output_text", text: WHOLE }] },
      ],
    },
  },
  {
    dialect: "gemini",
    words: GEMINI.words,
    events: [
      parts({ text: "The system prompt says", thought: true }),
      parts({ text: SAID[0] }, { text: SAID[1] }),
      ...SAID.slice(2).map((text) => parts({ text })),
      parts({ functionCall: { name: "f", args: { text: "not said" } } }),
    ],
    whole: { candidates: [{ content: { parts: [{ text: "not said", thought: true }, { text: WHOLE }] } }] },
  },
];

describe.each(CASES)("what an answer in $dialect says", ({ words, events, whole }) => {
  test("is read from the events of a stream, however they are spaced", () => {
    expect(
      read(
        words,
        events.map((value) => event(value)),
      ),
    ).toBe(WHOLE);
    expect(
      read(
        words,
        events.map((value) => event(value, true)),
      ),
    ).toBe(WHOLE);
    expect(read(words, [events.map((value) => event(value)).join(": keep-alive\n\n")])).toBe(WHOLE);
  });

  test("is the same where every event is parsed", () => {
    const slowly: DialectWords = { ...words, asksForSeveral: () => true };
    expect(
      read(
        slowly,
        events.map((value) => event(value)),
      ),
    ).toBe(WHOLE);
  });

  test("is read from a whole answer", () => {
    expect(wholeAnswer(words, whole).text()).toBe(WHOLE);
    expect(wholeAnswer(words, {}).text()).toBe("");
  });

  test("is nothing where the bytes are not what they should be", () => {
    const broken = event(events[3] ?? {}).slice(0, -20);
    expect(read(words, ["data: [DONE]\n\n", ": comment\n\n", 'data: {"delta"\n\n', broken.slice(0, 8)])).toBe("");
  });
});

test("several answers at once are kept apart", () => {
  const events = [0, 1, 0, 1].map((index, n) => event(chat({ content: `${index}${n} ` }, index)));
  expect(read(OPENAI_CHAT.words, events, { n: 2 })).toBe("00 02 \n\n11 13 ");
});

test("a provider that repeats the whole message with every delta is read once", () => {
  const events = ["a", "ab"].map((content, n) =>
    event({ choices: [{ index: 0, message: { content }, delta: { content: "ab"[n] } }] }),
  );
  expect(read(OPENAI_CHAT.words, events)).toBe("ab");
});

test("an answer of parts is read", () => {
  const content = [
    { type: "thinking", thinking: [{ type: "text", text: "not said" }] },
    { type: "text", text: "said" },
  ];
  expect(read(OPENAI_CHAT.words, [event(chat({ content }))])).toBe("said");
});

describe("a very long answer", () => {
  test("is bounded while it streams, in events and in words", () => {
    const answer = new StreamedAnswer(OPENAI_CHAT.words, {});
    const one = event(chat({ content: "word ".repeat(10) }));
    let most = 0;
    for (let sent = 0; sent < 5 * 1024 * 1024; sent += one.length) {
      answer.add(one);
      most = Math.max(most, answer.bytes);
    }
    expect(most).toBeLessThanOrEqual(2 * MOST_WORDS + 64 * 1024 + one.length);
    expect(answer.text()).toHaveLength(MOST_WORDS + "\n\n".length);
  });

  test("is read to its end: all of it up to both bounds, then its beginning and its end", () => {
    const line = (n: number): string => `line ${n} of a long answer\n`;
    const said = (lines: number, body: JsonObject = {}): { all: string; read: string } => {
      const answer = new StreamedAnswer(OPENAI_CHAT.words, body);
      const all = Array.from({ length: lines }, (_, n) => line(n));
      for (const one of all) answer.add(event(chat({ content: one })));
      return { all: all.join(""), read: answer.text() };
    };
    const whole = said(18_000);
    expect(whole.all.length).toBeGreaterThan(MOST_FIRST + MOST_LAST / 2);
    expect(whole.read === whole.all).toBe(true);
    const long = said(60_000, { n: 2 });
    const end = long.all.slice(-MOST_LAST);
    expect(long.read === `${long.all.slice(0, MOST_FIRST)}\n\n${end}`).toBe(true);
  });

  test("keeps the ends of several answers apart", () => {
    const answer = new StreamedAnswer(OPENAI_CHAT.words, { n: 2 });
    for (let n = 0; n < 60_000; n += 1) answer.add(event(chat({ content: `${n % 2} says ${n} ` }, n % 2)));
    const [first = "", firstEnd = "", second = "", secondEnd = ""] = answer.text().split("\n\n");
    expect(firstEnd.endsWith("0 says 59998 ")).toBe(true);
    expect([first, firstEnd].some((text) => text.includes("1 says"))).toBe(false);
    expect([second, secondEnd].some((text) => text.includes("0 says"))).toBe(false);
    expect(secondEnd.endsWith("1 says 59999 ")).toBe(true);
  });

  test("is bounded where it comes in one piece", () => {
    const text = "x".repeat(5 * 1024 * 1024);
    const answer = new StreamedAnswer(OPENAI_CHAT.words, {});
    answer.add(event(chat({ content: text })));
    expect(answer.bytes).toBe(2 * MOST_WORDS);
    expect(wholeAnswer(OPENAI_CHAT.words, { choices: [{ message: { content: text } }] }).bytes).toBe(2 * MOST_WORDS);
  });
});
