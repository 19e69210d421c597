import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openRelayGateway, type RelayGateway } from "./open-relay-gateway.ts";
import { rawRequest } from "./raw-request.ts";

let open: RelayGateway;
beforeAll(async () => {
  open = await openRelayGateway([]);
});
afterAll(() => open[Symbol.asyncDispose]());

/** Host values that are not this server's; `PORT` is its own. */
const HOSTS = [
  "evil.com",
  "evil.com:PORT",
  "127.0.0.1.nip.io:PORT",
  "localhost.evil.com:PORT",
  "localhost.:PORT",
  "127.0.0.1.:PORT",
  "LOCALHOST.:PORT",
  "127.0.0.1",
  "localhost",
  "127.0.0.1:1",
  "127.0.0.1:PORT1",
  "localhost:0",
  "[::ffff:127.0.0.1]:PORT",
  "[::ffff:7f00:1]:PORT",
  "[::]:PORT",
  "0.0.0.0:PORT",
  "0:PORT",
  "127.1:PORT",
  "127.0.1:PORT",
  "0177.0.0.1:PORT",
  "0x7f.0.0.1:PORT",
  "0x7f000001:PORT",
  "2130706433:PORT",
  "127.0.0.2:PORT",
  "192.168.0.1:PORT",
  "169.254.169.254",
  "user@127.0.0.1:PORT",
  "127.0.0.1:PORT@evil.com",
  "127.0.0.1:PORT/",
  "127.0.0.1:PORT#x",
  "127.0.0.1:PORT?x",
  "http://127.0.0.1:PORT",
  "127.0.0.1,evil.com:PORT",
  "evil.com,127.0.0.1:PORT",
  "127.0.0.1 :PORT",
  "loca\u00a0lhost:PORT",
  "localhost%00.evil.com:PORT",
  "xn--lcalhost-n4a:PORT",
  "metadata.google.internal",
  "*",
  "",
  "null",
] as const;

/** Origins of pages that are not its own. */
const ORIGINS = [
  "http://evil.com",
  "https://evil.com",
  "null",
  "file://",
  "http://127.0.0.1",
  "http://localhost",
  "http://127.0.0.1:1",
  "http://localhost:3000",
  "http://127.0.0.1.nip.io:PORT",
  "http://localhost.evil.com:PORT",
  "http://[::ffff:127.0.0.1]:PORT",
  "http://0.0.0.0:PORT",
  "chrome-extension://abcdef",
  "vscode-webview://x",
  "data:text/html,x",
  "http://127.0.0.1:PORT.evil.com",
  "http://user@127.0.0.1:PORT",
  "http://127.0.0.1:PORT/",
  "HTTP://EVIL.COM",
  "",
] as const;

const PATHS = [
  "/v1/chat/completions",
  "/v1/messages",
  "/v1/responses",
  "/v1beta/models/m:generateContent",
  "/api/v1/turns",
  "/api/v1/purge",
  "/api/v1/login",
] as const;

interface Wish {
  readonly method?: string;
  readonly path: string;
  readonly host?: string;
  readonly headers?: readonly string[];
  readonly type?: string;
  readonly token?: string | undefined;
  readonly body?: string;
}

function send({
  method = "POST",
  path,
  host = "127.0.0.1:PORT",
  headers = [],
  type = "application/json",
  token,
  body = "{}",
}: Wish): Promise<number> {
  const { port } = open.gateway;
  const lines = [
    `${method} ${path} HTTP/1.1`,
    ...(host === "none" ? [] : [`Host: ${host}`]),
    `Content-Type: ${type}`,
    `Content-Length: ${body.length}`,
    ...(token === undefined ? [] : [`Authorization: Bearer ${token}`]),
    ...headers,
    "Connection: close",
  ];
  return rawRequest(
    port,
    `${lines
      .join("\r\n")
      .replaceAll("PORT1", String(port + 1))
      .replaceAll("PORT", String(port))}\r\n\r\n${body}`,
  );
}

/** Sends all, some at a time; gives back those that were not refused with one of `codes`, and what came through. */
async function letIn(wishes: readonly Wish[], codes: readonly number[]): Promise<readonly unknown[]> {
  const wrong: unknown[] = [];
  for (let at = 0; at < wishes.length; at += 32) {
    const slice = wishes.slice(at, at + 32);
    const answers = await Promise.all(slice.map(send));
    for (const [index, status] of answers.entries())
      if (!codes.includes(status)) wrong.push({ status, ...slice[index] });
  }
  refused += wishes.length - wrong.length;
  return [...wrong, ...open.reached];
}

let refused = 0;

