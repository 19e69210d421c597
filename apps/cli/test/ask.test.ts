import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { LLMock } from "@copilotkit/aimock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aioInProcess } from "./in-process.ts";
import { makeHome, type AioHome, type Run } from "./run-aio.ts";

let home: AioHome;
let mock: LLMock;
beforeAll(async () => {
  home = makeHome();
  mock = new LLMock({ port: 0, host: "127.0.0.1", logLevel: "silent" });
  mock.onMessage(/escape/, { content: "safe\u001B]0;title\u0007\u001B[2J done" });
  mock.onMessage(/slow/, { content: "word ".repeat(2000) }, { latency: 50, chunkSize: 5 });
  mock.onMessage(/[\s\S]*/, { content: "Hello from the mock." });
  await mock.start();
  mkdirSync(home.env["AI_ORCHESTRATOR_HOME"] ?? "", { recursive: true, mode: 0o700 });
  const config = { providers: { openai: { baseUrl: `${mock.url}/v1` }, mistral: { baseUrl: `${mock.url}/v1` } } };
  writeFileSync(path.join(home.env["AI_ORCHESTRATOR_HOME"] ?? "", "config.json"), JSON.stringify(config));
});
afterAll(async () => {
  await mock.stop();
  home[Symbol.dispose]();
});

const HUGE = path.join(tmpdir(), `aio-huge-${process.pid}.txt`);
beforeAll(() => {
  // Four tokens a word: more than the largest window in the catalogue.
  for (let part = 0; part < 8; part++) appendFileSync(HUGE, "Donaudampfschifffahrt ".repeat(90_000));
});
afterAll(() => rmSync(HUGE, { force: true }));

const KEY = { MISTRAL_API_KEY: "test-key-of-no-value-123456" };
const aio = (args: readonly string[], { input }: { readonly input?: string } = {}): Promise<Run> =>
  aioInProcess(args, { env: { ...home.env, ...KEY }, ...(input === undefined ? {} : { input }) });

/** Resolves when the provider is asked a question that holds `text`. */
async function isAsked(text: string): Promise<void> {
  while (!JSON.stringify(mock.getRequests().at(-1)?.body ?? "").includes(text))
    await new Promise((resolve) => setTimeout(resolve, 20));
}

describe("aio ask", () => {
  it("puts only the answer on stdout, and who answered and why on stderr", async () => {
    const run = await home.aio(["hello"], { env: KEY });
    expect(run.stdout).toBe("Hello from the mock.\n");
    expect(run.stderr).toMatch(/→ \S+ \(mistral\)/);
    expect(run.stderr).toMatch(/in, .* out/);
    expect(run.code).toBe(0);
  });

  it("joins piped text to the prompt", async () => {
    await aio(["summarise", "this", "-q"], { input: "piped text" });
    const body = JSON.stringify(mock.getRequests().at(-1)?.body);
    expect(body).toContain(String.raw`summarise this\n\npiped text`);
  });

  it("never lets control sequences of a model through, unless --raw", async () => {
    const clean = await aio(["escape", "-q"]);
    expect(clean.stdout).toBe("safe done\n");
    const raw = await aio(["escape", "-q", "--raw"]);
    expect(raw.stdout).toContain("\u001B]0;title");
  });

  it("prints one object with --json and every event with --jsonl", async () => {
    const one = JSON.parse((await aio(["hello", "--json"])).stdout);
    expect(one).toMatchObject({ version: 1, status: "complete", answer: "Hello from the mock.", provider: "mistral" });
    const lines = (await aio(["hello", "--jsonl"])).stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines[0]).toMatchObject({ v: 1, type: "turn-start", seq: 0 });
    expect(lines.at(-1)).toMatchObject({ type: "turn-end" });
    expect(lines.map((line) => line.seq)).toEqual(lines.map((_, index) => index));
  });

  it("writes -o by its ending and refuses to overwrite without --force", async () => {
    const file = path.join(home.folder, "answer.json");
    expect((await aio(["hello", "-o", file])).code).toBe(0);
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({
      prompt: "hello",
      response: "Hello from the mock.",
      usage: expect.any(Object),
    });
    const again = await aio(["hello", "-o", file]);
    expect(again).toMatchObject({ code: 2, stdout: "" });
    expect(again.stderr).toMatch(/exists[\s\S]*--force/);
    expect((await aio(["hello", "-o", file, "--force", "-q"])).code).toBe(0);
  });

  it("continues a conversation and shows it in the history", async () => {
    await aio(["first question", "-q"]);
    await aio(["--continue", "and then?", "-q"]);
    const messages = JSON.stringify(mock.getRequests().at(-1)?.body);
    expect(messages).toContain("first question");
    const list = JSON.parse((await aio(["history", "list", "--json"])).stdout);
    expect(list.items[0].turnCount).toBe(2);
    const shown = await aio(["history", "show", list.items[0].id]);
    expect(shown.stdout).toMatch(/first question[\s\S]*and then\?/);
  });

  it("keeps nothing of an incognito turn", async () => {
    await aio(["-i", "the canary word is xyzzyplugh", "-q"]);
    const found = await aio(["history", "search", "xyzzyplugh", "--json"]);
    expect(JSON.parse(found.stdout).items).toEqual([]);
    for (const name of ["history.db", "history.db-wal"]) {
      const file = path.join(home.env["AI_ORCHESTRATOR_HOME"] ?? "", name);
      if (existsSync(file)) expect(readFileSync(file).includes("xyzzyplugh")).toBe(false);
    }
  });

  it("cancels with Ctrl-C: exit 130", async () => {
    const run = await home.aio(["slow", "-q"], { env: KEY, signalWhen: isAsked("slow") });
    expect(run.code).toBe(130);
    expect(run.stderr).not.toMatch(/at .*\.ts/);
  });
});

