import { createServer } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { good, startFaultyUpstream, STREAM, type FaultyUpstream } from "./faulty-upstream.ts";
import { openRelayGateway, type RelayGateway } from "./open-relay-gateway.ts";

let upstream: FaultyUpstream;
let open: RelayGateway;
beforeAll(async () => {
  upstream = await startFaultyUpstream();
  open = await openRelayGateway([upstream.url], { cacheTtlSeconds: 60 });
});
afterAll(async () => {
  await open[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

function ask(body: object, headers: Record<string, string> = {}, signal?: AbortSignal): Promise<Response> {
  return fetch(`${open.gateway.url}/v1/chat/completions`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${open.token}`,
      "content-type": "application/json",
      "cache-control": "no-store",
      ...headers,
    },
    body: JSON.stringify({ model: "m", messages: [{ role: "user", content: "hi" }], ...body }),
    ...(signal === undefined ? {} : { signal }),
  });
}

const until = async (is: () => boolean): Promise<void> => {
  while (!is()) await new Promise((resolve) => setTimeout(resolve, 5));
};

it.each([false, true])("names a model in its headers whatever it is called (stream: %s)", async (stream) => {
  await using other = await openRelayGateway([upstream.url], { modelKey: "文心-" });
  upstream.set(good);
  const response = await fetch(`${other.gateway.url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${other.token}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "m", stream, messages: [{ role: "user", content: "hi" }] }),
  });
  expect(response.status).toBe(200);
  expect(response.headers.get("x-aio-model")).toBe("??-0");
  await response.text();
});

describe("a client that goes away", () => {
  it.each([false, true])("stops the upstream and settles the lease (stream: %s)", async (stream) => {
    upstream.set((response, streams) => {
      if (streams) response.writeHead(200, { "content-type": "text/event-stream" }).write(STREAM.slice(0, 2).join(""));
    });
    const { abandoned, requests } = upstream;
    const controller = new AbortController();
    const asked = ask({ stream }, {}, controller.signal).then((response) => response.text());
    await until(() => upstream.requests > requests);
    controller.abort();
    await expect(asked).rejects.toThrow(/abort/);
    await until(() => upstream.abandoned > abandoned && open.leases.settled === open.leases.taken);
    upstream.set(good);
    expect((await ask({ stream })).status).toBe(200);
  });
});

describe("time", () => {
  it("says that it lives while an upstream thinks, then relays the answer whole", async () => {
    upstream.set((response, streams, socket) => {
      setTimeout(() => good(response, streams, socket), 500);
    });
    const text = await (await ask({ stream: true })).text();
    expect(text).toContain(": keep-alive\n\n");
    expect(text.replaceAll(": keep-alive\n\n", "")).toBe(STREAM.join(""));
  });

  it("ends a request at its deadline, however lively the upstream is", async () => {
    await using short = await openRelayGateway([upstream.url], { timeouts: { totalMs: 300, keepAliveMs: 10_000 } });
    upstream.set((response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      const timer = setInterval(() => response.write(STREAM[1]), 20);
      response.on("close", () => clearInterval(timer));
    });
    const answer = await fetch(`${short.gateway.url}/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${short.token}`, "content-type": "application/json" },
      body: JSON.stringify({ model: "m", messages: [{ role: "user", content: "hi" }], stream: true }),
    });
    const last = (await answer.text()).trim().split("\n\n").at(-1) ?? "";
    expect(JSON.parse(last.replace("data: ", ""))).toMatchObject({
      error: { message: expect.stringMatching(/took longer/) as string },
    });
  });
});

describe("idempotency keys", () => {
  it("answer the same request once, also while it is under way, and refuse another one", async () => {
    upstream.set((response, streams, socket) => {
      setTimeout(() => good(response, streams, socket), 50);
    });
    const before = upstream.requests;
    const headers = { "idempotency-key": "k1" };
    const answers = await Promise.all([ask({}, headers), ask({}, headers), ask({}, headers)]);
    const texts = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(texts).size).toBe(1);
    expect(upstream.requests).toBe(before + 1);
    expect(answers.filter((answer) => answer.headers.get("x-aio-idempotent") === "replayed")).toHaveLength(2);
    expect((await ask({ seed: 1 }, headers)).status).toBe(409);
  });

  it("let a failed request be tried again", async () => {
    upstream.set((response) => void response.writeHead(500).end("{}"));
    const headers = { "idempotency-key": "k2" };
    expect((await ask({}, headers)).status).toBe(502);
    upstream.set(good);
    expect((await ask({}, headers)).status).toBe(200);
  });

  it("replay streams byte for byte, but not those that ended in an error", async () => {
    upstream.set(good);
    const headers = { "idempotency-key": "k3" };
    const first = await (await ask({ stream: true }, headers)).text();
    expect(await (await ask({ stream: true }, headers)).text()).toBe(first);
    upstream.set(
      (response) =>
        void response.writeHead(200, { "content-type": "text/event-stream" }).end(STREAM.slice(0, 2).join("")),
    );
    const broken = { "idempotency-key": "k4" };
    expect(await (await ask({ stream: true }, broken)).text()).toContain("cut its answer off");
    upstream.set(good);
    expect(await (await ask({ stream: true }, broken)).text()).toBe(first);
  });
});

