import { connect, type Socket } from "node:net";
import { once } from "node:events";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openRelayGateway, type RelayGateway } from "./open-relay-gateway.ts";

let open: RelayGateway;
beforeAll(async () => {
  open = await openRelayGateway([]);
});
afterAll(() => open[Symbol.asyncDispose]());

async function dial(): Promise<Socket> {
  const socket = connect(open.gateway.port, "127.0.0.1");
  await once(socket, "connect");
  return socket;
}

it("cuts callers off that never finish their headers, and answers others meanwhile", { timeout: 60_000 }, async () => {
  const sockets = await Promise.all(Array.from({ length: 300 }, dial));
  const drip = setInterval(() => {
    for (const socket of sockets) if (socket.writable) socket.write("x-slow: 1\r\n");
  }, 500);
  const ends = sockets.map((socket) => {
    socket.on("error", () => {}).resume();
    socket.write("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\n");
    return once(socket, "close");
  });
  expect((await fetch(`${open.gateway.url}/health`)).status).toBe(200);
  await Promise.all(ends);
  clearInterval(drip);
  expect((await fetch(`${open.gateway.url}/health`)).status).toBe(200);
});

const SMUGGLED = "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";

it.each([
  ["two lengths", "Content-Length: 0\r\nContent-Length: 45\r\n\r\n"],
  ["a length and chunks", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"],
  ["another coding than chunks", "Transfer-Encoding: identity\r\n\r\n"],
  ["a length that is none", "Content-Length: +0\r\n\r\n"],
  ["a blank before the colon", "Content-Length : 0\r\n\r\n"],
  ["a folded header", "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n"],
  ["a bare line feed", "X: 1\nContent-Length: 0\r\n\r\n"],
])("refuses a request with %s, and reads nothing after it as another", async (_name, rest) => {
  const socket = await dial();
  let heard = "";
  socket.on("error", () => {}).on("data", (piece) => (heard += String(piece)));
  socket.write(`POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\n${rest}${SMUGGLED}`);
  await once(socket, "close");
  // Where the door refuses before the parser does, both may say so.
  const statuses = [...heard.matchAll(/HTTP\/1\.1 (\d+) /g)].map(([, status]) => Number(status));
  expect(statuses.length).toBeGreaterThan(0);
  expect(statuses.filter((status) => status < 400 || status > 499)).toEqual([]);
});