describe("the door", () => {
  it("refuses every foreign Host on every path, whatever token is shown", async () => {
    const wishes = HOSTS.flatMap((host) =>
      PATHS.flatMap((path) => [
        { path, host, token: open.token },
        { path, host },
      ]),
    );
    expect(HOSTS.length).toBeGreaterThanOrEqual(40);
    expect(await letIn(wishes, [400, 403])).toEqual([]);
    expect(
      await letIn(
        PATHS.map((path) => ({ path, host: "none", token: open.token })),
        [400],
      ),
    ).toEqual([]);
    expect(
      await letIn(
        PATHS.map((path) => ({ path, headers: ["Host: evil.com"], token: open.token })),
        [400, 403],
      ),
    ).toEqual([]);
    expect(
      await letIn(
        PATHS.map((path) => ({ path: `http://evil.com${path}`, token: open.token })),
        [400, 403],
      ),
    ).toEqual([]);
  });

  it("refuses every foreign Origin on every path, and what browsers say of other sites", async () => {
    expect(ORIGINS.length).toBeGreaterThanOrEqual(20);
    const wishes = ORIGINS.flatMap((origin) =>
      PATHS.flatMap((path) =>
        [undefined, open.token].map((token) => ({ path, headers: [`Origin: ${origin}`], token })),
      ),
    );
    expect(await letIn(wishes, [403])).toEqual([]);
    const sites = ["cross-site", "same-site", "cross-origin", "x"].flatMap((site) =>
      PATHS.map((path) => ({ path, headers: [`Sec-Fetch-Site: ${site}`], token: open.token })),
    );
    expect(await letIn(sites, [403])).toEqual([]);
    expect(
      await letIn(
        HOSTS.flatMap((host) =>
          ORIGINS.map((origin) => ({ path: PATHS[0], host, headers: [`Origin: ${origin}`], token: open.token })),
        ),
        [400, 403],
      ),
    ).toEqual([]);
  });

  it("refuses no token, a wrong one, and one in the wrong place", async () => {
    const guarded = PATHS.filter((path) => path !== "/api/v1/login");
    const tokens = [
      undefined,
      "",
      "x",
      "null",
      "undefined",
      "Bearer",
      "aio-",
      `${open.token}x`,
      open.token.slice(1),
      open.token.toUpperCase(),
      `${open.token} x`,
      "../../token",
    ];
    expect(
      await letIn(
        guarded.flatMap((path) => tokens.map((token) => ({ path, token }))),
        [401],
      ),
    ).toEqual([]);
    expect(
      await letIn(
        guarded.map((path) => ({ path: `${path}?token=${open.token}&key=${open.token}` })),
        [401],
      ),
    ).toEqual([]);
    expect(
      await letIn(
        guarded.map((path) => ({ path, headers: [`Cookie: aio_session=${open.token}`] })),
        [401],
      ),
    ).toEqual([]);
    expect(
      await letIn(
        ["/v1/models", "/metrics", "/api/v1/models", "/nothing", "/", "/.env", "/v1/../metrics"].map((path) => ({
          path,
          method: "GET",
          body: "",
        })),
        [401],
      ),
    ).toEqual([]);
    expect(
      await letIn(
        Array.from({ length: 300 }, (_one, n) => ({ path: PATHS[0], token: `guess-${n}` })),
        [401],
      ),
    ).toEqual([]);
  });

  it("refuses forms and other types a page may send without asking", async () => {
    const types = [
      "text/plain",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
      "text/html",
      "application/xml",
      "",
      "application/jsonp",
      "text/plain; application/json",
      "application/octet-stream",
    ];
    expect(
      await letIn(
        PATHS.flatMap((path) => types.map((type) => ({ path, type, token: open.token }))),
        [415],
      ),
    ).toEqual([]);
  });

  it("refuses methods and paths it does not know", async () => {
    const methods = ["GET", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE"];
    expect(
      await letIn(
        PATHS.flatMap((path) => methods.map((method) => ({ path, method, token: open.token, body: "" }))).filter(
          ({ path, method }) => !(method === "GET" && path.startsWith("/v1beta/models/")), // tells of a model
        ),
        [404, 405],
      ),
    ).toEqual([]);
    const paths = [
      "/",
      "//v1/models",
      "/v1",
      "/v1/",
      "/v1/chat",
      "/v1/chat/completions/",
      "/V1/chat/completions",
      "/api",
      "/api/v2/turns",
      "/api/v1/turns/x",
      "/%2e%2e/metrics",
      "/v1/chat%2fcompletions",
      "/favicon.ico",
    ];
    expect(
      await letIn(
        paths.map((path) => ({ path, token: open.token })),
        [404, 405],
      ),
    ).toEqual([]);
  });

  it("refused at least 2,000 requests so far", () => {
    expect(refused).toBeGreaterThanOrEqual(2_000);
  });

  it("lets the right ones in, so that the refusals mean something", async () => {
    expect(
      await send({
        path: PATHS[0],
        token: open.token,
        body: '{"model":"m","messages":[{"role":"user","content":"x"}]}',
      }),
    ).toBe(503);
    expect(open.reached).toEqual(["lease"]);
    expect(await send({ path: "/health", method: "GET", body: "" })).toBe(200);
    expect(
      await send({
        path: "/health",
        method: "GET",
        body: "",
        host: "localhost:PORT",
        headers: ["Origin: http://localhost:PORT", "Sec-Fetch-Site: same-origin"],
      }),
    ).toBe(200);
    open.reached.length = 0;
  });
});

describe("limits", () => {
  it("refuses bodies that are too large, too deep or no JSON, and answers at once afterwards", async () => {
    const { gateway, token } = open;
    const post = (body: string | Buffer): Promise<Response> =>
      fetch(`${gateway.url}/v1/chat/completions`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body,
      });
    const deep = `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`;
    expect((await post(deep)).status).toBe(400);
    expect((await post("[".repeat(200_000))).status).toBe(400);
    expect((await post("{")).status).toBe(400);
    expect((await post("[]")).status).toBe(400);
    expect(
      await rawRequest(
        gateway.port,
        `POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:${gateway.port}\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n{`,
      ),
    ).toBe(413);
    expect(
      await rawRequest(
        gateway.port,
        `GET /health HTTP/1.1\r\nHost: 127.0.0.1:${gateway.port}\r\nX-Big: ${"y".repeat(40_000)}\r\n\r\n`,
      ),
    ).toBe(400);
    expect(await rawRequest(gateway.port, "nonsense\r\n\r\n")).toBe(400);
    expect(
      await rawRequest(
        gateway.port,
        `POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:${gateway.port}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      ),
    ).toBe(400);
    expect((await fetch(`${gateway.url}/health`)).status).toBe(200);
  });
});
