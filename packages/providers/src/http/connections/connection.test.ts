import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { afterEach, expect, it } from "vitest";
import { Connection } from "./connection.ts";
import { openSocket } from "./open-socket.ts";
import { SentRequest } from "./sent-request.ts";

const open: { close(): void }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

/** What becomes of a connection whose socket says so much is not sent yet when an answer has come. */
async function afterAnswer(unsent: () => number): Promise<"kept" | "closed"> {
  const server = createServer((socket: Socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"));
  }).listen(0, "127.0.0.1");
  open.push(server);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const line = openSocket(
    { isSecure: false, hostname: "127.0.0.1", port },
    { session: undefined, onSession: () => undefined },
  );
  await once(line.socket, "connect");
  Object.defineProperty(line.socket, "writableLength", { get: unsent });
  const { promise, resolve } = Promise.withResolvers<"kept" | "closed">();
  const connection = new Connection(line, {
    onIdle: () => resolve("kept"),
    onClose: () => resolve("closed"),
    onHungUp: () => resolve("closed"),
  });
  open.push(connection);
  const answered = Promise.withResolvers<void>();
  const handler = {
    onHeaders: () => undefined,
    onData: () => undefined,
    onEnd: () => answered.resolve(),
    onError: answered.reject,
  };
  connection.send(new SentRequest({ head: "POST / HTTP/1.1\r\n\r\n", body: undefined }, handler), performance.now());
  await answered.promise;
  return promise;
}

it("is kept where its socket tells a turn of the loop later that all was sent, as TLS does", async () => {
  let asked = 0;
  expect(await afterAnswer(() => (asked++ === 0 ? 20 : 0))).toBe("kept");
});

it("is closed where the answer came before its question was sent whole", async () => {
  expect(await afterAnswer(() => 20)).toBe("closed");
});
