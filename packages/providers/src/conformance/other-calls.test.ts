import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OrchestratorError } from "@ai-orchestrator/contract";
import { sendBody, startReplayServer, type ReplayServer } from "./replay-server.ts";
import { SUBJECTS, TEST_KEY, clientOf, modelOf, type Subject } from "./subjects.ts";

const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const signal = new AbortController().signal;

let server: ReplayServer;
beforeAll(async () => {
  server = await startReplayServer();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const EMBEDDERS = new Set(["openai", "google", "vertex-ai", "mistral", "openai-compatible"]);
const PAINTERS = new Set(["openai", "google", "vertex-ai", "xai", "openai-compatible"]);

/** Vectors for as many texts as were sent, in the subject's dialect. */
function answerEmbeddings(subject: Subject): void {
  server.respond = (request, response) => {
    const body = JSON.parse(request.body) as {
      input?: unknown[];
      requests?: unknown[];
      instances?: unknown[];
      content?: unknown;
    };
    const inputs = body.input ?? body.requests ?? body.instances ?? [body.content];
    const vectors = inputs.map((_, index) => [index, 0.5, -0.25]);
    const answer =
      body.instances !== undefined
        ? { predictions: vectors.map((values) => ({ embeddings: { values, statistics: { token_count: 4 } } })) }
        : subject.dialect === "google"
          ? { embeddings: vectors.map((values) => ({ values })), embedding: { values: vectors[0] } }
          : {
              object: "list",
              data: vectors.map((embedding, index) => ({ object: "embedding", index, embedding })),
              usage: { prompt_tokens: 4 * inputs.length, total_tokens: 4 * inputs.length },
            };
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(answer));
  };
}

describe.each(SUBJECTS.map((subject) => ({ subject, title: `${subject.provider} (${subject.name})` })))(
  "$title",
  ({ subject }) => {
    it.runIf(EMBEDDERS.has(subject.name))("embeds texts in order, however many", async () => {
      answerEmbeddings(subject);
      const client = await clientOf(subject, server.origin);
      const id = subject.dialect === "google" ? "gemini-embedding-001" : "text-embedding-x";
      const one = await client.embed?.({ model: modelOf(subject, { id }), texts: ["one"] }, { signal });
      expect(one?.vectors).toEqual([[0, 0.5, -0.25]]);
      const texts = Array.from({ length: 2100 }, (_, index) => `text ${index}`);
      const many = await client.embed?.({ model: modelOf(subject, { id }), texts, dimensions: 3 }, { signal });
      expect(many?.vectors).toHaveLength(2100);
      expect(many?.vectors.every((vector) => vector.length === 3)).toBe(true);
      expect(many?.usage.inputTokens).toBeGreaterThan(0);
      expect(server.seen.at(-1)?.body).toMatch(/imension/);
      expect(await client.embed?.({ model: modelOf(subject, { id }), texts: [] }, { signal })).toMatchObject({
        vectors: [],
      });
    });

    it.runIf(PAINTERS.has(subject.name))("makes pictures", async () => {
      server.respond = (request, response) => {
        response.writeHead(200, { "content-type": "application/json" });
        if (request.url.includes(":generateContent"))
          response.end(
            JSON.stringify({
              candidates: [
                {
                  content: { role: "model", parts: [{ inlineData: { mimeType: "image/png", data: PNG } }] },
                  finishReason: "STOP",
                },
              ],
              usageMetadata: { promptTokenCount: 3, candidatesTokenCount: 1290, totalTokenCount: 1293 },
            }),
          );
        else response.end(JSON.stringify({ created: 1, data: [{ b64_json: PNG, revised_prompt: 'a "red" cat' }] }));
      };
      const client = await clientOf(subject, server.origin);
      const id =
        subject.dialect === "google"
          ? "gemini-2.5-flash-image"
          : subject.provider === "xai"
            ? "grok-2-image"
            : "gpt-image-1";
      const made = await client.generateImages?.({ model: modelOf(subject, { id }), prompt: "a cat" }, { signal });
      expect(made?.images).toEqual([{ data: PNG, mediaType: "image/png" }]);
      expect(server.seen.at(-1)?.body).toContain("a cat");
      if (subject.name === "openai") expect(made?.revisedPrompt).toBe('a "red" cat');
    });

    it("offers only what the provider has", async () => {
      const client = await clientOf(subject, server.origin);
      expect(client.embed !== undefined).toBe(EMBEDDERS.has(subject.name) || subject.name === "openai-chat");
      expect(client.generateImages !== undefined).toBe(PAINTERS.has(subject.name) || subject.name === "openai-chat");
    });

    it("proves a good key without generating anything", async () => {
      const isPost = subject.provider === "perplexity";
      server.respond = isPost
        ? sendBody(400, { error: { message: "model is required", type: "invalid_request", code: 400 } })
        : sendBody(200, { data: [], models: [], totalTokens: 1 });
      await (await clientOf(subject, server.origin)).verify({ signal });
      const request = server.seen.at(-1);
      expect(request?.headers[subject.authHeader]).toContain(TEST_KEY);
      expect(request?.url).not.toContain(TEST_KEY);
      expect(request?.body).not.toContain("max_tokens");
    });

    it("tells a bad key, a forbidden one, and a page that is no provider", async () => {
      const client = await clientOf(subject, server.origin);
      server.respond = sendBody(401, { error: { message: "Bad key", type: "authentication_error" } });
      await expect(client.verify({ signal })).rejects.toMatchObject({ code: "authentication", status: 401 });
      server.respond = sendBody(403, { error: { message: "Not allowed", type: "permission_error" } });
      await expect(client.verify({ signal })).rejects.toMatchObject({ code: "permission" });
      server.respond = sendBody(200, "<html>login</html>");
      await expect(client.verify({ signal })).rejects.toBeInstanceOf(OrchestratorError);
    });

    it("cancels verifying", async () => {
      const controller = new AbortController();
      server.respond = () => controller.abort();
      await expect(
        (await clientOf(subject, server.origin)).verify({ signal: controller.signal }),
      ).rejects.toMatchObject({ code: "cancelled" });
    });
  },
);

it("sends pictures to start from, as a form", async () => {
  const subject = SUBJECTS.find((one) => one.name === "openai")!;
  server.respond = sendBody(200, { created: 1, data: [{ b64_json: PNG }] });
  const client = await clientOf(subject, server.origin);
  await client.generateImages?.(
    {
      model: modelOf(subject, { id: "gpt-image-1" }),
      prompt: "bluer",
      images: [{ type: "image", mediaType: "image/png", data: PNG }],
      quality: "low",
      size: "1024x1024",
    },
    { signal },
  );
  const request = server.seen.at(-1);
  expect(request?.url).toBe("/v1/images/edits");
  expect(request?.headers["content-type"]).toContain("multipart/form-data; boundary=");
  for (const word of ["bluer", "image/png", "low", "1024x1024"]) expect(request?.body).toContain(word);
});
