import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { recordResponse, type RecordedAnswer } from "./record-response.ts";

it("keeps the very bytes, whatever encoding they were written in", async () => {
  const bytes = Buffer.from("Grüße, 世界");
  let resolve: (answer: RecordedAnswer | undefined) => void;
  const recorded = new Promise<RecordedAnswer | undefined>((done) => (resolve = done));
  const server = createServer((_request, response) => {
    recordResponse(response, 1_000, resolve);
    response.write(bytes);
    response.write("ü");
    response.end(bytes.toString("latin1"), "latin1");
  }).listen(0, "127.0.0.1");
  await new Promise((ready) => server.once("listening", ready));
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const sent = Buffer.from(await answer.arrayBuffer());
  expect((await recorded)?.body).toEqual(sent);
  expect(sent).toEqual(Buffer.concat([bytes, Buffer.from("ü"), bytes]));
  await new Promise((closed) => server.close(closed));
});
