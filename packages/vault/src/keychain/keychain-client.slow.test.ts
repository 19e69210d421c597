import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasSecretService, MuteBus, SecretService } from "../../test/secret-service.ts";
import { temporaryDirectory } from "../../test/temporary-directory.ts";
import { vaultProblem } from "../vault-error.ts";
import { createKeychainBackend } from "./keychain-backend.ts";
import { createKeychainClient, type KeychainOptions } from "./keychain-client.ts";

const base = { platform: "linux", now: Date.now, defaultOrigin: (): string => "https://api.openai.com" } as const;

const childrenOf = (pid: number): number[] => {
  const path = `/proc/${pid}/task/${pid}/children`;
  return existsSync(path) ? readFileSync(path, "utf8").trim().split(" ").filter(Boolean).map(Number) : [];
};

describe("without a session bus", () => {
  it("is absent without starting anything", async () => {
    const client = createKeychainClient({ ...base, env: {}, entry: "/nonexistent/child.js" });
    expect(client.absence()).toContain("no D-Bus session");
    expect(await client.status()).toMatchObject({
      state: "absent",
      source: "keychain",
      suggestion: expect.stringContaining("aio credentials create-file"),
    });
  });
});

describe("with a bus that never answers", () => {
  let bus: MuteBus;
  beforeAll(async () => {
    bus = new MuteBus();
    await bus.start();
  });
  afterAll(() => bus[Symbol.asyncDispose]());

  it("gives up after the limit, kills the child and says so", async () => {
    const client = createKeychainClient({ ...base, env: bus.env, timeoutMs: 600 });
    const status = await client.status();
    expect(status).toMatchObject({ state: "hangs", reason: expect.stringContaining("600 ms") });
    expect(childrenOf(process.pid)).toEqual([]);
  });

  it("is left alone for a minute afterwards, then asked again", async () => {
    let time = 0;
    const log = join(temporaryDirectory(), "starts");
    const entry = join(temporaryDirectory(), "hanging.mjs");
    writeFileSync(
      entry,
      `import { appendFileSync } from "node:fs"; appendFileSync(${JSON.stringify(log)}, "x"); setInterval(() => {}, 1e6);`,
    );
    const client = createKeychainClient({ ...base, env: bus.env, entry, timeoutMs: 2_500, now: () => time });
    const backend = createKeychainBackend(client, base);
    for (let i = 0; i < 20; i++) expect(await backend.get("openai").catch(vaultProblem)).toBe("locked");
    expect(readFileSync(log, "utf8")).toBe("x");
    time += 61_000;
    expect(await backend.get("openai").catch(vaultProblem)).toBe("locked");
    expect(readFileSync(log, "utf8")).toBe("xx");
  });
});

describe("with a helper that misbehaves", () => {
  const directory = temporaryDirectory();
  const status = (program: string): Promise<{ state: string; reason: string }> => {
    const entry = join(directory, `${Math.random()}.mjs`);
    writeFileSync(entry, program);
    return createKeychainClient({
      ...base,
      env: { DBUS_SESSION_BUS_ADDRESS: "unix:path=/nowhere" },
      entry,
      timeoutMs: 20_000,
    }).status();
  };

  it.each([
    ["dies at once", "process.exit(3)"],
    ["dies without reading", "process.stdin.destroy(); process.abort()"],
    ["answers nonsense", "process.stdout.write('hello')"],
    ["throws", "throw new Error('no library')"],
    ["floods", "setInterval(() => process.stdout.write('x'.repeat(1e6)), 1)"],
  ])("survives one that %s", async (_, program) => {
    expect(await status(program)).toMatchObject({ state: "failed", reason: expect.stringMatching(/./) });
  });

  it("takes a missing native library for an absent keychain", async () => {
    const answer = `process.stdout.write(JSON.stringify({ unavailable: "Cannot find native binding" }))`;
    expect(await status(answer)).toMatchObject({ state: "absent", reason: expect.stringContaining("native binding") });
  });

  it("survives a missing runtime", async () => {
    const env = { DBUS_SESSION_BUS_ADDRESS: "unix:path=/nowhere" };
    const client = createKeychainClient({ ...base, env, execPath: "/nonexistent/node" });
    expect((await client.status()).state).toBe("failed");
  });
});