describe("the cache", () => {
  it("answers the same request from memory, as far as cache-control allows", async () => {
    upstream.set(good);
    const allowed = { "cache-control": "" };
    const first = await ask({ seed: 7 }, allowed);
    expect(first.headers.get("x-aio-cache")).toBe("miss");
    const text = await first.text();
    const before = upstream.requests;
    const second = await ask({ seed: 7 }, allowed);
    expect(second.headers.get("x-aio-cache")).toBe("hit");
    expect(second.headers.get("x-aio-model")).toBe("model-0");
    expect(second.headers.get("age")).toBe("0");
    expect(await second.text()).toBe(text);
    expect(upstream.requests).toBe(before);
    expect((await ask({ seed: 7 }, { "cache-control": "no-cache" })).headers.get("x-aio-cache")).toBe("miss");
    expect((await ask({ seed: 7 }, { "cache-control": "no-store" })).headers.get("x-aio-cache")).toBeNull();
    expect((await ask({ seed: 8 }, allowed)).headers.get("x-aio-cache")).toBe("miss");
  });
});

describe("a slow reader", () => {
  it("makes the upstream wait instead of filling memory", async () => {
    const piece = `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: "x".repeat(16_000) }, finish_reason: null }] })}\n\n`;
    let written = 0;
    const flood = createServer((request, response) => {
      request.resume();
      response.writeHead(200, { "content-type": "text/event-stream" });
      const pour = (): void => {
        while (written < 200_000_000) {
          written += piece.length;
          if (!response.write(piece)) return void response.once("drain", pour);
        }
      };
      pour();
    });
    await new Promise<void>((resolve) => {
      flood.listen(0, "127.0.0.1", resolve);
    });
    await using slow = await openRelayGateway([`http://127.0.0.1:${(flood.address() as AddressInfo).port}`], {
      timeouts: { idleMs: 60_000 },
    });
    const body = JSON.stringify({ model: "m", messages: [{ role: "user", content: "hi" }], stream: true });
    const socket = connect(slow.gateway.port, "127.0.0.1");
    socket.pause();
    socket.write(
      `POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:${slow.gateway.port}\r\nAuthorization: Bearer ${slow.token}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    let before = -1;
    while (before !== written || written === 0) {
      before = written;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    expect(written).toBeLessThan(40_000_000);
    socket.destroy();
    flood.closeAllConnections();
    await new Promise((resolve) => flood.close(resolve));
  });
});

describe("draining", () => {
  it("refuses new requests, lets running ones end, then is gone", async () => {
    const one = await openRelayGateway([upstream.url]);
    upstream.set((response, streams, socket) => {
      setTimeout(() => good(response, streams, socket), 200);
    });
    const headers = { authorization: `Bearer ${one.token}`, "content-type": "application/json" };
    const body = JSON.stringify({ model: "m", messages: [{ role: "user", content: "hi" }] });
    const before = upstream.requests;
    const running = fetch(`${one.gateway.url}/v1/chat/completions`, { method: "POST", headers, body });
    await until(() => upstream.requests > before);
    const drained = one.gateway.drain(5_000);
    await expect(fetch(`${one.gateway.url}/v1/models`, { headers })).rejects.toThrow(/fetch failed/);
    expect((await running).status).toBe(200);
    await drained;
  });
});

describe("a browser", () => {
  it("gets in by a one-time code, once, and must show the token beside the cookie", async () => {
    const { gateway } = open;
    const login = (code: string): Promise<Response> =>
      fetch(`${gateway.url}/api/v1/login`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ code }),
      });
    const asked = await fetch(`${gateway.url}/api/v1/login-codes`, {
      method: "POST",
      headers: { authorization: `Bearer ${open.token}` },
    });
    const { code } = (await asked.json()) as { readonly code: string };
    const first = await login(code);
    const cookie = first.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
    const { csrf } = (await first.json()) as { readonly csrf: string };
    expect((await login(code)).status).toBe(401);
    expect((await login("guess")).status).toBe(401);
    const session = cookie.split(";")[0] ?? "";
    const models = (headers: Record<string, string>): Promise<Response> => fetch(`${gateway.url}/metrics`, { headers });
    expect((await models({ cookie: session, "x-aio-csrf": csrf })).status).toBe(200);
    expect((await models({ cookie: session })).status).toBe(401);
    expect((await models({ cookie: session, "x-aio-csrf": "guess" })).status).toBe(401);
  });
});
