import { afterAll, beforeAll, expect, it } from "vitest";
import { sendBody, sendStream, startReplayServer, type ReplayServer } from "./replay-server.ts";
import { SUBJECTS, callOf, clientOf, eventsOf, joined, recorded } from "./subjects.ts";

const subject = SUBJECTS.find(({ name }) => name === "openai-compatible") ?? SUBJECTS[0]!;
const streams = (body: string): boolean => (JSON.parse(body) as { readonly stream?: boolean }).stream === true;

let server: ReplayServer;
beforeAll(async () => {
  server = await startReplayServer();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

it("a model that its server only streams is asked for a stream, and the next time at once", async () => {
  const bytes = await recorded(subject, "text");
  const refusal = { error: { message: "This model only supports stream mode.", code: "invalid_parameter_error" } };
  server.respond = (request, response, socket) =>
    (streams(request.body) ? sendStream(bytes) : sendBody(400, refusal))(request, response, socket);
  const client = await clientOf(subject, server.origin);
  for (let turn = 0; turn < 2; turn += 1)
    expect(joined(await eventsOf(client, callOf(subject, { whole: true })), "text-delta")).not.toBe("");
  expect(server.seen.map(({ body }) => streams(body))).toEqual([false, true, true]);
});

it("what is refused either way fails with the refusal, and is not repeated for other failures", async () => {
  const other = await clientOf({ ...subject, basePath: "/v2" }, server.origin);
  const call = callOf(subject, { whole: true });
  server.seen.length = 0;
  server.respond = sendBody(400, { error: { message: "No such parameter." } });
  await expect(eventsOf(other, call)).rejects.toMatchObject({ code: "bad_request" });
  expect(server.seen.map(({ body }) => streams(body))).toEqual([false, true]);
  server.seen.length = 0;
  server.respond = sendBody(401, { error: { message: "Bad key." } });
  await expect(eventsOf(other, call)).rejects.toMatchObject({ code: "authentication" });
  expect(server.seen.map(({ body }) => streams(body))).toEqual([false]);
});

it("a whole answer is read whatever its server calls it, and so is a stream in its place", async () => {
  const client = await clientOf({ ...subject, basePath: "/v3" }, server.origin);
  const choice = { index: 0, message: { role: "assistant", content: "Hello" }, finish_reason: "stop" };
  const body = JSON.stringify({ id: "c", choices: [choice] });
  const stream = `data: ${JSON.stringify({ id: "c", choices: [{ ...choice, delta: choice.message, message: undefined }] })}\n\n`;
  for (const [type, sent] of [
    ["text/plain", body],
    [undefined, body],
    ["text/event-stream", stream],
    [undefined, stream],
  ] as const) {
    server.respond = (_request, response) =>
      void response.writeHead(200, type === undefined ? {} : { "content-type": type }).end(sent);
    expect(joined(await eventsOf(client, callOf(subject, { whole: true })), "text-delta")).toBe("Hello");
  }
});
