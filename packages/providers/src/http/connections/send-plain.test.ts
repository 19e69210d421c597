import type { RequestListener } from "node:http";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { streamOf } from "../body-source.ts";
import { serveAnswer } from "./testing/serve-answer.ts";
import type { HttpAnswer, HttpRequest } from "../http-answer.ts";

type Asking = Partial<Pick<HttpRequest, "method" | "headers" | "body" | "signal">>;

async function against(answer: RequestListener): Promise<(asking?: Asking) => Promise<HttpAnswer>> {
  const { connections, origin } = await serveAnswer(answer);
  const url = new URL(`${origin}/a/b?c=d`);
  return (asking) => connections.send({ url, method: "GET", headers: {}, body: null, signal: undefined, ...asking });
}

async function textOf({ body }: HttpAnswer): Promise<string> {
  return body === undefined ? "" : await new Response(streamOf(body)).text();
}

it("sends method, path, headers and body, and gives the answer back as it came", async () => {
  const send = await against(async (request, response) => {
    let body = "";
    for await (const piece of request) body += String(piece);
    response.writeHead(418, "Teapot", { "x-one": "1", "x-many": ["a", "b"] });
    response.end(JSON.stringify([request.method, request.url, request.headers["x-asked"], body]));
  });
  const response = await send({ method: "POST", headers: { "x-asked": "yes" }, body: "Grüße" });
  expect(response.status).toBe(418);
  expect(response.headers.get("X-One")).toBe("1");
  expect(response.headers.get("x-none")).toBeNull();
  expect(new Map(response.headers.entries()).get("x-many")).toBe("a, b");
  expect(JSON.parse(await textOf(response))).toEqual(["POST", "/a/b?c=d", "yes", "Grüße"]);
});

it("follows no redirect", async () => {
  const send = await against((_request, response) => void response.writeHead(302, { location: "/elsewhere" }).end());
  const response = await send();
  expect([response.status, response.headers.get("location")]).toEqual([302, "/elsewhere"]);
});

it.each([
  ["gzip", gzipSync],
  ["br", brotliCompressSync],
])("reads a body that a server sent as %s without being asked to", async (encoding, compress) => {
  const send = await against(
    (_request, response) =>
      void response.writeHead(200, { "content-encoding": encoding }).end(compress("Grüße ".repeat(1_000))),
  );
  expect(await textOf(await send())).toBe("Grüße ".repeat(1_000));
});

it("a status that has no body has none", async () => {
  const send = await against((_request, response) => void response.writeHead(204).end());
  expect((await send()).body).toBeUndefined();
});

it("an abort closes the connection, before the headers and in the middle of the body, with the abort's reason", async () => {
  let closed = 0;
  const send = await against((request, response) => {
    response.once("close", () => (closed += 1));
    if (request.headers["x-begin"] !== undefined) response.writeHead(200).write("beginning");
  });
  const reason = new Error("enough");
  const waiting = new AbortController();
  const never = send({ signal: waiting.signal });
  setTimeout(() => waiting.abort(reason), 20);
  await expect(never).rejects.toBe(reason);
  const reading = new AbortController();
  const { body } = await send({ headers: { "x-begin": "1" }, signal: reading.signal });
  await body?.read();
  const next = body?.read();
  reading.abort(reason);
  await expect(next).rejects.toBe(reason);
  await expect(send({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  await expect.poll(() => closed).toBe(2);
});

it("leaving the body closes the connection, and a slow reader makes the server wait", async () => {
  const piece = Buffer.alloc(64 * 1024);
  let sent = 0;
  let isClosed = false;
  const send = await against((_request, response) => {
    response.once("close", () => (isClosed = true));
    const more = (): void => {
      sent += piece.length;
      response.write(piece, (error) => (error ?? isClosed) || more());
    };
    response.writeHead(200);
    more();
  });
  const response = await send();
  await expect.poll(() => sent > 0).toBe(true);
  let before = -1;
  await expect.poll(() => before === (before = sent), { interval: 50 }).toBe(true);
  // What fits into the pieces that may wait, undici's and the sockets' own buffers; not the whole endless body.
  expect(sent).toBeLessThan(64 * 1024 * 1024);
  await response.body?.cancel(undefined);
  await expect.poll(() => isClosed).toBe(true);
});

it("a connection that breaks rejects, or fails the body", async () => {
  const send = await against((request, response) => {
    if (request.headers["x-begin"] === undefined) return void request.socket.resetAndDestroy();
    response.writeHead(200).write("beginning", () => setTimeout(() => request.socket.resetAndDestroy(), 10));
  });
  await expect(send()).rejects.toThrow(/closed|reset|terminated/i);
  const response = await send({ headers: { "x-begin": "1" } });
  await expect(textOf(response)).rejects.toThrow(/closed|reset|terminated/i);
});
