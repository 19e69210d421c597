import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { writeFileDurably } from "ai-orchestrator/files";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aioInProcess } from "./in-process.ts";
import { makeMockHome, type MockHome } from "./mock-home.ts";

let mocked: MockHome;
beforeAll(async () => {
  mocked = await makeMockHome();
}, 20_000);
afterAll(async () => mocked[Symbol.asyncDispose]());

interface Shell {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a line of sh in which $AIO is the program. */
async function sh(line: string): Promise<Shell> {
  const child = spawn("sh", ["-c", line], {
    env: { ...mocked.home.env, ...mocked.env, AIO: `${process.execPath} ${mocked.home.main}` },
    cwd: mocked.home.folder,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, stdout, stderr };
}

describe.skipIf(process.platform === "win32")("pipes", () => {
  it("a reader that leaves is no error, and what came is kept in the history", async () => {
    const run = await sh(`{ $AIO -q "slow lighthouse"; echo "code $?" >&2; } | head -c 10`);
    expect(run).toEqual({ code: 0, stdout: "word word ", stderr: "code 0\n" });
    const env = { ...mocked.home.env, ...mocked.env };
    const last = JSON.parse((await aioInProcess(["history", "show", "last", "--json"], { env })).stdout);
    expect(last.turns[0]).toMatchObject({ status: "cancelled" });
    expect(last.turns[0].answer[0].text).toMatch(/^word word /);
  });

  it("with -o the answer is still wanted when the reader leaves", async () => {
    const run = await sh(`$AIO -q "hello" -o kept.md | true`);
    expect(run.stderr).toBe("");
    expect(readFileSync(path.join(mocked.home.folder, "kept.md"), "utf8")).toContain("Hello from the mock.");
  });

  it("text that a slow program pipes in is waited for, never dropped", async () => {
    const run = await sh(`{ sleep 1; echo late text; } | $AIO -q summarise`);
    expect(run).toMatchObject({ code: 0, stdout: "Hello from the mock.\n" });
    expect(JSON.stringify(mocked.mock.getRequests().at(-1)?.body)).toContain("late text");
  });

  it.skipIf(!existsSync("/dev/full"))(
    "a full disk behind a redirection is one line, and the answer is kept",
    async () => {
      const run = await sh(`$AIO -q hello > /dev/full`);
      expect(run.code).toBe(1);
      expect(run.stderr).toMatch(/^error: Cannot write the output: the disk is full\.\n {2}fix: .*\n$/);
    },
  );
});

describe("-o", () => {
  it("leaves what was there, and no half file, when it cannot be written", () => {
    const { folder } = mocked.home;
    const before = readdirSync(folder).toSorted();
    expect(() => writeFileDurably(path.join(folder, "data"), "text")).toThrow(/it is a folder|EISDIR|rename/);
    expect(readdirSync(folder).toSorted()).toEqual(before);
  });

  it.each([
    ["a picture was asked for and none came", ["-o", "p.png", "hi"], 8, /holds no picture/],
    ["an unknown ending", ["-o", "x.doc", "hi"], 2, /Cannot tell the format/],
    ["a folder that is not there", ["-o", "/no/such/x.md", "hi"], 2, /There is no folder/],
  ] as const)("%s", async (...[, args, code, message]) => {
    const run = await aioInProcess(["-q", ...args], { env: { ...mocked.home.env, ...mocked.env } });
    expect(run.stderr).toMatch(message);
    expect(run.code).toBe(code);
  });
});

describe("JSON lines", () => {
  const env = (): Readonly<Record<string, string>> => ({ ...mocked.home.env, ...mocked.env });

  it("a prompt is judged also where no model may answer it", async () => {
    const run = await aioInProcess(["route", "--jsonl"], {
      env: mocked.home.env,
      input: '{"prompt":"Translate to French: good morning","id":7}\n',
    });
    expect(run.code).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({
      id: 7,
      task: "translation",
      tasks: { translation: expect.any(Number) },
      difficulty: expect.any(Number),
      model: null,
      fallbacks: [],
      reasons: [expect.stringContaining("No model can answer")],
      micros: expect.any(Number),
      error: { code: "no_usable_provider" },
    });
  });

  it("one prompt that no model may answer is judged too, and the exit code stays", async () => {
    const run = await aioInProcess(["route", "--json", "Translate to French: good morning"], { env: mocked.home.env });
    expect(run.code).toBe(3);
    expect(JSON.parse(run.stdout)).toMatchObject({
      task: "translation",
      tasks: { translation: expect.any(Number) },
      difficulty: expect.any(Number),
      model: null,
      fallbacks: [],
      reasons: [expect.stringContaining("No model can answer")],
      error: { code: "no_usable_provider" },
    });
  });

  it("lone surrogates and odd fields are answered or refused by line", async () => {
    const input = String.raw`{"prompt":"a \ud800 b"}
{"prompt":"x","model":5}
{"prompt":"x","task":"zz"}
null`;
    const run = await aioInProcess(["route", "--jsonl"], { env: env(), input });
    const rows = run.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(rows.slice(1).map((row) => row.error.code)).toEqual(["invalid_input", "invalid_input", "invalid_input"]);
    expect(run.code).toBe(2);
    for (const [line, what] of [
      ['{"text":"hi","kind":"bogus"}', /Line 1 is wrong: its "kind" is none of prompt, document/],
      ['{"text":"hi","system":5}', /Line 1 is wrong: its "system" is no text/],
      ['{"text":1}', /Line 1 is wrong: it has no "text"/],
      ["hello", /Line 1 is wrong: it is not JSON/],
    ] as const) {
      const wrong = await aioInProcess(["security", "scan", "--jsonl"], { env: env(), input: `${line}\n` });
      expect(wrong).toMatchObject({ code: 2, stdout: "" });
      expect(wrong.stderr).toMatch(what);
    }
    const scanned = await aioInProcess(["security", "scan", "--jsonl"], {
      env: env(),
      input: String.raw`{"text":"a \ud800 b"}`,
    });
    expect(JSON.parse(scanned.stdout)).toMatchObject({ severity: "none" });
  });

  it("every command with --json prints one object, or an array, and nothing else", async () => {
    await aioInProcess(["-q", "hello"], { env: env() });
    for (const line of [
      "models",
      "models show mistral-large",
      "route hello",
      "doctor",
      "config",
      "config path",
      "config get defaults.dial",
      "credentials",
      "credentials where",
      "history",
      "history search hello",
      "history show last",
      "history branches last",
      "history verify",
      "usage",
      "why",
      "rate up",
      "learned",
      "learned export",
      "learned off",
      "learned on",
      "rules",
      "audit",
      "audit verify",
      "audit stats",
      "audit export",
      "security alerts",
      "security scan hello",
      "security redact hello",
      "export last --format json",
      "keys",
    ]) {
      const run = await aioInProcess([...line.split(" "), "--json"], { env: env() });
      expect(
        () => JSON.parse(run.stdout) as unknown,
        `${line}: ${run.stdout.slice(0, 200)} ${run.stderr}`,
      ).not.toThrow();
    }
  });
});

describe("help", () => {
  it("every command has it, with a description, within 80 columns", async () => {
    const queue: string[][] = [[]];
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      const { code, stdout } = await aioInProcess([...path, "--help"], { env: mocked.home.env });
      expect(code).toBe(0);
      expect(stdout).toMatch(/^Usage: aio/);
      const commands = /\nCommands:\n([\s\S]*?)(\n\n|$)/.exec(stdout)?.[1] ?? "";
      for (const [, name] of commands.matchAll(/^ {2}(\w[\w-]*)/gm))
        if (name !== undefined && name !== "help") queue.push([...path, name]);
    }
  });
});
