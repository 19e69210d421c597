import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aioInProcess } from "./in-process.ts";
import { makeMockHome, type MockHome } from "./mock-home.ts";

let world: MockHome;
let folder: string;
beforeAll(async () => {
  world = await makeMockHome();
  folder = world.home.folder;
  writeFileSync(path.join(folder, "notes.txt"), "my key is sk-proj-abcdefghijklmnopqrstuvwx");
  writeFileSync(path.join(folder, "other.json"), "{}");
});
afterAll(() => world[Symbol.asyncDispose]());
const aio = (...args: string[]) =>
  aioInProcess(
    args.map((arg) => arg.replace("FOLDER", folder)),
    { env: { ...world.home.env, ...world.env } },
  );

describe("what a person gets wrong is told in a line, with what to do in another, and nothing is done", () => {
  it.each([
    [
      "an unknown model among those compared",
      ["compare", "-m", "mistral-small,nosuch", "hi"],
      /No model is called "nosuch"/,
    ],
    [
      "an unknown key",
      ["config", "get", "defaults.dail"],
      /There is no key "defaults\.dail"[\s\S]*fix: .*defaults\.dial/,
    ],
    ["an unknown key to explain", ["config", "explain", "defaults.dail"], /There is no key "defaults\.dail"/],
    ["no terminal to edit in", ["config", "edit"], /no terminal to edit in/],
    ["an unknown key to unset", ["config", "unset", "nosuch"], /There is no key "nosuch"/],
    ["a history that is not there", ["history", "restore", "FOLDER/nosuch.db", "--force"], /There is no .*nosuch\.db/],
    ["the same, without --force", ["history", "restore", "FOLDER/nosuch.db"], /There is no .*nosuch\.db/],
    ["a backup into no folder", ["history", "backup", "FOLDER/no/x.db"], /There is no folder .*no\.\n/],
    [
      "a format nobody knows",
      ["export", "-o", "FOLDER/talk.xyz"],
      /Cannot tell the format of .*talk\.xyz[\s\S]*\.html/,
    ],
    ["two kinds of output", ["--json", "--jsonl", "hi"], /--json and --jsonl contradict each other/],
    [
      "a file that is no export",
      ["credentials", "import", "FOLDER/other.json"],
      /not an export of credentials[\s\S]*fix: /,
    ],
    [
      "a file where text is wanted",
      ["security", "redact", "FOLDER/notes.txt"],
      /is a file[\s\S]*fix: aio security redact < /,
    ],
    [
      "a file where text is wanted",
      ["security", "scan", "FOLDER/notes.txt"],
      /is a file[\s\S]*fix: aio security scan < /,
    ],
  ])("%s", async (_what, args, said) => {
    const before = world.mock.getRequests().length;
    const { code, stdout, stderr } = await aio(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^error: .*\n {2}fix: .*\n$/);
    expect(stderr).toMatch(said);
    expect(world.mock.getRequests().length).toBe(before);
  });
});

it("still takes away what is set", async () => {
  await aio("config", "set", "defaults.dial", "best");
  expect((await aio("config", "unset", "defaults.dial")).code).toBe(0);
  const config = readFileSync(path.join(world.home.env["AI_ORCHESTRATOR_HOME"] ?? "", "config.json"), "utf8");
  expect(config).not.toContain("dial");
});

it.each(["scan", "redact"])("a text to %s may be longer than any file's name", async (command) => {
  const text = "All is well. ".repeat(40).trim();
  const { code, stdout, stderr } = await aio("security", command, text);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  if (command === "redact") expect(stdout).toBe(`${text}\n`);
});
