import type { RequestListener } from "node:http";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import type { HttpRequest, WholeAnswer } from "../http-answer.ts";
import { serveAnswer } from "./testing/serve-answer.ts";

type Asking = Partial<Pick<HttpRequest, "method" | "headers" | "body" | "signal">>;

async function against(answer: RequestListener): Promise<(asking?: Asking) => Promise<WholeAnswer>> {
  const { connections, origin } = await serveAnswer(answer);
  const url = new URL(`${origin}/a/b/?c=d`);
  return (asking) =>
    connections.sendWhole({ url, method: "POST", headers: {}, body: "", signal: undefined, ...asking });
}

it.each([
  ["ASCII", "plain"],
  ["latin1", "caf\u00E9"],
  ["any text", "Grüße, 世界 🌍"],
  ["long ASCII", "x".repeat(300_000)],
  ["long text", "世".repeat(100_000)],
  ["bytes", Buffer.from([0, 128, 255, 10])],
  ["many bytes", Buffer.alloc(100_000, "\u00E9")],
  ["nothing", null],
  ["an empty text", ""],
])("sends a body of %s as it is, and gives the answer back whole", async (_name, body) => {
  const send = await against(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const { method, url, headers } = request;
    response.setHeader("x-asked", `${method} ${url} ${headers["content-length"]} ${headers["x-one"]} ${headers.host}`);
    response.end(Buffer.concat(pieces));
  });
  const answer = await send({ body, headers: { "x-one": "caf\u00E9" } });
  const bytes = Buffer.from(body ?? "");
  expect(answer.status).toBe(200);
  expect(answer.body.equals(bytes)).toBe(true);
  expect(answer.headers.get("X-Asked")).toMatch(new RegExp(`^POST /a/b/\\?c=d ${bytes.length} caf\u00E9 127.0.0.1:`));
});

it.each(["GET", "DELETE"])("sends %s without a body", async (method) => {
  const send = await against((request, response) => void response.end(`${request.method}`));
  expect((await send({ method, body: null })).body.toString()).toBe(method);
});

it("gathers an answer that comes in pieces", async () => {
  const send = await against(async (_request, response) => {
    for (const piece of ["Grü", "ße, ", "世"]) {
      response.write(piece);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    response.end("界");
  });
  expect((await send()).body.toString()).toBe("Grüße, 世界");
});

it.each([
  ["gzip", gzipSync],
  ["deflate", deflateSync],
  ["br", brotliCompressSync],
])("reads a body that a server sent as %s without being asked to, up to a limit", async (encoding, compress) => {
  let text = "Grüße ".repeat(1_000);
  const send = await against(
    (_request, response) => void response.writeHead(200, { "content-encoding": encoding }).end(compress(text)),
  );
  expect((await send()).body.toString()).toBe(text);
  text = "x".repeat(64 * 1024 * 1024 + 1);
  await expect(send()).rejects.toThrow("longer than");
});

it("fails for what is no such encoding", async () => {
  const send = await against(
    (_request, response) => void response.writeHead(200, { "content-encoding": "gzip" }).end("no"),
  );
  await expect(send()).rejects.toThrow("header");
});

it.each([
  ["is none", () => Buffer.from("no")],
  ["breaks off", () => gzipSync("because").subarray(0, 12)],
])("a refusal whose encoding %s is still a refusal", async (_name, body) => {
  const send = await against(
    (_request, response) =>
      void response.writeHead(429, { "content-encoding": "gzip", "retry-after": "7" }).end(body()),
  );
  const answer = await send();
  expect([answer.status, answer.headers.get("retry-after"), answer.body.length]).toEqual([429, "7", 0]);
});

it("gives up an answer that is too large, and its connection", async () => {
  let isClosed = false;
  const send = await against((_request, response) => {
    response.once("close", () => (isClosed = true));
    const piece = Buffer.alloc(1024 * 1024);
    const more = (): void => void response.write(piece, (error) => (error ?? isClosed) || more());
    more();
  });
  await expect(send()).rejects.toThrow("longer than 67108864 bytes");
  await expect.poll(() => isClosed).toBe(true);
});

it("an abort closes the connection, before the headers and in the middle of the body, with the abort's reason", async () => {
  let [asked, closed] = [0, 0];
  const send = await against((request, response) => {
    asked += 1;
    response.once("close", () => (closed += 1));
    if (request.headers["x-begin"] !== undefined) response.writeHead(200).write("beginning");
  });
  const reason = new Error("enough");
  for (const headers of [{}, { "x-begin": "1" }] as const) {
    const before = asked;
    const aborting = new AbortController();
    const asking = send({ headers, signal: aborting.signal });
    await expect.poll(() => asked).toBe(before + 1);
    aborting.abort(reason);
    await expect(asking).rejects.toBe(reason);
  }
  await expect(send({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  await expect.poll(() => closed).toBe(2);
  expect(asked).toBe(2);
});

it("a connection that breaks rejects; of a refusal what came is given", async () => {
  const send = await against((request, response) => {
    response.writeHead(Number(request.headers["x-status"]), { "content-length": "100" }).write("because", () => {
      setTimeout(() => request.socket.destroy(), 10);
    });
  });
  await expect(send({ headers: { "x-status": "200" } })).rejects.toThrow("too early");
  const answer = await send({ headers: { "x-status": "429" } });
  expect([answer.status, answer.body.toString()]).toEqual([429, "because"]);
});

it.each([
  [{ headers: { connection: "close" } }, "connection"],
  [{ headers: { "x-one": "a\r\nx-two: b" } }, "x-one"],
  [{ headers: { "x-one": "世" } }, "x-one"],
  [{ method: "HEAD" }, "HEAD"],
  [{ method: "GET / HTTP/1.1\r\n" }, "GET"],
] as const)("sends nothing of what would not be read as it is meant: %j", async (asking, named) => {
  let asked = 0;
  const send = await against((_request, response) => {
    asked += 1;
    response.end();
  });
  await expect(send(asking)).rejects.toThrow(named);
  expect(asked).toBe(0);
});

it("sends nothing more once its connections are disposed of, to nobody", async () => {
  let asked = 0;
  const { connections, origin } = await serveAnswer((_request, response) => {
    asked += 1;
    response.end();
  });
  connections[Symbol.dispose]();
  const asking = { url: new URL(origin), method: "POST", headers: {}, body: "", signal: undefined };
  await expect(connections.sendWhole(asking)).rejects.toThrow("closed");
  expect(asked).toBe(0);
});
