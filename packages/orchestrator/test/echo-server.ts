import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What one request looked like. */
export interface Seen {
  readonly path: string;
  readonly key: string;
  readonly body: string;
}

/** A provider that speaks the chat protocol and, asked to fail, says the caller's key back in every form it can think of. */
export interface EchoServer extends AsyncDisposable {
  readonly url: string;
  readonly origin: string;
  readonly seen: readonly Seen[];
}

type Answer = (response: ServerResponse, seen: Seen) => void;

/** The word `[[mode]]` anywhere in a request's body chooses how it is answered; `ok` otherwise. */
export const MODES: readonly string[] = [
  "ok",
  "json-400",
  "json-401",
  "json-403",
  "json-404",
  "json-429",
  "json-500",
  "json-529",
  "text-401",
  "text-500",
  "html-403",
  "html-502",
  "sse-error",
  "sse-error-late",
  "sse-broken",
  "json-broken",
  "detail-422",
  "redirect-307",
  "cut",
  "hang",
];

/** Starts one on a free loopback port. `answer` is what a successful answer says. */
export async function startEchoServer(
  answer: (seen: Seen) => string = () => "All is well.",
  redirectTo = "http://127.0.0.1:9/",
): Promise<EchoServer> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const one = { path: request.url ?? "", key: keyOf(request), body };
      seen.push(one);
      const mode = /\[\[([a-z0-9-]+)\]\]/.exec(body)?.[1] ?? "ok";
      response.setHeader("x-request-id", `req-${one.key}`);
      answerIn(mode, { answer, redirectTo })(response, one);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${origin}/v1`,
    origin,
    seen,
    [Symbol.asyncDispose]: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function answerIn(
  mode: string,
  world: { readonly answer: (seen: Seen) => string; readonly redirectTo: string },
): Answer {
  const [kind = "", code = ""] = mode.split(/-(?=\w+$)/);
  const status = Number(code);
  if (kind === "json")
    return code === "broken"
      ? (response, { key }) => send(response, 200, "application/json", `{"choices": [ ${echo(key)}`)
      : (response, { key }) =>
          send(response, status, "application/json", JSON.stringify({ error: { message: echo(key), code: key } }));
  if (kind === "detail")
    return (response, { key }) =>
      send(
        response,
        status,
        "application/json",
        JSON.stringify({ detail: [{ loc: ["header", key], msg: echo(key) }] }),
      );
  if (kind === "text") return (response, { key }) => send(response, status, "text/plain", echo(key));
  if (kind === "html")
    return (response, { key }) =>
      send(response, status, "text/html", `<html><title>Denied ${key}</title><body>${echo(key)}</body></html>`);
  if (kind === "redirect")
    return (response, { key }) => {
      response.setHeader("location", `${world.redirectTo}?key=${encodeURIComponent(key)}`);
      send(response, status, "text/plain", echo(key));
    };
  if (mode.startsWith("sse") || mode === "cut") return (response, one) => streamTrouble(mode, response, one);
  if (mode === "hang") return () => undefined;
  return (response, one) => succeed(response, one, world.answer(one));
}

function streamTrouble(mode: string, response: ServerResponse, { key }: Seen): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  if (mode !== "sse-error") response.write(chunk({ content: "A beginning " }));
  if (mode === "cut") {
    setTimeout(() => response.destroy(), 5);
    return;
  }
  const event = mode === "sse-broken" ? `{"choices": ${echo(key)}` : JSON.stringify({ error: { message: echo(key) } });
  response.end(`data: ${event}\n\n`);
}

function succeed(response: ServerResponse, { path, body }: Seen, text: string): void {
  if (path.endsWith("/embeddings"))
    return send(
      response,
      200,
      "application/json",
      JSON.stringify({ data: [{ index: 0, embedding: [0.1, 0.2] }], usage: { prompt_tokens: 2, total_tokens: 2 } }),
    );
  if (path.includes("/images/"))
    return send(
      response,
      200,
      "application/json",
      JSON.stringify({
        data: [
          {
            b64_json:
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
          },
        ],
      }),
    );
  if (!body.includes('"stream":true'))
    return send(response, 200, "application/json", JSON.stringify({ data: [], models: [] }));
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const piece of text.match(/.{1,9}/gs) ?? []) response.write(chunk({ content: piece }));
  response.write(chunk({}, "stop"));
  response.end("data: [DONE]\n\n");
}

function chunk(delta: object, finish: string | null = null): string {
  const usage = finish === null ? {} : { usage: { prompt_tokens: 9, completion_tokens: 4, total_tokens: 13 } };
  const data = {
    id: "c",
    object: "chat.completion.chunk",
    created: 1,
    model: "m",
    choices: [{ index: 0, delta, finish_reason: finish }],
    ...usage,
  };
  return `data: ${JSON.stringify(data)}\n\n`;
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { "content-type": type });
  response.end(body);
}

/** The key as it is, in base64 (also of the whole header), hex, URL form, JSON form and backwards. */
function echo(key: string): string {
  const bytes = Buffer.from(key);
  return [
    `Incorrect API key provided: ${key}. Header: Bearer ${key}.`,
    bytes.toString("base64"),
    Buffer.from(`Bearer ${key}`).toString("base64"),
    Buffer.from(`user:${key}`).toString("base64url"),
    bytes.toString("hex"),
    encodeURIComponent(key),
    JSON.stringify(key),
  ].join(" ");
}

function keyOf(request: IncomingMessage): string {
  const { authorization, "x-api-key": api, "x-goog-api-key": google } = request.headers;
  const value = authorization?.replace(/^Bearer /, "") ?? api ?? google ?? "";
  return Array.isArray(value) ? value.join() : value;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}
