import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { aioInProcess } from "./in-process.ts";
import { makeHome, type AioHome, type Run } from "./run-aio.ts";

let home: AioHome;
const aio = (args: readonly string[], input?: string): Promise<Run> =>
  aioInProcess(args, { env: home.env, ...(input === undefined ? {} : { input }) });

beforeAll(async () => {
  home = makeHome();
  await aio(["credentials", "create-file", "--keyfile", path.join(home.folder, "keyfile")]);
  await aio(["credentials", "set", "openai"], "sk-proj-q8Zt3mVw9LxR2bNc7YhK4sDf6GpJ1aTe\n");
  writeFileSync(
    path.join(home.env["AI_ORCHESTRATOR_HOME"] ?? "", "config.json"),
    JSON.stringify({ providers: { openai: { baseUrl: "http://127.0.0.1:9/v1" } } }),
  );
});
afterAll(() => home[Symbol.dispose]());

it("a key that belongs to another address is refused by policy, with the cause and the fix in a line each", async () => {
  const tested = await aio(["credentials", "test", "openai"]);
  expect(tested).toMatchObject({ code: 4, stderr: "" });
  expect(tested.stdout).toMatch(
    /^fails  openai: The openai key \(.*vault\.json\) belongs to https:\/\/api\.openai\.com and is not sent to http:\/\/127\.0\.0\.1:9\.?\n +fix: If http:\/\/127\.0\.0\.1:9 is right, run: aio credentials allow-origin openai http:\/\/127\.0\.0\.1:9\n$/,
  );
  const all = await aio(["credentials", "test", "--json"]);
  expect(all.code).toBe(4);
  expect(JSON.parse(all.stdout)).toMatchObject([
    { provider: "openai", ok: false, error: { details: { problem: "origin" } } },
  ]);
});

it("so is a question with a model of that provider", async () => {
  const asked = await aio(["-m", "openai/gpt-5.5", "Hello"]);
  expect(asked.code).toBe(4);
  expect(asked.stderr).toMatch(/error: .*belongs to https:\/\/api\.openai\.com/);
  expect(asked.stderr).toMatch(/fix: .*allow-origin/);
});
