import { LLMock } from "@copilotkit/aimock";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ModelCall, ModelEvent } from "@ai-orchestrator/contract";
import { SUBJECTS, callOf, clientOf, eventsOf, joined, modelOf, only, type Subject } from "./subjects.ts";

// An independent mock of the providers' protocols, maintained elsewhere; its base paths differ from the real hosts' in places.
const BASE_PATHS: Readonly<Record<string, string>> = {
  groq: "/openai/v1",
  deepseek: "/v1",
  "vertex-ai": "/v1",
  "perplexity-chat": "/v1",
};
/** aimock streams reasoning as `reasoning_content` in every chat dialect; Groq and Mistral have fields of their own. */
const REASONS = new Set([
  "openai",
  "anthropic",
  "google",
  "vertex-ai",
  "xai",
  "perplexity",
  "deepseek",
  "moonshot",
  "openai-compatible",
]);

let mock: LLMock;
beforeAll(async () => {
  mock = new LLMock({ port: 0, logLevel: "silent" });
  mock.onMessage("plain", { content: "Grüezi — 你好 👋, how are you?" });
  mock.onMessage("ponder", { content: "42.", reasoning: "Six times seven." });
  mock.onMessage("weather", {
    toolCalls: [
      { name: "get_weather", arguments: '{"city":"Bern"}' },
      { name: "get_time", arguments: '{"zone":"UTC"}' },
    ],
  });
  mock.onMessage(
    "cut",
    { content: "This answer is long enough to be cut off in the middle of it." },
    { chunkSize: 4, truncateAfterChunks: 3 },
  );
  mock.onMessage("garbled", { content: "never seen" }, { chaos: { malformedRate: 1 } });
  mock.onMessage("dropped", { content: "never seen" }, { chaos: { dropRate: 1 } });
  mock.onMessage("severed", { content: "never seen" }, { chaos: { disconnectRate: 1 } });
  mock.onMessage("limited", { content: "never seen" }, { chaos: { rateLimitRate: 1 } });
  mock.onMessage(
    "slow",
    { content: "A slow answer, word by word, that nobody waits for until its end." },
    { chunkSize: 2, latency: 50 },
  );
  await mock.start();
});
afterAll(async () => {
  await mock.stop();
});
beforeEach(() => {
  mock.resetMatchCounts();
});

const NAMED = SUBJECTS.filter((subject) => subject.provider !== "ollama");

describe.each(NAMED.map((subject) => ({ subject, title: `${subject.provider} (${subject.name})` })))(
  "aimock as $title",
  ({ subject }) => {
    const ask = async (question: string, more: Partial<ModelCall> = {}): Promise<ModelEvent[]> =>
      await eventsOf(await client(subject), callFor(subject, question, more));

    it("streams text", async () => {
      const events = await ask("plain");
      expect(joined(events, "text-delta")).toBe("Grüezi — 你好 👋, how are you?");
      expect(only(events, "finish").reason).toBe("stop");
    });

    it.runIf(REASONS.has(subject.name))("streams reasoning apart", async () => {
      const events = await ask("ponder");
      expect(joined(events, "reasoning-delta")).toBe("Six times seven.");
      expect(joined(events, "text-delta")).toBe("42.");
    });

    it.runIf(subject.tools)("streams parallel tool calls", async () => {
      const calls = (await ask("weather")).filter((event) => event.type === "tool-call");
      expect(calls.map(({ name, input }) => ({ name, input }))).toEqual([
        { name: "get_weather", input: { city: "Bern" } },
        { name: "get_time", input: { zone: "UTC" } },
      ]);
    });

    it("says the same in one piece", async () => {
      const askWhole = async (question: string): Promise<ModelEvent[]> => {
        // With tools some are asked for a stream all the same.
        const { tools: _tools, ...call } = callFor(subject, question, { whole: true });
        const events = await eventsOf(await client(subject), call);
        // Perplexity's Agent interface is used for streaming only.
        if (subject.name !== "perplexity") expect(mock.getLastRequest()?.body).not.toMatchObject({ stream: true });
        return events;
      };
      const plain = await askWhole("plain");
      expect(joined(plain, "text-delta")).toBe("Grüezi — 你好 👋, how are you?");
      expect(only(plain, "finish").reason).toBe("stop");
      if (REASONS.has(subject.name)) {
        const pondered = await askWhole("ponder");
        expect(joined(pondered, "reasoning-delta")).toBe("Six times seven.");
        expect(joined(pondered, "text-delta")).toBe("42.");
      }
      if (!subject.tools) return;
      const calls = (await ask("weather", { whole: true })).filter((event) => event.type === "tool-call");
      expect(calls.map(({ name, input }) => ({ name, input }))).toEqual([
        { name: "get_weather", input: { city: "Bern" } },
        { name: "get_time", input: { zone: "UTC" } },
      ]);
    });

    it.each([
      [401, "authentication", "authentication_error"],
      [403, "permission", "permission_error"],
      [404, "not_found", "not_found_error"],
      [400, "bad_request", "invalid_request_error"],
      [429, "rate_limited", "rate_limit_error"],
      [500, "server", "api_error"],
      [503, "overloaded", "overloaded_error"],
    ])("%i becomes %s", async (status, code, type) => {
      // The Agent interface's missing path leads to chat completions, which then answers.
      const times = status === 404 ? 2 : 1;
      for (let time = 0; time < times; time += 1) mock.nextRequestError(status, { message: "Injected failure", type });
      await expect(ask("plain")).rejects.toMatchObject({ code, status });
      mock.resetMatchCounts();
      await drain(subject);
    });

    it("a rate limit says how long to wait", async () => {
      await expect(ask("limited")).rejects.toMatchObject({
        code: "rate_limited",
        retryAfterMs: expect.any(Number) as number,
      });
    });

    it("an answer cut off is never taken for complete", async () => {
      await expect(ask("cut")).rejects.toMatchObject({
        code: expect.stringMatching(/^(bad_response|network)$/) as string,
      });
    });

    it("garbage, dropped and severed connections are typed", async () => {
      await expect(ask("garbled")).rejects.toMatchObject({ code: "bad_response" });
      await expect(ask("dropped")).rejects.toMatchObject({ code: "server" });
      await expect(ask("severed")).rejects.toMatchObject({
        code: expect.stringMatching(/^(bad_response|network)$/) as string,
      });
    });

    it("is cancelled in the middle", async () => {
      const controller = new AbortController();
      const seen: string[] = [];
      const run = async (): Promise<void> => {
        for await (const event of (await client(subject)).stream(callFor(subject, "slow"), {
          signal: controller.signal,
        })) {
          seen.push(event.type);
          if (event.type === "text-delta") controller.abort();
        }
      };
      await expect(run()).rejects.toMatchObject({ code: "cancelled" });
      expect(seen.at(-1)).toBe("text-delta");
    });
  },
);

function client(subject: Subject): ReturnType<typeof clientOf> {
  return clientOf({ ...subject, basePath: BASE_PATHS[subject.name] ?? subject.basePath }, mock.url);
}

function callFor(subject: Subject, question: string, more: Partial<ModelCall> = {}): ModelCall {
  return callOf(subject, {
    model: modelOf(subject),
    messages: [{ role: "user", parts: [{ type: "text", text: question }] }],
    ...more,
  });
}

/** Uses up injected failures that nobody asked for. */
async function drain(subject: Subject): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const answered = await eventsOf(await client(subject), callFor(subject, "plain")).then(
      () => true,
      () => false,
    );
    if (answered) return;
  }
}
