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

/** How servers say that they only stream, as users of other clients report it. */
const DEMANDS: readonly object[] = [
  {
    error: {
      message: "This model only support stream mode, please enable the stream parameter to access the model. ",
      code: "invalid_parameter_error",
    },
  },
  { detail: "Stream must be set to true" },
  { error: { message: "Requests with max_tokens > 4096 must have stream=true", type: "invalid_request_error" } },
  { error: { message: "parameter.enable_thinking must be set to false for non-streaming calls" } },
  { error: { message: "Streaming is required for operations that may take longer than 10 minutes." } },
  { error: { message: "xunfei api does not support non-stream mode" } },
  { error: { message: "该模型当前仅支持流式调用，请设置 stream: true 后重试。", code: "non_streaming_not_allowed" } },
  { error: { message: "Not allowed.", code: "non_streaming_not_allowed" } },
];

it.each(DEMANDS)(
  "a model that its server only streams is asked for a stream, and the next time at once: %j",
  async (refusal) => {
    const bytes = await recorded(subject, "text");
    server.seen.length = 0;
    server.respond = (request, response, socket) =>
      (streams(request.body) ? sendStream(bytes) : sendBody(400, refusal))(request, response, socket);
    const client = await clientOf({ ...subject, basePath: `/demand${DEMANDS.indexOf(refusal)}` }, server.origin);
    for (let turn = 0; turn < 2; turn += 1)
      expect(joined(await eventsOf(client, callOf(subject, { whole: true })), "text-delta")).not.toBe("");
    expect(server.seen.map(({ body }) => streams(body))).toEqual([false, true, true]);
  },
);

it("a demand that is not kept either fails with the second refusal", async () => {
  const other = await clientOf({ ...subject, basePath: "/v2" }, server.origin);
  server.seen.length = 0;
  server.respond = (request, response, socket) =>
    sendBody(400, { error: { message: streams(request.body) ? "No such parameter." : "Stream must be set to true" } })(
      request,
      response,
      socket,
    );
  await expect(eventsOf(other, callOf(subject, { whole: true }))).rejects.toMatchObject({
    code: "bad_request",
    message: expect.stringContaining("No such parameter") as string,
  });
  expect(server.seen.map(({ body }) => streams(body))).toEqual([false, true]);
});

it.each([
  [400, "No such parameter.", "bad_request"],
  [
    400,
    "Unsupported value: 'stream' does not support true with this model. Only the default (false) value is supported.",
    "bad_request",
  ],
  [400, "Unknown tool: read_stream. Tools must be declared.", "bad_request"],
  [400, "The upstream must be reached first.", "bad_request"],
  [422, "messages: Field required", "bad_request"],
  [401, "Bad key.", "authentication"],
] as const)("any other refusal is asked for once: %d %s", async (status, message, code) => {
  const other = await clientOf({ ...subject, basePath: "/v2" }, server.origin);
  server.seen.length = 0;
  server.respond = sendBody(status, { error: { message } });
  await expect(eventsOf(other, callOf(subject, { whole: true }))).rejects.toMatchObject({ code });
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
