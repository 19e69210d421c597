import type { ModelEvent } from "@ai-orchestrator/contract";
import { afterAll, beforeAll, expect, it } from "vitest";
import { sendBody, sendStream, startReplayServer, type ReplayServer } from "./replay-server.ts";
import { SUBJECTS, callOf, clientOf, eventsOf, joined, only } from "./subjects.ts";

const google = SUBJECTS.find((subject) => subject.name === "google") ?? SUBJECTS[0]!;

let server: ReplayServer;
beforeAll(async () => {
  server = await startReplayServer();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

function piece(text: string, more: object): string {
  const candidate = { content: { role: "model", parts: [{ text }] }, index: 0, ...more };
  return `data: ${JSON.stringify({ candidates: [candidate], usageMetadata: { promptTokenCount: 5, candidatesTokenCount: 10 } })}\n\n`;
}

it("an answer longer than one request may give is had with the same request and Gemini's token", async () => {
  server.respond = (request, response, socket) =>
    request.body.includes("continuationToken")
      ? sendStream(piece("and the rest.", { finishReason: "STOP" }))(request, response, socket)
      : sendStream(piece("The beginning ", { finishReason: "CONTINUATION", continuationToken: "tok-1" }))(
          request,
          response,
          socket,
        );
  const events = await eventsOf(await clientOf(google, server.origin), callOf(google));
  expect(joined(events, "text-delta")).toBe("The beginning and the rest.");
  expect(only(events, "finish")).toMatchObject({ reason: "stop", usage: { inputTokens: 10, outputTokens: 20 } });
  const [first, second] = server.seen.map(({ body }) => JSON.parse(body) as object);
  expect(second).toEqual({ ...first, continuationToken: "tok-1" });
});

it("a rest that is refused fails the answer with the refusal", async () => {
  server.respond = (request, response, socket) =>
    request.body.includes("continuationToken")
      ? void response.writeHead(429).end("{}")
      : sendStream(piece("The beginning ", { finishReason: "CONTINUATION", continuationToken: "tok-1" }))(
          request,
          response,
          socket,
        );
  await expect(eventsOf(await clientOf(google, server.origin), callOf(google))).rejects.toMatchObject({
    code: "rate_limited",
  });
});

it.each([true, false])("what came before a rest that is refused is kept (asked for whole: %s)", async (whole) => {
  const first = { finishReason: "CONTINUATION", continuationToken: "tok-1" };
  server.respond = (request, response, socket) =>
    request.body.includes("continuationToken")
      ? void response.writeHead(429).end("{}")
      : (whole
          ? sendBody(200, JSON.parse(piece("The beginning ", first).slice("data: ".length)))
          : sendStream(piece("The beginning ", first)))(request, response, socket);
  const client = await clientOf(google, server.origin);
  const heard: ModelEvent[] = [];
  const listen = async (): Promise<void> => {
    const signal = new AbortController().signal;
    for await (const event of client.stream(callOf(google, { whole, tools: [] }), { signal })) heard.push(event);
  };
  await expect(listen()).rejects.toMatchObject({ code: "rate_limited" });
  expect(joined(heard, "text-delta")).toBe("The beginning ");
});
