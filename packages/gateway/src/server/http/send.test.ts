import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { sendJson, startEvents } from "./send.ts";

/** What a client gets of an answer, and in how many pieces the answer wrote its events. */
async function answered(run: (response: ServerResponse) => Promise<void>): Promise<{ text: string; writes: number }> {
  let writes = 0;
  const server = createServer((_request, response) => {
    const write = response.write.bind(response);
    response.write = ((chunk: string) => {
      writes += 1;
      return write(chunk);
    }) as typeof response.write;
    void run(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    return { text: await answer.text(), writes };
  } finally {
    server.close();
  }
}

it("writes events that are sent in one go at once, in order, and what comes later by itself", async () => {
  const { text, writes } = await answered(async (response) => {
    const events = startEvents({ response, id: "req_1", keepAliveMs: 60_000 });
    await Promise.resolve();
    await events.send("1");
    await events.send("2", "named", "7");
    await new Promise((resolve) => setImmediate(resolve));
    await events.send("3");
    await new Promise((resolve) => setImmediate(resolve));
    await events.send("4");
    events.end("data: last\n\n");
  });
  expect(text).toBe("data: 1\n\nid: 7\nevent: named\ndata: 2\n\ndata: 3\n\ndata: 4\n\ndata: last\n\n");
  expect(writes).toBe(2);
});

it("writes what was sent before an end in the same go, once", async () => {
  const { text, writes } = await answered(async (response) => {
    const events = startEvents({ response, id: "req_1", keepAliveMs: 60_000 });
    void events.send("only");
    events.end();
  });
  expect([text, writes]).toEqual(["data: only\n\n", 0]);
});

it("makes who sends more than the reader takes wait until there is room", async () => {
  const waits: boolean[] = [];
  const { text } = await answered(async (response) => {
    const events = startEvents({ response, id: "req_1", keepAliveMs: 60_000 });
    for (let index = 0; index < 40; index += 1) {
      const room = events.send("x".repeat(20_000));
      waits.push(room !== undefined);
      await room;
    }
    events.end();
  });
  expect(text.length).toBe(40 * ("data: \n\n".length + 20_000));
  expect(waits).toContain(true);
});

it.each(["plain", "é", "語 🎉", "\u0000\u007f\u0080\u00ff"])("sends %j as UTF-8, whole and in events", async (said) => {
  const whole = await answered(async (response) => sendJson(response, 200, { said }));
  expect(JSON.parse(whole.text)).toEqual({ said });
  const { text } = await answered(async (response) => {
    const events = startEvents({ response, id: "req_1", keepAliveMs: 60_000 });
    await events.send(said);
    await new Promise((resolve) => setImmediate(resolve));
    await events.send(said);
    events.end();
  });
  expect(text).toBe(`data: ${said}\n\n`.repeat(2));
});
