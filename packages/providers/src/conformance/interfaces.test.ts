import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sendBody, startReplayServer, type ReplayServer } from "./replay-server.ts";
import { SUBJECTS, callOf, clientOf, eventsOf, joined, only, recorded, type Subject } from "./subjects.ts";

let server: ReplayServer;
beforeAll(async () => {
  server = await startReplayServer();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

function subject(name: string): Subject {
  return SUBJECTS.find((one) => one.name === name)!;
}

/** Answers chat completions with a recorded stream, everything else with 404. */
async function chatOnly(fixture: string, status = 404): Promise<void> {
  const bytes = await recorded({ name: fixture }, "text");
  server.respond = (request, response) => {
    if (!request.url.endsWith("/chat/completions")) return void response.writeHead(status).end("Not Found");
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.end(bytes);
  };
}

describe("endpoints that know only chat completions", () => {
  it.each([
    ["openai", "openai-chat", 404],
    ["xai", "openai-compatible", 404],
    ["xai", "openai-compatible", 405],
    ["perplexity", "perplexity-chat", 404],
  ])("%s falls back to it (answers of %s, after %i)", async (name, fixture, status) => {
    await chatOnly(fixture, status);
    const one = subject(name);
    const events = await eventsOf(await clientOf(one, server.origin), callOf(one, { reasoning: { effort: "none" } }));
    expect(joined(events, "text-delta")).toBe("Grüße 👋🏽 世界!\nDone.");
    expect(only(events, "finish").reason).toBe("stop");
  });

  it.each(["openai", "xai"])("%s goes there at once where the settings say so", async (name) => {
    await chatOnly("openai-compatible");
    const before = server.seen.length;
    const one = subject(name);
    await eventsOf(
      await clientOf({ ...one, api: "chat" }, server.origin),
      callOf(one, { reasoning: { effort: "none" } }),
    );
    expect(server.seen.slice(before).map((request) => request.url)).toEqual(["/v1/chat/completions"]);
  });

  it.each(["openai", "xai", "perplexity"])("%s does not try twice where the settings chose", async (name) => {
    const one = subject(name);
    server.respond = sendBody(404, {
      error: { message: "no such model", code: "model_not_found", type: "invalid_request_error" },
    });
    const before = server.seen.length;
    const api = name === "perplexity" ? "agent" : "responses";
    await expect(eventsOf(await clientOf({ ...one, api }, server.origin), callOf(one))).rejects.toMatchObject({
      code: "not_found",
    });
    expect(server.seen.length - before).toBe(1);
  });
});

describe("an endpoint that does not stream", () => {
  const one = subject("openai-compatible");
  const whole = {
    id: "c1",
    object: "chat.completion",
    created: 1,
    model: "m",
    choices: [
      {
        index: 0,
        message: {
          role: "assistant",
          content: "<think>why</think>Because.",
          tool_calls: [
            { id: "a", type: "function", function: { name: "get_weather", arguments: '{"city":"Bern"}' } },
            { id: "b", type: "function", function: { name: "get_time", arguments: "{}" } },
          ],
        },
        finish_reason: "tool_calls",
      },
    ],
    usage: { prompt_tokens: 9, completion_tokens: 5, total_tokens: 14 },
  };

  it("is understood all the same", async () => {
    server.respond = sendBody(200, whole);
    const events = await eventsOf(await clientOf(one, server.origin), callOf(one));
    expect(joined(events, "reasoning-delta")).toBe("why");
    expect(joined(events, "text-delta")).toBe("Because.");
    expect(events.filter((event) => event.type === "tool-call").map((call) => call.id)).toEqual(["a", "b"]);
    expect(only(events, "finish")).toMatchObject({ reason: "tool-calls", usage: { inputTokens: 9, outputTokens: 5 } });
  });

  it("ends with [DONE] alone: complete, its tokens estimated", async () => {
    server.respond = (_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.end(
        'data: {"id":"c","choices":[{"index":0,"delta":{"content":"Hello!"},"finish_reason":null}]}\n\ndata: [DONE]\n\n',
      );
    };
    const events = await eventsOf(await clientOf(one, server.origin), callOf(one));
    expect(joined(events, "text-delta")).toBe("Hello!");
    expect(only(events, "finish").usage).toMatchObject({ outputTokens: 2, estimated: true });
  });
});

it("Perplexity's chat is understood without the field its SDK insists on", async () => {
  const one = subject("perplexity-chat");
  const bytes = (await recorded(one, "text")).toString("utf8").replaceAll('"created":1790000000,', "");
  server.respond = (_request, response) =>
    void response.writeHead(200, { "content-type": "text/event-stream" }).end(bytes);
  expect(joined(await eventsOf(await clientOf(one, server.origin), callOf(one)), "text-delta")).toContain("Done.");
});

describe("Gemini", () => {
  it.each(["google", "vertex-ai"])(
    "%s: a blocked prompt is content_filtered, a picture an image event",
    async (name) => {
      const one = subject(name);
      const replay = async (file: string): Promise<void> => {
        const bytes = await recorded(one, file);
        server.respond = (_request, response) =>
          void response.writeHead(200, { "content-type": "text/event-stream" }).end(bytes);
      };
      await replay("blocked");
      await expect(eventsOf(await clientOf(one, server.origin), callOf(one))).rejects.toMatchObject({
        code: "content_filtered",
      });
      await replay("image");
      const events = await eventsOf(await clientOf(one, server.origin), callOf(one));
      expect(only(events, "image")).toMatchObject({ mediaType: "image/png", data: "iVBORw0KGgoAAAANSUhEUg==" });
    },
  );
});

describe("Anthropic", () => {
  const one = subject("anthropic");

  it("a refusal without a word is content_filtered", async () => {
    const bytes = await recorded(one, "refusal");
    server.respond = (_request, response) =>
      void response.writeHead(200, { "content-type": "text/event-stream" }).end(bytes);
    await expect(eventsOf(await clientOf(one, server.origin), callOf(one))).rejects.toMatchObject({
      code: "content_filtered",
    });
  });

  it("an error as the first event keeps its code and request id", async () => {
    const bytes = await recorded(one, "error-first");
    server.respond = (_request, response) =>
      void response.writeHead(200, { "content-type": "text/event-stream" }).end(bytes);
    await expect(eventsOf(await clientOf(one, server.origin), callOf(one))).rejects.toMatchObject({
      code: "overloaded",
      requestId: "req_011",
    });
  });
});

describe("every provider", () => {
  it.each(SUBJECTS.map((one) => [`${one.provider} (${one.name})`, one] as const))(
    "%s reports the provider's limits",
    async (_title, one) => {
      const bytes = await recorded(one, "text");
      server.respond = (_request, response) => {
        response.writeHead(200, {
          "content-type": "text/event-stream",
          "x-ratelimit-remaining-requests": "41",
          "x-ratelimit-reset-requests": "1s",
        });
        response.end(bytes);
      };
      const events = await eventsOf(await clientOf(one, server.origin), callOf(one));
      expect(only(events, "response-start").rateLimits).toEqual({ requestsRemaining: 41, requestsResetMs: 1000 });
    },
  );

  it.each(["openai-chat", "openai-compatible", "deepseek", "moonshot"])(
    "%s passes log probabilities on",
    async (name) => {
      const one = subject(name);
      const content = [{ token: "Hi", logprob: -0.1, bytes: null, top_logprobs: [] }];
      const chunk = (delta: object, finish: string | null, logprobs: object | null): string =>
        `data: ${JSON.stringify({ id: "c", object: "chat.completion.chunk", created: 1, model: "m", choices: [{ index: 0, delta, logprobs, finish_reason: finish }] })}\n\n`;
      server.respond = (_request, response) => {
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.end(
          `${chunk({ role: "assistant", content: "Hi" }, null, { content })}${chunk({}, "stop", null)}data: [DONE]\n\n`,
        );
      };
      const events = await eventsOf(
        await clientOf(one, server.origin),
        callOf(one, { logprobs: 2, reasoning: { effort: "none" } }),
      );
      expect(only(events, "text-delta").logprobs).toEqual(content);
      expect(server.seen.at(-1)?.body).toContain('"top_logprobs":2');
    },
  );
});
