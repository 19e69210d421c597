import type { Decision, Message, TurnRequest } from "@ai-orchestrator/contract";
import { expect, it } from "vitest";
import { rememberThreads } from "./remember-threads.ts";

const says = (role: Message["role"], text: string): Message => ({ role, parts: [{ type: "text", text }] });
const decided = { model: "claude-sonnet-5.5", task: "code", estimatedInputTokens: 900 } as unknown as Decision;
const first: TurnRequest = { system: "Be terse.", messages: [says("user", "Write a parser.")] };
const next: TurnRequest = {
  ...first,
  messages: [...first.messages!, says("assistant", "Done."), says("user", "Go on.")],
};

it("knows who answered a thread that goes on, for as long as a provider keeps its prompt", () => {
  let now = 0;
  const threads = rememberThreads(() => now);
  expect(threads.recall(next)).toEqual({});
  threads.note(first, decided);
  expect(threads.recall(next)).toEqual({
    conversation: { lastModel: "claude-sonnet-5.5", lastTask: "code", cachedTokens: 900 },
  });
  now = 11 * 60_000;
  expect(threads.recall(next)).toEqual({});
});

it("takes nobody else's thread for this one, and a new question for a new thread", () => {
  const threads = rememberThreads(() => 0);
  threads.note(first, decided);
  expect(threads.recall({ ...next, keyId: "key_2" })).toEqual({});
  expect(threads.recall({ ...next, system: "Be long." })).toEqual({});
  expect(threads.recall(first)).toEqual({});
});

it("remembers nothing of incognito turns, nor more than it should", () => {
  const threads = rememberThreads(() => 0);
  threads.note({ ...first, policy: { incognito: true } }, decided);
  expect(threads.recall(next)).toEqual({});
  threads.note(first, decided);
  for (let index = 0; index < 2_000; index++) threads.note({ messages: [says("user", `other ${index}`)] }, decided);
  expect(threads.recall(next)).toEqual({});
});
