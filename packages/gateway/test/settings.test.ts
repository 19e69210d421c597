import { once } from "node:events";
import { request } from "node:https";
import { connect } from "node:net";
import type { IncomingMessage } from "node:http";
import type { TLSSocket } from "node:tls";
import { afterEach, beforeEach, expect, it } from "vitest";
import { good, startFaultyUpstream, type FaultyUpstream } from "./faulty-upstream.ts";
import { openRelayGateway, type RelayGateway } from "./open-relay-gateway.ts";
import { rawRequest } from "./raw-request.ts";
import { selfSigned } from "./self-signed.ts";

let upstream: FaultyUpstream;
let open: RelayGateway | undefined;
beforeEach(async () => {
  upstream = await startFaultyUpstream();
  upstream.set(good);
});
afterEach(async () => {
  await open?.[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

const healthAs = ({ gateway }: RelayGateway, host: string, origin?: string): Promise<number> =>
  rawRequest(
    gateway.port,
    `GET /health HTTP/1.1\r\nHost: ${host}\r\n${origin === undefined ? "" : `Origin: ${origin}\r\n`}Connection: close\r\n\r\n`,
  );

async function cacheState({ gateway, token }: RelayGateway): Promise<string | null> {
  const response = await fetch(`${gateway.url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "m", messages: [{ role: "user", content: "hi" }] }),
  });
  await response.text();
  return response.headers.get("x-aio-cache");
}

it("names, origins and the cache's time may change while it runs", async () => {
  open = await openRelayGateway([upstream.url], { publicHosts: ["old.test"] });
  const own = `127.0.0.1:${open.gateway.port}`;
  expect(await healthAs(open, "old.test")).toBe(200);
  expect(await healthAs(open, own, "https://page.test")).toBe(403);
  expect(await cacheState(open)).toBeNull();
  open.gateway.apply({ publicHosts: ["new.test"], allowedOrigins: ["https://page.test"], cacheTtlSeconds: 60 });
  expect(await healthAs(open, "old.test")).toBe(403);
  expect(await healthAs(open, "new.test")).toBe(200);
  expect(await healthAs(open, own)).toBe(200);
  expect(await healthAs(open, own, "https://page.test")).toBe(200);
  expect([await cacheState(open), await cacheState(open)]).toEqual(["miss", "hit"]);
  open.gateway.apply({});
  expect(await healthAs(open, "new.test")).toBe(403);
  expect(await cacheState(open)).toBeNull();
});

/** The status over TLS, and the certificate it was answered with; `ca` is whom to believe. */
function askOverTls(url: string, ca: string): Promise<{ readonly status: number; readonly certificate: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(`${url}/health`, { ca, agent: false }, (response: IncomingMessage) => {
      const { socket } = response as IncomingMessage & { readonly socket: TLSSocket };
      const certificate = socket.getPeerX509Certificate()?.toString() ?? "";
      response.resume().on("end", () => resolve({ status: response.statusCode ?? 0, certificate }));
    });
    asked.on("error", reject).end();
  });
}

it("speaks TLS where it has a certificate, and a renewed one without a restart", async () => {
  const [first, second] = [selfSigned(), selfSigned()];
  open = await openRelayGateway([upstream.url], { tls: first });
  const { url, localUrl } = open.gateway;
  expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  expect(await askOverTls(url, first.cert)).toEqual({ status: 200, certificate: first.cert });
  await expect(fetch(`http://127.0.0.1:${open.gateway.port}/health`)).rejects.toThrow(/fetch failed/);
  open.gateway.apply({ tls: second });
  expect((await askOverTls(url, second.cert)).certificate).toBe(second.cert);
  await expect(askOverTls(url, first.cert)).rejects.toThrow(/self-signed/);
  // This machine's own programs need no certificate: they come in by a door on loopback.
  expect(localUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const models = await fetch(`${localUrl}/metrics`, { headers: { authorization: `Bearer ${open.token}` } });
  expect(models.status).toBe(200);
  expect((await fetch(`${localUrl}/metrics`)).status).toBe(401);
  const stopped = open.gateway;
  await open[Symbol.asyncDispose]();
  open = undefined;
  await expect(fetch(`${stopped.localUrl}/health`)).rejects.toThrow(/fetch failed/);
});

it("stops although a caller never finishes its TLS handshake", async () => {
  open = await openRelayGateway([upstream.url], { tls: selfSigned() });
  const silent = connect(open.gateway.port, "127.0.0.1").on("error", () => undefined);
  await once(silent, "connect");
  const gone = once(silent, "close");
  await open.gateway.drain(0);
  open = undefined;
  await gone;
  expect(silent.destroyed).toBe(true);
});

it("does not start with a certificate and a key that do not belong together", async () => {
  const tls = { cert: selfSigned().cert, key: selfSigned().key };
  await expect(openRelayGateway([upstream.url], { tls })).rejects.toMatchObject({ code: "invalid_input" });
});
