import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import type { GatewayRequest } from "../http/gateway-request.ts";
import { createReplays } from "./replays.ts";

it("keeps the answers of the newest idempotency keys, and no more than 64 MiB of them", async () => {
  const replays = createReplays({ ttlSeconds: () => 0, now: () => 0 });
  const body = Buffer.alloc(3 * 1024 * 1024, "x");
  const ran: string[] = [];
  const server = createServer((raw, response) => {
    const key = { id: "owner" } as GatewayRequest["key"];
    const query = new URLSearchParams();
    const request: Partial<GatewayRequest> = {
      raw,
      response,
      id: "req_1",
      path: "/",
      query,
      key,
      isSpoilt: () => false,
    };
    const run = async (): Promise<void> => {
      ran.push(String(raw.headers["idempotency-key"]));
      response.end(body);
    };
    void replays.answer(request as GatewayRequest, Buffer.from("{}"), run);
  }).listen(0, "127.0.0.1");
  await new Promise((ready) => server.once("listening", ready));
  const ask = async (key: string): Promise<void> => {
    const { port } = server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}/`, { headers: { "idempotency-key": key } });
    expect((await answer.arrayBuffer()).byteLength).toBe(body.length);
  };
  const keys = Array.from({ length: 24 }, (_, index) => `key ${index}`);
  for (const key of keys) await ask(key);
  expect(ran).toEqual(keys);
  await ask("key 23");
  expect(ran).toHaveLength(24);
  await ask("key 0");
  expect(ran).toHaveLength(25);
  await new Promise((closed) => server.close(closed));
});
