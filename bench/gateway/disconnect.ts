// From a client that hangs up to its upstream being given up: relayed and translated, whole and streamed.
//   node bench/gateway/disconnect.ts [--runs 20]
import { createServer, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { parseArgs } from "node:util";
import { startTarget } from "./target.ts";

const { values } = parseArgs({ options: { runs: { type: "string", default: "20" } } });

/** Told of each call that arrived, and when it was given up. */
let arrived: (call: { readonly gone: Promise<number> }) => void = () => undefined;
const event = (data: object): string =>
  `event: ${"type" in data ? String(data.type) : ""}\ndata: ${JSON.stringify(data)}\n\n`;
/** Streams begin and then say nothing more; whole answers never come. */
function answer(url: string, streams: boolean, response: ServerResponse): void {
  if (!streams) return;
  response.writeHead(200, { "content-type": "text/event-stream" });
  if (url.endsWith("/messages")) {
    const message = {
      id: "m",
      type: "message",
      role: "assistant",
      model: "m",
      content: [],
      usage: { input_tokens: 1 },
    };
    response.write(event({ type: "message_start", message }));
    response.write(event({ type: "content_block_start", index: 0, content_block: { type: "text", text: "" } }));
    response.write(event({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "word" } }));
  } else response.write(`data: {"choices":[{"index":0,"delta":{"content":"word"},"finish_reason":null}]}\n\n`);
}
const upstream = createServer((call, response) => {
  let body = "";
  call.on("data", (part: Buffer) => {
    body += part.toString();
  });
  call.on("end", () => {
    arrived({ gone: new Promise((resolve) => response.once("close", () => resolve(performance.now()))) });
    answer(call.url ?? "", body.includes('"stream":true'), response);
  });
});
await new Promise<void>((resolve) => {
  upstream.listen(0, "127.0.0.1", resolve);
});
const origin = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
await using ours = await startTarget("ours", [path.join(import.meta.dirname, "our-gateway.ts"), origin]);

/** Ms from hanging up to the upstream's connection being closed. A stream is left after its first piece. */
async function once(model: string, stream: boolean): Promise<number> {
  const reached = new Promise<{ readonly gone: Promise<number> }>((resolve) => {
    arrived = resolve;
  });
  const body = JSON.stringify({ model, stream, messages: [{ role: "user", content: "Hello" }] });
  const call = request({
    port: ours.port,
    host: "127.0.0.1",
    path: "/v1/chat/completions",
    method: "POST",
    agent: false,
    headers: { authorization: "Bearer bench-token", "content-type": "application/json" },
  });
  call.on("error", () => undefined); // Hanging up is what is measured.
  const begun = new Promise<void>((resolve) => {
    call.once("response", (response) => response.once("data", () => resolve()));
  });
  call.end(body);
  const { gone } = await reached;
  if (stream) await begun;
  const left = performance.now();
  call.destroy();
  return (await gone) - left;
}

const runs = Number(values.runs);
console.log("| way        | answer | median ms | most ms |\n| ---------- | ------ | --------: | ------: |");
for (const [way, model] of [
  ["relayed", "kimi-k3"],
  ["translated", "claude-sonnet-5.5"],
] as const)
  for (const stream of [false, true]) {
    const took: number[] = [];
    for (let run = 0; run < runs; run++) took.push(await once(model, stream));
    took.sort((a, b) => a - b);
    const [median = 0, most = 0] = [took[Math.floor(runs / 2)], took.at(-1)];
    console.log(
      `| ${way.padEnd(10)} | ${stream ? "SSE   " : "JSON  "} | ${median.toFixed(1).padStart(9)} | ${most.toFixed(1).padStart(7)} |`,
    );
  }
upstream.closeAllConnections();
upstream.close();
