// An upstream that answers at once, in OpenAI's words or, at /messages, in Anthropic's: whole, or as 20 pieces; "slowly" gets one event a second for ever. Prints its port.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const CHUNKS = 20;
const usage = { prompt_tokens: 12, completion_tokens: CHUNKS, total_tokens: 12 + CHUNKS };
const head = { id: "chatcmpl-1", created: 1_700_000_000, model: "bench" };
const whole = Buffer.from(
  JSON.stringify({
    ...head,
    object: "chat.completion",
    choices: [{ index: 0, message: { role: "assistant", content: "word ".repeat(CHUNKS) }, finish_reason: "stop" }],
    usage,
  }),
);
const chunk = (delta: object, finish: string | null, extra: object = {}): string =>
  `data: ${JSON.stringify({ ...head, object: "chat.completion.chunk", choices: [{ index: 0, delta, finish_reason: finish }], ...extra })}\n\n`;
const events = [
  chunk({ role: "assistant", content: "" }, null),
  ...Array.from({ length: CHUNKS }, () => chunk({ content: "word " }, null)),
  chunk({}, "stop"),
  `data: ${JSON.stringify({ ...head, object: "chat.completion.chunk", choices: [], usage })}\n\n`,
  "data: [DONE]\n\n",
];

const named = (event: Readonly<Record<string, unknown>>): string =>
  `event: ${String(event["type"])}\ndata: ${JSON.stringify(event)}\n\n`;
const message = { id: "msg_1", type: "message", role: "assistant", model: "bench", stop_sequence: null };
const spent = { input_tokens: 12, output_tokens: CHUNKS };
const wholeMessage = Buffer.from(
  JSON.stringify({
    ...message,
    content: [{ type: "text", text: "word ".repeat(CHUNKS) }],
    stop_reason: "end_turn",
    usage: spent,
  }),
);
const messageEvents = [
  named({ type: "message_start", message: { ...message, content: [], stop_reason: null, usage: spent } }),
  named({ type: "content_block_start", index: 0, content_block: { type: "text", text: "" } }),
  ...Array.from({ length: CHUNKS }, () =>
    named({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "word " } }),
  ),
  named({ type: "content_block_stop", index: 0 }),
  named({ type: "message_delta", delta: { stop_reason: "end_turn", stop_sequence: null }, usage: spent }),
  named({ type: "message_stop" }),
];

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (part: Buffer) => chunks.push(part));
  request.on("end", () => {
    const body = Buffer.concat(chunks);
    const isMessages = request.url?.includes("/messages") === true;
    const [answer, pieces] = isMessages ? [wholeMessage, messageEvents] : [whole, events];
    if (body.includes("slowly")) {
      response.writeHead(200, { "content-type": "text/event-stream" }).write(events[1]);
      const timer = setInterval(() => response.write(events[1]), 1_000);
      response.on("close", () => clearInterval(timer));
      return;
    }
    if (!body.includes('"stream":true')) {
      response.writeHead(200, { "content-type": "application/json", "content-length": answer.length }).end(answer);
      return;
    }
    response.writeHead(200, { "content-type": "text/event-stream" });
    let index = 0;
    const next = (): void => {
      const event = pieces[index++];
      if (event === undefined) response.end();
      else {
        response.write(event);
        setImmediate(next);
      }
    };
    next();
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => console.log((server.address() as AddressInfo).port));
