// An OpenAI-shaped upstream that answers at once: whole, or as 20 events; "slowly" gets one event a second for ever. Prints its port.
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

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (part: Buffer) => chunks.push(part));
  request.on("end", () => {
    const body = Buffer.concat(chunks);
    if (body.includes("slowly")) {
      response.writeHead(200, { "content-type": "text/event-stream" }).write(events[1]);
      const timer = setInterval(() => response.write(events[1]), 1_000);
      response.on("close", () => clearInterval(timer));
      return;
    }
    if (!body.includes('"stream":true')) {
      response.writeHead(200, { "content-type": "application/json", "content-length": whole.length }).end(whole);
      return;
    }
    response.writeHead(200, { "content-type": "text/event-stream" });
    let index = 0;
    const next = (): void => {
      const event = events[index++];
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
