import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openGatewayBefore, type OwnGateway } from "./open-gateway-before.ts";

/** A server may close a connection that was kept open just as the next request is on its way. */
let server: Server;
let own: OwnGateway;
/** What is done with each question: `count` is its number on its connection, from 1. */
let act: (socket: Socket, count: number) => "answer" | "hang up";
let asked: number[];

beforeEach(async () => {
  asked = [];
  const counts = new Map<Socket, number>();
  server = createServer((request, response) => {
    request.resume().once("end", () => {
      if (request.method !== "POST") return void response.end(JSON.stringify({ data: [{ id: "one" }] }));
      const count = (counts.get(request.socket) ?? 0) + 1;
      counts.set(request.socket, count);
      asked.push(count);
      if (act(request.socket, count) === "hang up") return void request.socket.destroy();
      response.setHeader("content-type", "application/json");
      // Says nothing of how long it keeps its connections.
      response.setHeader("connection", "keep-alive");
      response.end(
        JSON.stringify({
          id: "c1",
          object: "chat.completion",
          created: 1,
          model: "one",
          choices: [{ index: 0, message: { role: "assistant", content: "hello" }, finish_reason: "stop" }],
          usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
        }),
      );
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  own = await openGatewayBefore(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { local: false });
});
afterEach(async () => {
  await own[Symbol.asyncDispose]();
  server.closeAllConnections();
  server.close();
});

async function ask(): Promise<number> {
  return (await answer()).status;
}

async function answer(): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(`${own.gateway.url}/v1/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${own.token}` },
    body: JSON.stringify({ model: "mine/one", messages: [{ role: "user", content: "hello" }] }),
  });
  return { status: response.status, text: await response.text() };
}

it("asks once more where a kept connection was closed without an answer", async () => {
  act = (_socket, count) => (count === 1 ? "answer" : "hang up");
  for (let turn = 0; turn < 3; turn++) expect(await ask()).toBe(200);
  expect(asked).toEqual([1, 2, 1, 2, 1]);
});

it("asks once only where the connection was made for it", async () => {
  act = () => "hang up";
  expect(await ask()).toBe(502);
  expect(asked).toEqual([1]);
});

it("gives up where the second one is closed too", async () => {
  let left = 1;
  act = () => (left-- > 0 ? "answer" : "hang up");
  expect(await ask()).toBe(200);
  expect(await ask()).toBe(502);
  expect(asked).toEqual([1, 2, 1]);
});

it("says why there was no connection at all", async () => {
  server.close();
  server.closeAllConnections();
  const { status, text } = await answer();
  expect(status).toBe(502);
  expect(text).toContain("mine: cannot reach 127.0.0.1:");
  expect(text).toContain("(ECONNREFUSED)");
});
