import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  foldParts,
  type Message,
  type MessagePart,
  type ModelCall,
  type ModelEvent,
  type TurnEvent,
} from "@ai-orchestrator/contract";
import { sendStream, startReplayServer, type ReplayServer, type SeenRequest } from "./replay-server.ts";
import { SUBJECTS, TEST_KEY, TOOLS, callOf, clientOf, eventsOf, modelOf, recorded } from "./subjects.ts";

const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const PDF = Buffer.from("%PDF-1.4\n%%EOF\n").toString("base64");

let server: ReplayServer;
beforeAll(async () => {
  server = await startReplayServer();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

/** The assistant message a stream's events fold into. */
function answerOf(events: readonly ModelEvent[]): Message {
  const parts = events.reduce<readonly MessagePart[]>(
    (so, event) => foldParts(so, { ...event, turnId: "t", seq: 0 } as TurnEvent),
    [],
  );
  return { role: "assistant", parts };
}

describe.each(SUBJECTS.map((subject) => ({ subject, title: `${subject.provider} (${subject.name})` })))(
  "$title",
  ({ subject }) => {
    const sent = async (
      more: Partial<ModelCall> = {},
      settings: Parameters<typeof clientOf>[2] = {},
    ): Promise<SeenRequest> => {
      server.respond = sendStream(await recorded(subject, "text"));
      await eventsOf(await clientOf(subject, server.origin, settings), callOf(subject, more));
      const request = server.seen.at(-1);
      if (request === undefined) throw new Error("nothing was sent");
      return request;
    };

    it("goes to the right path, the key in its header and nowhere else", async () => {
      const request = await sent();
      expect(request.method).toBe("POST");
      expect(request.url.split("?")[0]).toBe(`${subject.basePath}${subject.callPath}`);
      expect(request.url).not.toContain(TEST_KEY);
      expect(request.body).not.toContain(TEST_KEY);
      const carrying = Object.entries(request.headers)
        .filter(([, value]) => String(value).includes(TEST_KEY))
        .map(([name]) => name);
      expect(carrying).toEqual([subject.authHeader]);
    });

    it("sends model, system message and question", async () => {
      const request = await sent();
      expect(request.body).toContain("You are terse.");
      expect(request.body).toContain("Hello there");
      const named = subject.name === "perplexity" ? "fast" : subject.modelId;
      expect(request.url + request.body).toContain(named);
    });

    it("keeps a system message from the middle of the conversation", async () => {
      const messages: Message[] = [
        { role: "user", parts: [{ type: "text", text: "one" }] },
        { role: "assistant", parts: [{ type: "text", text: "two" }] },
        { role: "system", parts: [{ type: "text", text: "SUMMARY of before" }] },
        { role: "user", parts: [{ type: "text", text: "three" }] },
      ];
      const { body } = await sent({ messages });
      for (const word of ["You are terse.", "one", "two", "SUMMARY of before", "three"]) expect(body).toContain(word);
    });

    it("keeps every one of several messages of the same role", async () => {
      const messages: Message[] = ["first", "second", "third"].map((text) => ({
        role: "user",
        parts: [{ type: "text", text }],
      }));
      const { body } = await sent({ messages });
      for (const word of ["first", "second", "third"]) expect(body).toContain(word);
    });

    it("honours extra headers, which win", async () => {
      const request = await sent(
        {},
        {
          settings: {
            headers: { "x-team": "blue", "user-agent": "ours/1" },
            baseUrl: `${server.origin}${subject.basePath}`,
          },
        },
      );
      expect(request.headers["x-team"]).toBe("blue");
      expect(request.headers["user-agent"]).toBe("ours/1");
    });

    it.runIf(subject.images)("sends a picture", async () => {
      const { body } = await sent({
        messages: [
          {
            role: "user",
            parts: [
              { type: "text", text: "What is this?" },
              { type: "image", mediaType: "image/png", data: PNG },
            ],
          },
        ],
      });
      expect(body).toContain(PNG);
    });

    it("sends a PDF, or its text where the provider takes no PDF", async () => {
      const { body } = await sent({
        messages: [
          {
            role: "user",
            parts: [{ type: "file", mediaType: "application/pdf", data: PDF, name: "a.pdf", text: "extracted words" }],
          },
        ],
      });
      expect(body).toContain(subject.pdf ? PDF : "extracted words");
      expect(body.includes("extracted words")).toBe(!subject.pdf);
    });

    it("sends text files as text", async () => {
      const data = Buffer.from("const x = 1; // größer").toString("base64");
      const { body } = await sent({
        messages: [{ role: "user", parts: [{ type: "file", mediaType: "text/plain", data, name: "x.ts" }] }],
      });
      expect(body).toContain("// größer");
      expect(body).toContain("x.ts");
    });

    it("says which file it cannot read", async () => {
      const call = callOf(subject, {
        messages: [
          { role: "user", parts: [{ type: "file", mediaType: "application/zip", data: "UEsDBA==", name: "a.zip" }] },
        ],
      });
      await expect(eventsOf(await clientOf(subject, server.origin), call)).rejects.toMatchObject({
        code: "unsupported",
        message: expect.stringContaining("a.zip") as string,
      });
    });

    it.runIf(subject.tools)("sends tools, their choice, and results with pictures", async () => {
      const messages: Message[] = [
        { role: "user", parts: [{ type: "text", text: "weather?" }] },
        {
          role: "assistant",
          parts: [
            { type: "tool-call", id: "call_1", name: "get_weather", input: { city: "Bern" } },
            { type: "tool-call", id: "call_2", name: "get_time", input: { zone: "UTC" } },
          ],
        },
        {
          role: "tool",
          parts: [
            {
              type: "tool-result",
              id: "call_1",
              name: "get_weather",
              output: [
                { type: "text", text: "sunny, see map" },
                { type: "image", mediaType: "image/png", data: PNG },
              ],
            },
            { type: "tool-result", id: "call_2", name: "get_time", output: { error: "no clock" }, isError: true },
          ],
        },
      ];
      const { body } = await sent({ messages, toolChoice: { type: "required" } });
      for (const word of ["get_weather", "get_time", "Bern", "sunny, see map", "no clock", PNG])
        expect(body).toContain(word);
      const parsed: unknown = JSON.parse(body);
      expect(parsed).toBeTypeOf("object");
    });

    it("passes options through under the provider's own id", async () => {
      if (subject.provider === "vertex-ai" || subject.provider === "google") {
        const { body } = await sent({ providerOptions: { [subject.provider]: { labels: { team: "blue" } } } });
        expect(body).toContain("blue");
      } else if (subject.provider === "my-endpoint" || subject.provider === "perplexity") {
        const { body } = await sent({ providerOptions: { [subject.provider]: { search_recency_filter: "week" } } });
        expect(body).toContain("week");
      } else {
        const { body } = await sent({
          providerOptions: {
            [subject.provider]: {
              user: "u-77",
              safePrompt: true,
              metadata: { userId: "u-77" },
              userId: "u-77",
              safetyIdentifier: "u-77",
            },
          },
        });
        expect(body).toMatch(/u-77|safe_prompt/);
      }
    });

    it("sends generation options", async () => {
      const { body } = await sent({
        reasoning: { effort: "none" },
        model: modelOf(subject, { reasoning: false }),
        maxOutputTokens: 321,
        tools: [],
        stop: ["END"],
      });
      expect(body).toContain("321");
    });

    it("leaves temperature out where the model refuses it", async () => {
      const { body } = await sent({
        model: modelOf(subject, { temperature: false, reasoning: false }),
        temperature: 0.31,
        reasoning: { effort: "none" },
      });
      expect(body).not.toContain("0.31");
    });

    it("asks for structured output", async () => {
      const schema = {
        type: "object",
        properties: { answer: { type: "string" } },
        required: ["answer"],
        additionalProperties: false,
      } as const;
      const { body } = await sent({
        responseFormat: {
          type: "json",
          schema: { ...schema, required: [...schema.required] },
          name: "reply",
          strict: true,
        },
        tools: [],
        reasoning: { effort: "none" },
      });
      expect(body).toContain("answer");
    });

    it.runIf(subject.tools)("sends its own answer back, signatures included", async () => {
      server.respond = sendStream(await recorded(subject, "everything"));
      const answer = answerOf(await eventsOf(await clientOf(subject, server.origin), callOf(subject)));
      const results: Message = {
        role: "tool",
        parts: answer.parts.flatMap((part): MessagePart[] =>
          part.type === "tool-call" ? [{ type: "tool-result", id: part.id, name: part.name, output: "ok" }] : [],
        ),
      };
      const { body } = await sent({
        messages: [{ role: "user", parts: [{ type: "text", text: "go" }] }, answer, results],
        tools: TOOLS,
      });
      expect(body).toContain("Zürich");
      const signature: Readonly<Record<string, string>> = {
        openai: "gAAAAB+sealed==",
        xai: "gAAAAB+sealed==",
        anthropic: "EqQBsealed+signature==",
        google: "c2lnbmF0dXJl",
        "vertex-ai": "c2lnbmF0dXJl",
        deepseek: "reasoning_content",
        moonshot: "reasoning_content",
        mistral: "think… ✓",
        groq: "think… ✓",
        "openai-compatible": "think… ✓",
      };
      const expected = signature[subject.name];
      if (expected !== undefined) expect(body).toContain(expected);
    });

    it.runIf(subject.name === "anthropic")("sends cache marks and sealed thoughts back", async () => {
      server.respond = sendStream(await recorded(subject, "reasoning"));
      const answer = answerOf(await eventsOf(await clientOf(subject, server.origin), callOf(subject)));
      const mark = { anthropic: { cacheControl: { type: "ephemeral" } } };
      const messages: Message[] = [
        { role: "system", parts: [{ type: "text", text: "Long rules" }], providerMetadata: mark },
        { role: "user", parts: [{ type: "text", text: "long text", providerMetadata: mark }] },
        answer,
        { role: "user", parts: [{ type: "text", text: "go on" }] },
      ];
      const { body } = await sent({ messages });
      expect(body).toContain("EmwKredacted==");
      expect(body).toContain("EqQBsealed+signature==");
      expect(body.match(/"cache_control":\{"type":"ephemeral"\}/g)).toHaveLength(2);
    });

    it("does not send another provider's reasoning or metadata", async () => {
      const foreign: Message = {
        role: "assistant",
        parts: [
          {
            type: "reasoning",
            text: "FOREIGN THOUGHT",
            providerMetadata: { someoneElse: { signature: "FOREIGN SIG" } },
          },
          { type: "text", text: "fine", providerMetadata: { someoneElse: { itemId: "FOREIGN ITEM" } } },
        ],
      };
      const { body } = await sent({
        messages: [
          { role: "user", parts: [{ type: "text", text: "a" }] },
          foreign,
          { role: "user", parts: [{ type: "text", text: "b" }] },
        ],
      });
      expect(body).not.toContain("FOREIGN");
      expect(body).toContain("fine");
    });
  },
);
