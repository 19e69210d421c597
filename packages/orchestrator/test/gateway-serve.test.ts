import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { connect as connectPlain } from "node:net";
import { connect } from "node:tls";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { rawRequest } from "../../gateway/test/raw-request.ts";
import { selfSigned } from "../../gateway/test/self-signed.ts";
import { openLocalOrchestrator, type LocalOrchestrator } from "../src/index.ts";
import {
  openVirtualKeys,
  readServerFile,
  serve,
  stopDaemon,
  stoppingServer,
  type Serving,
} from "../src/serve/index.ts";

let home: string;
let orchestrator: LocalOrchestrator;
let serving: Serving | undefined;
beforeEach(async () => {
  home = mkdtempSync(path.join(tmpdir(), "aio-serve-"));
  writeFileSync(path.join(home, "config.json"), "{}");
  orchestrator = await openLocalOrchestrator({
    home,
    env: {
      AI_ORCHESTRATOR_NO_KEYCHAIN: "1",
      OPENAI_API_KEY: "test-key-000000000000",
      GROQ_API_KEY: "test-key-000000000000",
    },
  });
});
afterEach(async () => {
  await serving?.[Symbol.asyncDispose]();
  serving = undefined;
  await orchestrator[Symbol.asyncDispose]();
  rmSync(home, { recursive: true, force: true });
});

const start = async (): Promise<Serving> => (serving = await serve({ orchestrator, port: 0, version: "test" }));

async function modelIds({ url, token }: Serving): Promise<readonly string[]> {
  const response = await fetch(`${url}/v1/models`, { headers: { authorization: `Bearer ${token}` } });
  return ((await response.json()) as { readonly data: readonly { readonly id: string }[] }).data.map(
    (model) => model.id,
  );
}

async function until(is: () => Promise<boolean>): Promise<void> {
  while (!(await is())) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** The certificate a server shows, believed or not. */
function certificateOf(url: string): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1", { rejectUnauthorized: false }, () => {
      resolve(socket.getPeerX509Certificate()?.toString());
      socket.destroy();
    });
    socket.on("error", reject);
  });
}