describe("aio refuses bad input in one line with the right exit code", () => {
  it.each([
    ["an empty prompt", ["   "], {}, 2, /no prompt/i],
    ["an unknown option", ["--modle", "x", "hi"], {}, 2, /unknown option/i],
    ["an unknown model", ["-m", "claude-sonet-4.5", "hi"], {}, 2, /claude-sonnet-4\.5/],
    [
      "a model without its key",
      ["-m", "gpt-5.5", "hi"],
      KEY,
      3,
      /^error: gpt-5\.5 cannot be used: no key\.\n.*credentials set openai/m,
    ],
    ["an unreadable file", ["-f", "/no/such/file", "hi"], {}, 2, /Cannot read \/no\/such\/file/],
    ["contradicting flags", ["-c", "--best", "hi"], {}, 2, /contradict/],
    ["a web address without leave", ["-f", "http://example.com/x", "hi"], {}, 2, /--allow-urls/],
    ["a number out of range", ["--temperature", "3", "hi"], {}, 2, /0 to 2/],
    ["--local without a local model", ["--local", "hi"], KEY, 3, /machine/],
    ["more text than any model takes", ["-f", HUGE, "-q", "hi"], KEY, 2, /window/],
    ["a cost limit below any model", ["--max-cost", "0.000000001", "hi"], KEY, 5, /cost|budget/i],
  ])("%s", async (...[, args, env, code, message]) => {
    const run = await aioInProcess(args, { env: { ...home.env, ...env } });
    expect(run.stderr).toMatch(message);
    expect(run.code).toBe(code);
    expect(run.stdout).toBe("");
    expect(run.stderr).not.toMatch(/\n\s+at /);
  });

  it("500,001 characters and text that is not UTF-8", async () => {
    const long = await aioInProcess(["-q"], { env: { ...home.env, ...KEY }, input: "x".repeat(500_001) });
    expect(long).toMatchObject({ code: 2 });
    expect(long.stderr).toMatch(/500000|500,000/);
  });

  it("no provider at all: exit 3 and the three shortest ways to begin", async () => {
    const run = await aioInProcess(["hi"], { env: home.env });
    expect(run.code).toBe(3);
    expect(run.stderr).toMatch(/aio credentials set openai/);
    expect(run.stderr).toMatch(/ollama/);
    expect(run.stderr).toMatch(/--demo/);
  });
});

describe("aio route", () => {
  it("decides without calling anyone, and reads lines", async () => {
    const before = mock.getRequests().length;
    const one = JSON.parse((await aio(["route", "--json", "Write a haiku"])).stdout);
    expect(one).toMatchObject({
      model: expect.any(String),
      provider: "mistral",
      reasons: expect.any(Array),
      rejected: expect.any(Array),
    });
    const lines = await aio(["route", "--jsonl"], {
      input: '{"prompt":"hi"}\n{"prompt":"Translate to French: good morning"}\nnot json\n',
    });
    const rows = lines.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(rows[0]).toMatchObject({
      task: expect.any(String),
      tasks: expect.any(Object),
      difficulty: expect.any(Number),
      model: expect.any(String),
      fallbacks: expect.any(Array),
      reasons: expect.any(Array),
      micros: expect.any(Number),
    });
    expect(rows[1].task).toBe("translation");
    expect(rows[2]).toMatchObject({ line: 3, error: { code: "invalid_input" } });
    expect(mock.getRequests().length).toBe(before);
  });
});
