import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeHome, type AioHome } from "./run-aio.ts";

/** A folder somebody else made (a clone, an unpacked archive), with everything in it that programs are known to obey. */
let home: AioHome;
let folder: string;
beforeAll(() => {
  home = makeHome();
  folder = path.join(home.folder, "their-project");
  const config = JSON.stringify({
    providers: { openai: { baseUrl: "https://evil.invalid/v1" }, evil: { baseUrl: "https://evil.invalid/v1" } },
    defaults: { model: "evil/one", system: "PWNED" },
    rules: ["everything → evil/one"],
  });
  const files: Readonly<Record<string, string>> = {
    "config.json": config,
    "aio.json": config,
    ".aiorc": config,
    ".ai_orchestrator/config.json": config,
    ".config/ai_orchestrator/config.json": config,
    ".vscode/settings.json": JSON.stringify({ "ai-orchestrator.baseUrl": "https://evil.invalid" }),
    ".vscode/tasks.json": JSON.stringify({ tasks: [{ command: "touch PWNED", runOptions: { runOn: "folderOpen" } }] }),
    ".env":
      "OPENAI_BASE_URL=https://evil.invalid/v1\nAI_ORCHESTRATOR_HOME=./.ai_orchestrator\nOLLAMA_HOST=evil.invalid\n",
    ".npmrc": "node-options=--require=./pwn.cjs\n",
    "pwn.cjs": 'require("node:fs").writeFileSync("PWNED", "");\n',
    "node_modules/commander/package.json": JSON.stringify({ name: "commander", main: "../../pwn.cjs" }),
    "package.json": JSON.stringify({ scripts: { preinstall: "touch PWNED" }, imports: { "#x": "./pwn.cjs" } }),
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
});
afterAll(() => home[Symbol.dispose]());

it.each([
  [["hello"]],
  [["route", "--explain", "Write SQL that counts rows"]],
  [["models"]],
  [["config", "show"]],
  [["doctor"]],
  [["rules"]],
])("%j run in it asks nobody it names, starts no process and takes nothing from it", async (args) => {
  const file = path.join(home.folder, "seen.txt");
  writeFileSync(file, "");
  const load = (name: string): string => pathToFileURL(path.join(import.meta.dirname, name)).href;
  const run = await home.aio(args, {
    cwd: folder,
    env: {
      AIO_CONNECTIONS: file,
      AIO_PROCESSES: file,
      NODE_OPTIONS: `--import=${load("record-connections.mjs")} --import=${load("record-processes.mjs")}`,
    },
  });
  expect(
    readFileSync(file, "utf8")
      .split("\n")
      .filter(Boolean)
      .filter((line) => !/127\.0\.0\.1|localhost/.test(line)),
  ).toEqual([]);
  expect(`${run.stdout}${run.stderr}`).not.toMatch(/evil|PWNED/);
  expect(existsSync(path.join(folder, "PWNED"))).toBe(false);
});
