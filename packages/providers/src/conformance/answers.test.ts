import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ModelEvent } from "@ai-orchestrator/contract";
import { sendStream, startReplayServer, type ReplayServer } from "./replay-server.ts";
import { SUBJECTS, callOf, clientOf, eventsOf, joined, only, recorded } from "./subjects.ts";

const TEXT = "Grüße 👋🏽 世界!\nDone.";
const THOUGHT = "Let me think… ✓";

let server: ReplayServer;
beforeAll(async () => {
  server = await startReplayServer();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

/** Every block opens before it speaks, closes once, and the stream ends with its finish. */
function checkGrammar(events: readonly ModelEvent[]): void {
  expect(events[0]?.type).toBe("response-start");
  expect(events.at(-1)?.type).toBe("finish");
  expect(events.filter((event) => event.type === "finish" || event.type === "response-start")).toHaveLength(2);
  const open = new Set<string>();
  for (const event of events) {
    const [, kind, stage] = /^(text|reasoning)-(start|delta|end)$/.exec(event.type) ?? [];
    if (kind === undefined || !("id" in event)) continue;
    const key = `${kind} ${event.id}`;
    if (stage === "start") {
      expect(open.size, `${key} opens while ${[...open].join()} is open`).toBe(0);
      open.add(key);
    } else expect(open.has(key), `${event.type} of ${event.id} outside its block`).toBe(true);
    if (stage === "end") open.delete(key);
  }
  expect(open.size).toBe(0);
}

describe.each(SUBJECTS.map((subject) => ({ subject, title: `${subject.provider} (${subject.name})` })))(
  "$title",
  ({ subject }) => {
    const run = async (file: string, more: Parameters<typeof callOf>[1] = {}): Promise<ModelEvent[]> => {
      server.respond = sendStream(await recorded(subject, file));
      return await eventsOf(await clientOf(subject, server.origin), callOf(subject, more));
    };

    it("streams text, and reports tokens in contract terms", async () => {
      const events = await run("text");
      checkGrammar(events);
      expect(joined(events, "text-delta")).toBe(TEXT);
      expect(joined(events, "reasoning-delta")).toBe("");
      expect(only(events, "finish")).toMatchObject({
        reason: "stop",
        usage: {
          inputTokens: 100,
          cacheReadTokens: subject.cacheRead,
          cacheWriteTokens: subject.cacheWrite,
          outputTokens: subject.outputTokens,
          reasoningTokens: subject.reasoningTokens,
        },
      });
      expect(only(events, "finish").usage.estimated).toBeUndefined();
    });

    it.runIf(subject.reasons)("keeps reasoning apart from text", async () => {
      const events = await run("reasoning");
      checkGrammar(events);
      expect(joined(events, "reasoning-delta").trim()).toBe(THOUGHT);
      expect(joined(events, "text-delta")).toBe(TEXT);
    });

    it.runIf(subject.tools)("streams parallel tool calls", async () => {
      const events = await run("tools");
      const calls = events.filter((event) => event.type === "tool-call");
      expect(calls.map(({ name, input }) => ({ name, input }))).toEqual([
        { name: "get_weather", input: { city: "Zürich" } },
        { name: "get_time", input: { zone: "Europe/Zurich" } },
      ]);
      expect(new Set(calls.map((call) => call.id)).size).toBe(2);
      for (const call of calls) {
        expect(JSON.parse(call.rawInput)).toEqual(call.input);
        expect(events.filter((event) => event.type === "tool-call-start" && event.id === call.id)).toHaveLength(1);
        const streamed = events
          .flatMap((event) => (event.type === "tool-call-delta" && event.id === call.id ? [event.json] : []))
          .join("");
        expect(JSON.parse(streamed)).toEqual(call.input);
      }
      expect(only(events, "finish").reason).toBe("tool-calls");
    });

    it("streams everything at once", async () => {
      const events = await run("everything");
      checkGrammar(events);
      expect(joined(events, "text-delta")).toBe(TEXT);
      expect(joined(events, "reasoning-delta").trim()).toBe(subject.reasons ? THOUGHT : "");
      expect(events.filter((event) => event.type === "tool-call")).toHaveLength(subject.tools ? 2 : 0);
    });

    it.runIf(subject.cites)("reports citations with titles, once each, numbered", async () => {
      const events = await run("web-search", { webSearch: true, tools: [] });
      const sources = events.filter((event) => event.type === "source");
      expect(sources.map((source) => source.id)).toEqual(sources.map((_, index) => String(index + 1)));
      expect(new Set(sources.map((source) => source.url)).size).toBe(sources.length);
      expect(sources[0]?.url).toMatch(/^https:\/\/example\.org\//);
      expect(sources[0]?.title).toMatch(/Zürich/);
      expect(events.filter((event) => event.type === "tool-call")).toHaveLength(0);
      expect(joined(events, "text-delta")).not.toBe("");
    });
  },
);