describe("aio serve", () => {
  it("leaves a private file for local clients, and takes it away", async () => {
    const { token, url } = await start();
    expect(readServerFile(orchestrator.paths.runtime)).toMatchObject({ url, token, pid: process.pid });
    expect(statSync(path.join(orchestrator.paths.runtime, "server.json")).mode & 0o777).toBe(0o600);
    await expect(serve({ orchestrator, port: 0, version: "test" })).rejects.toThrow(/runs already/);
    await serving?.stop(0);
    expect(readServerFile(orchestrator.paths.runtime)).toBeUndefined();
  });

  it("ends when its owner asks, and lets what runs end first", async () => {
    const running = await start();
    const { runtime, keys: file } = orchestrator.paths;
    const { secret } = openVirtualKeys({ file, home }).create({ name: "guest" }, Date.now());
    const ask = (token: string) =>
      fetch(`${running.url}/api/v1/shutdown`, { method: "POST", headers: { authorization: `Bearer ${token}` } });
    expect((await ask(secret)).status).toBe(403);
    expect((await ask("x".repeat(43))).status).toBe(401);
    void running.stopAsked.then(() => running.stop(5000));
    expect(await stopDaemon(runtime)).toBe(true);
    expect(readServerFile(runtime)).toBeUndefined();
    expect(await stopDaemon(runtime)).toBe(false);
  });

  it("is known to be stopping while a running request ends, and is waited for then", async () => {
    const running = await start();
    const { runtime } = orchestrator.paths;
    const slow = connectPlain(Number(new URL(running.url).port), "127.0.0.1");
    slow.on("error", () => {});
    slow.write("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\n");
    slow.write(`Authorization: Bearer ${running.token}\r\nContent-Length: 100\r\n\r\n{`);
    const stopped = running.stop(10_000);
    expect(stoppingServer(runtime)).toMatchObject({ url: running.url, pid: process.pid });
    expect(readServerFile(runtime)?.stopsBy).toBeGreaterThan(Date.now());
    const waited = stopDaemon(runtime);
    slow.destroy();
    expect(await waited).toBe(true);
    await stopped;
    expect(stoppingServer(runtime)).toBeUndefined();
  });

  it("reads a changed config, and keeps the old one where the new one is wrong", async () => {
    const running = await start();
    expect(await modelIds(running)).toContain("groq-gpt-oss-120b");
    const file = path.join(home, "config.json");
    writeFileSync(file, JSON.stringify({ providers: { groq: { enabled: false } } }));
    await until(async () => !(await modelIds(running)).includes("groq-gpt-oss-120b"));
    const said = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    writeFileSync(file, "{ not json");
    await until(async () => said.mock.calls.length > 0);
    expect(String(said.mock.calls[0]?.[0])).toContain("the old one stays in force");
    said.mockRestore();
    const ids = await modelIds(running);
    expect(ids).not.toContain("groq-gpt-oss-120b");
    expect(ids.some((id) => id.startsWith("gpt-"))).toBe(true);
  });

  it("takes a name, a cache and a certificate over while it runs", async () => {
    const first = selfSigned();
    const file = path.join(home, "config.json");
    writeFileSync(path.join(home, "cert.pem"), first.cert);
    writeFileSync(path.join(home, "key.pem"), first.key);
    const tls = { certFile: "cert.pem", keyFile: "key.pem" };
    writeFileSync(file, JSON.stringify({ gateway: { tls } }));
    await orchestrator.reload();
    const running = await start();
    expect(running.url).toMatch(/^https:/);
    const { url, publicUrl } = readServerFile(orchestrator.paths.runtime)!;
    expect(publicUrl).toBe(running.url);
    expect(await modelIds({ ...running, url } as Serving)).toContain("auto");
    const status = (host: string) =>
      rawRequest(Number(new URL(url).port), `GET /health HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    expect(await status("ai.example.com")).toBe(403);
    writeFileSync(file, JSON.stringify({ gateway: { tls, hostNames: ["ai.example.com"] } }));
    await until(async () => (await status("ai.example.com")) === 200);
    const renewed = selfSigned();
    writeFileSync(path.join(home, "key.pem"), renewed.key);
    writeFileSync(path.join(home, "cert.pem"), renewed.cert);
    await until(async () => (await certificateOf(running.url)) === renewed.cert);
  });

  it("listens on other addresses with a certificate and a key", async () => {
    const { cert, key } = selfSigned();
    writeFileSync(path.join(home, "cert.pem"), cert);
    writeFileSync(path.join(home, "key.pem"), key);
    const tls = { certFile: "cert.pem", keyFile: "key.pem" };
    writeFileSync(path.join(home, "config.json"), JSON.stringify({ gateway: { tls } }));
    await orchestrator.reload();
    await expect(serve({ orchestrator, host: "0.0.0.0", port: 0, version: "test" })).rejects.toThrow(/no virtual key/);
    openVirtualKeys({ file: orchestrator.paths.keys, home }).create({ name: "a" }, Date.now());
    serving = await serve({ orchestrator, host: "0.0.0.0", port: 0, version: "test" });
    expect(await certificateOf(serving.url)).toBe(cert);
  });

  it("lets a virtual key in, shows it only its models, and ends it at once when it is revoked", async () => {
    const running = await start();
    const keys = openVirtualKeys({ file: orchestrator.paths.keys, home });
    const { secret } = keys.create({ name: "guest", allowedModels: ["gpt-5.5"] }, Date.now());
    const guest = { ...running, url: running.url, token: secret } as Serving;
    expect((await modelIds(guest)).filter((id) => !id.startsWith("auto"))).toEqual(["gpt-5.5"]);
    const owners = await fetch(`${running.url}/api/v1/conversations`, {
      headers: { authorization: `Bearer ${secret}` },
    });
    expect(owners.status).toBe(403);
    expect(readFileSync(orchestrator.paths.keys, "utf8")).not.toContain(secret);
    keys.revoke("guest", Date.now());
    const refused = await fetch(`${running.url}/v1/models`, { headers: { authorization: `Bearer ${secret}` } });
    expect(refused.status).toBe(401);
  });

  it.each(["", " ", " a", "a\nb", "a\u001B[31m", "x".repeat(101)])("makes no key with the name %j", (name) => {
    const keys = openVirtualKeys({ file: orchestrator.paths.keys, home });
    expect(() => keys.create({ name }, Date.now())).toThrow(/name/);
    expect(() => keys.create({ name: "a", allowedModels: ["gpt-5.5", ""] }, Date.now())).toThrow(/model/);
    expect(keys.list()).toEqual([]);
  });

  it.each([
    ["0.0.0.0", "127.0.0.1"],
    ["127.0.0.2", "127.0.0.2"],
  ])("on %s is reached by this machine's own programs as %s", async (host, name) => {
    const { secret } = openVirtualKeys({ file: orchestrator.paths.keys, home }).create({ name: "a" }, Date.now());
    serving = await serve({ orchestrator, host, port: 0, insecureBind: true, version: "test" });
    const { url } = readServerFile(orchestrator.paths.runtime)!;
    expect(new URL(url).hostname).toBe(name);
    expect((await fetch(`${url}/health`)).status).toBe(200);
    const asked = await fetch(`${url}/v1/models`, { headers: { authorization: `Bearer ${secret}` } });
    expect(asked.status).toBe(200);
  });

  it.each(["0.0.0.0", "192.0.2.1", "::"])("does not listen on %s by accident, nor without a key", async (host) => {
    await expect(serve({ orchestrator, host, port: 0, version: "test" })).rejects.toThrow(/no TLS here/);
    await expect(serve({ orchestrator, host, port: 0, insecureBind: true, version: "test" })).rejects.toThrow(
      /no virtual key/,
    );
  });
});
