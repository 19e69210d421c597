import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate as turn } from "node:timers/promises";
import { expect, it } from "vitest";
import { createConnections } from "./create-connections.ts";

it("gives a slow reader every byte and no empty pieces", async () => {
  const whole = Buffer.alloc(8_000_000, "abcdefg");
  const server = createServer((_request, response) => response.end(whole));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  using connections = createConnections();
  const { body } = await connections.send({ url, method: "GET", headers: {}, body: null, signal: undefined });
  const pieces: Uint8Array[] = [];
  for (let piece = await body?.read(); piece !== undefined; piece = await body?.read()) {
    // A parser that is resumed without new bytes hands out none: taken for a piece it would go on for ever.
    expect(piece.byteLength).toBeGreaterThan(0);
    pieces.push(piece);
    await turn();
    await turn();
  }
  expect(Buffer.concat(pieces).equals(whole)).toBe(true);
  server.close();
});
