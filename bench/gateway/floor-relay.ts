// The least a relay in Node can be: bytes in, bytes out, through a pooled undici connection. Checks nothing.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createRequire } from "node:module";
import type * as Undici from "undici";

const { Pool } = createRequire(new URL("../../packages/providers/package.json", import.meta.url))(
  "undici",
) as typeof Undici;
const upstream = process.argv[2];
if (upstream === undefined) throw new Error("Say the upstream's origin.");
const pool = new Pool(upstream, { connections: 256, pipelining: 1 });
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) chunks.push(part);
  const answer = await pool.request({
    path: request.url ?? "/",
    method: "POST",
    headers: { "content-type": "application/json" },
    body: Buffer.concat(chunks),
  });
  response.writeHead(answer.statusCode, { "content-type": String(answer.headers["content-type"]) });
  for await (const part of answer.body as AsyncIterable<Buffer>) response.write(part);
  response.end();
});
server.listen(0, "127.0.0.1", () => console.log((server.address() as AddressInfo).port));
