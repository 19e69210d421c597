// How the gateway keeps: start to ready, idle memory, memory over many requests, memory of many slow streams.
//   node bench/gateway/endurance.ts [--requests 200000] [--streams 2000] [--model kimi-k3]
// kimi-k3 is relayed, claude-haiku-5.5 translated.
import { request } from "node:http";
import path from "node:path";
import { parseArgs } from "node:util";
import { runLoad } from "./load.ts";
import { residentMiB, startTarget } from "./target.ts";

const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "200000" },
    streams: { type: "string", default: "2000" },
    model: { type: "string", default: "kimi-k3" },
  },
});
const here = (file: string): string => path.join(import.meta.dirname, file);
const headers = { authorization: "Bearer bench-token" };
const bodyOf = (content: string, extra: object = {}): string =>
  JSON.stringify({ model: values.model, messages: [{ role: "user", content }], ...extra });

await using upstream = await startTarget("upstream", [here("mock-upstream.ts")]);
const started = performance.now();
await using ours = await startTarget("ours", [here("our-gateway.ts"), `http://127.0.0.1:${upstream.port}`]);
console.log(
  `start to ready (from source): ${(performance.now() - started).toFixed(0)} ms; idle: ${residentMiB(ours.pid).toFixed(0)} MiB`,
);

const wanted = Number(values.requests);
let done = 0;
let warm = 0;
while (done < wanted) {
  const seen = await runLoad({
    port: ours.port,
    headers,
    body: bodyOf("A few words, please."),
    connections: 16,
    seconds: 5,
  });
  done += seen.requests;
  const now = residentMiB(ours.pid);
  if (warm === 0 && done > wanted / 10) warm = now;
  console.log(
    `${done} requests, ${seen.failed} failed: ${now.toFixed(0)} MiB${warm === 0 ? "" : `, ${((now / warm - 1) * 100).toFixed(0)} % over warm`}`,
  );
}

const before = residentMiB(ours.pid);
const body = bodyOf("slowly, please", { stream: true });
const opened = await Promise.all(
  Array.from(
    { length: Number(values.streams) },
    () =>
      new Promise<() => void>((resolve, reject) => {
        const call = request(
          {
            port: ours.port,
            host: "127.0.0.1",
            agent: false,
            method: "POST",
            path: "/v1/chat/completions",
            headers: { ...headers, "content-type": "application/json", "content-length": Buffer.byteLength(body) },
          },
          (response) => response.once("data", () => resolve(() => call.destroy())).resume(),
        );
        call.once("error", reject);
        call.end(body);
      }),
  ),
);
await new Promise((resolve) => setTimeout(resolve, 5_000));
console.log(
  `${opened.length} open slow streams: ${(((residentMiB(ours.pid) - before) * 1024) / opened.length).toFixed(0)} KiB each`,
);
for (const close of opened) close();
