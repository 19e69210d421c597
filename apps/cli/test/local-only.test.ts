import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeHome, type AioHome } from "./run-aio.ts";

let home: AioHome;
beforeAll(() => {
  home = makeHome();
});
afterAll(() => home[Symbol.dispose]());

const KEYS = {
  OPENAI_API_KEY: "test-key-00000000",
  ANTHROPIC_API_KEY: "test-key-00000000",
  GEMINI_API_KEY: "test-key-00000000",
  PERPLEXITY_API_KEY: "test-key-00000000",
};

/** Runs `aio` and gives back every host it connected to or looked up. */
async function hostsOf(
  args: readonly string[],
): Promise<{ readonly code: number; readonly stderr: string; readonly hosts: readonly string[] }> {
  const file = path.join(home.folder, "connections.txt");
  rmSync(file, { force: true });
  const recorder = pathToFileURL(path.join(import.meta.dirname, "record-connections.mjs")).href;
  const run = await home.aio(args, { env: { ...KEYS, AIO_CONNECTIONS: file, NODE_OPTIONS: `--import=${recorder}` } });
  const lines = existsSync(file)
    ? readFileSync(file, "utf8")
        .trim()
        .split("\n")
        .filter((line) => line !== "")
    : [];
  return { code: run.code, stderr: run.stderr, hosts: lines.map((line) => line.replace(/^(connect|lookup) /, "")) };
}

const LOOPBACK = /^(127\.0\.0\.1|localhost|::1|\[::1\])(:\d*)?$/;

describe("aio --local", () => {
  it.each([
    [["--local", "hello"]],
    [["--local", "--web", "What happened in the news today?"]],
    [["--local", "-m", "gpt-5.5", "hello"]],
    [["--local", "--think", "Prove that the square root of 2 is irrational"]],
    [["-m", "auto:local", "hello"]],
  ])("%j: exit 3, and not one connection leaves this machine though every key is there", async (args) => {
    const { code, stderr, hosts } = await hostsOf(args);
    expect(code, stderr).toBe(3);
    expect(hosts.filter((host) => !LOOPBACK.test(host))).toEqual([]);
  });

  it("would have been seen: without --local the same prompt goes out", async () => {
    const config = path.join(home.folder, "away.json");
    // A name that is nowhere (RFC 6761), so that the test itself stays on this machine.
    const away = (apiKeyEnv: string) => ({ baseUrl: "https://provider.invalid/v1", apiKeyEnv });
    const providers = {
      openai: away("OPENAI_API_KEY"),
      anthropic: away("ANTHROPIC_API_KEY"),
      google: away("GEMINI_API_KEY"),
      perplexity: away("PERPLEXITY_API_KEY"),
    };
    writeFileSync(config, JSON.stringify({ providers }));
    const { hosts } = await hostsOf(["--config", config, "--timeout", "3", "hello"]);
    expect(hosts.some((host) => host.startsWith("provider.invalid"))).toBe(true);
  });
});
