import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { aioInProcess } from "./in-process.ts";
import { makeHome, type AioHome } from "./run-aio.ts";

let home: AioHome;
beforeEach(() => {
  home = makeHome();
});
afterEach(() => home[Symbol.dispose]());

const keys = (...args: readonly string[]) => aioInProcess(["keys", ...args], { env: home.env });

async function expiryOf(...args: readonly string[]): Promise<number> {
  const { code, stdout, stderr } = await keys("create", "me", "--json", ...args);
  expect(stderr).toBe("");
  expect(code).toBe(0);
  return (JSON.parse(stdout) as { readonly expiresAt: number }).expiresAt;
}

it.each([
  ["90s", 90_000],
  ["45m", 45 * 60_000],
  ["12h", 12 * 3_600_000],
  ["30d", 30 * 86_400_000],
  ["2w", 14 * 86_400_000],
])("makes a key that ends in %s", async (text, ms) => {
  const before = Date.now();
  const at = await expiryOf("--expires", text);
  expect(at).toBeGreaterThanOrEqual(before + ms);
  expect(at).toBeLessThanOrEqual(Date.now() + ms);
});

it("makes a key that ends on a day or at a moment", async () => {
  expect(await expiryOf("--expires", "2199-12-31")).toBe(Date.UTC(2199, 11, 31));
  await keys("revoke", "me");
  expect(await expiryOf("--expires", "2199-12-31T12:00:00Z")).toBe(Date.UTC(2199, 11, 31, 12));
});

it.each([
  "soon",
  "",
  "12",
  "1",
  "30",
  "1 s",
  "0d",
  "0s",
  "2020-01-01",
  "2199-13-40",
  "2199-02-30",
  "2199-02-29T12:00Z",
  "99999999d",
  "-5d",
  "12/2199",
])("makes no key that ends at %j, and says what to write", async (text) => {
  const { code, stdout, stderr } = await keys("create", "me", `--expires=${text}`);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^error: .*\n {2}fix: .*30d/);
  expect((await keys("list", "--json")).stdout).toBe("[]\n");
});

it("lists keys whose end is no date, as earlier versions could make them", async () => {
  await keys("create", "me");
  const file = path.join(home.env["AI_ORCHESTRATOR_HOME"] ?? "", "keys.json");
  writeFileSync(
    file,
    JSON.stringify({ version: 1, keys: [{ id: "key_1", name: "me", hash: "x", createdAt: 0, expiresAt: 8.7e15 }] }),
  );
  const { code, stdout } = await keys("list");
  expect(code).toBe(0);
  expect(stdout).toMatch(/key_1.*never/);
});

it("says of a model's name that is none that it lets nobody ask one", async () => {
  const { code, stderr } = await keys("create", "me", "--models", "openai/*,claude-sonnet-5.5,anthropic/claude-sonet");
  expect(code).toBe(0);
  expect(stderr.match(/there is no model "([^"]+)"/g)).toEqual(['there is no model "anthropic/claude-sonet"']);
});