describe.skipIf(!hasSecretService())("with a real bus", () => {
  let service: SecretService;
  beforeAll(async () => {
    service = new SecretService();
    await service.startBus();
  });
  afterAll(() => service[Symbol.asyncDispose]());

  it("tells that no Secret Service is on it", async () => {
    const client = service.client();
    expect(client.absence()).toBeUndefined();
    expect(await client.status()).toMatchObject({ state: "absent" });
    expect(await createKeychainBackend(client, base).get("openai").catch(vaultProblem)).toBe("unavailable");
  });

  it("tells locked from not stored, after a restart that leaves the keyring locked", async () => {
    await service.startKeyring("pw");
    const before = createKeychainBackend(service.client(), base);
    await before.set("openai", "sk-locked-away-0123456789", { origin: "https://api.openai.com" });
    expect(await before.get("groq")).toBeUndefined();
    await service.stopKeyring();
    await service.startKeyring();

    const expecting = createKeychainBackend(service.client(), { ...base, isExpected: () => true });
    expect((await expecting.status()).state).toBe("locked");
    expect(await expecting.get("openai").catch(vaultProblem)).toBe("locked");
    expect(await expecting.remove("openai").catch(vaultProblem)).toBe("locked");
    expect(await expecting.list().catch(vaultProblem)).toBe("locked");
    expect(await expecting.set("openai", "sk-new-0123456789", { origin: "https://x.y" }).catch(vaultProblem)).toBe(
      "locked",
    );

    await service.stopKeyring();
    await service.startKeyring("pw");
    const after = createKeychainBackend(service.client(), base);
    expect((await after.get("openai"))?.value.reveal()).toBe("sk-locked-away-0123456789");
  });

  it("takes a bare key written by another program, bound to the provider's own origin", async () => {
    const client = service.client();
    await client.run([{ op: "set", account: "anthropic", secret: "sk-ant-written-by-hand-0123" }]);
    const backend = createKeychainBackend(client, { ...base, defaultOrigin: () => "https://api.anthropic.com" });
    const found = await backend.get("anthropic");
    expect(found).toMatchObject({ origin: "https://api.anthropic.com" });
    expect(found?.value.reveal()).toBe("sk-ant-written-by-hand-0123");
  });

  it("puts calls of the same turn into one child", async () => {
    const log = join(temporaryDirectory(), "starts");
    const entry = join(temporaryDirectory(), "counting.mjs");
    const real = new URL("./keychain-child.ts", import.meta.url).href;
    writeFileSync(
      entry,
      `import { appendFileSync } from "node:fs"; appendFileSync(${JSON.stringify(log)}, "x"); await import(${JSON.stringify(real)});`,
    );
    const options: KeychainOptions = { ...base, env: service.env, entry, timeoutMs: 20_000 };
    const backend = createKeychainBackend(createKeychainClient(options), base);
    await Promise.all(
      ["a", "b", "c", "d", "e"].map((id) => backend.set(id, `key-${id}-0123456789`, { origin: "https://x.y" })),
    );
    expect(readFileSync(log, "utf8")).toBe("x");
    const keys = await Promise.all(["a", "b", "c", "d", "e"].map((id) => backend.get(id)));
    expect(keys.map((key) => key?.value.reveal())).toEqual(
      ["a", "b", "c", "d", "e"].map((id) => `key-${id}-0123456789`),
    );
    expect(readFileSync(log, "utf8")).toBe("xx");
  });

  it.skipIf(!existsSync("/proc/self/environ"))("keeps keys out of the child's arguments and environment", async () => {
    const canary = "sk-canary-Zq81-not-for-others";
    const seen: string[] = [];
    const entry = join(temporaryDirectory(), "slow.mjs");
    const real = new URL("./keychain-child.ts", import.meta.url).href;
    writeFileSync(entry, `await new Promise((r) => setTimeout(r, 300)); await import(${JSON.stringify(real)});`);
    const env = { ...service.env, OPENAI_API_KEY: canary, NODE_OPTIONS: `--title=${canary}` };
    const client = createKeychainClient({ ...base, env, entry, timeoutMs: 20_000 });
    const done = client.run([{ op: "set", account: "openai", secret: canary }]);
    const watch = setInterval(() => {
      for (const pid of childrenOf(process.pid))
        seen.push(...["cmdline", "environ"].map((file) => readProc(pid, file)));
    }, 20);
    expect((await done).state).toBe("answered");
    clearInterval(watch);
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.join("\n")).toContain("slow.mjs");
    expect(seen.join("\n")).not.toContain(canary);
    const inFiles = readdirSync(service.home, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
    for (const file of inFiles) expect(readFileSync(join(file.parentPath, file.name)).includes(canary)).toBe(false);
  });
});

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "latin1");
  } catch {
    // It ended between the listing and the reading.
    return "";
  }
}
