import { createServer, type ServerResponse } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { PieceWriter } from "./piece-writer.ts";

/** Lets `answer` answer one request of a socket that `read` has. */
async function answered(
  answer: (response: ServerResponse) => void | Promise<void>,
  read: (socket: Socket) => Promise<void>,
): Promise<void> {
  const server = createServer((_request, response) => void answer(response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  try {
    socket.write("GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    await read(socket);
  } finally {
    socket.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

async function textOf(socket: Socket): Promise<string> {
  let text = "";
  for await (const part of socket) text += String(part);
  return text;
}

/** The body without the sizes of its chunks. */
function bodyOf(text: string): string {
  const lines = text.slice(text.indexOf("\r\n\r\n") + 4).split("\r\n");
  return lines.filter((_line, index) => index % 2 === 1).join("");
}

test("of a burst nothing is lost or out of order, and the end comes last", async () => {
  const pieces = Array.from({ length: 50 }, (_, index) => `data: ${index}\n\n`);
  let text = "";
  await answered(
    async (response) => {
      const writer = new PieceWriter(response);
      for (const [index, piece] of pieces.entries()) {
        expect(writer.write(Buffer.from(piece))).toBeUndefined();
        if (index % 7 === 0) await setImmediate();
      }
      writer.end("data: last\n\n");
    },
    async (socket) => {
      text = await textOf(socket);
    },
  );
  expect(bodyOf(text)).toBe(`${pieces.join("")}data: last\n\n`);
});

test("what waits goes out by itself", async () => {
  const over = Promise.withResolvers<void>();
  await answered(
    (response) => {
      const writer = new PieceWriter(response);
      writer.write(Buffer.from("data: first\n\n"));
      writer.write(Buffer.from("data: second\n\n"));
      void over.promise.then(() => writer.end());
    },
    async (socket) => {
      let text = "";
      for await (const part of socket) {
        text += String(part);
        if (text.includes("second")) over.resolve();
      }
      expect(bodyOf(text)).toBe("data: first\n\ndata: second\n\n");
    },
  );
});

test("a reader that reads nothing makes the writer wait, and one that leaves lets it go", async () => {
  const isFull = Promise.withResolvers<void>();
  const gone = Promise.withResolvers<boolean>();
  await answered(
    async (response) => {
      const writer = new PieceWriter(response);
      for (let wait = writer.write(Buffer.alloc(64 * 1024)); ; wait = writer.write(Buffer.alloc(64 * 1024))) {
        if (wait === undefined) continue;
        isFull.resolve();
        await wait;
        if (response.destroyed) return gone.resolve(true);
      }
    },
    async (socket) => {
      socket.pause();
      await isFull.promise;
      socket.destroy();
      expect(await gone.promise).toBe(true);
    },
  );
});
