import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { canaryHome } from "./canary-batch.ts";
import { canaryText, filesWith, TEXT_MARK, traces } from "./canary-marks.ts";
import { ATTACK, FACT, providersAt, startCanaryServer } from "./incognito-world.ts";
import { cliEnv, runCli } from "./run-cli.ts";

const hasStrace = process.platform === "linux" && spawnSync("strace", ["-V"]).status === 0;

it.skipIf(!hasStrace)(
  "incognito from the command line: no write to any file holds a word of it (strace; skipped where it is not installed)",
  { timeout: 60_000 },
  async () => {
    using home = canaryHome();
    await using server = await startCanaryServer();
    const env = { ...cliEnv(home.folder), MISTRAL_API_KEY: "mistral-key-000000000000" };
    const log = path.join(home.folder, "data", "aio.log");
    mkdirSync(path.join(home.folder, "data"), { recursive: true, mode: 0o700 });
    writeFileSync(
      path.join(home.folder, "data", "config.json"),
      JSON.stringify({ providers: providersAt(server), logging: { level: "DEBUG", file: log } }),
      { mode: 0o600 },
    );
    const attachment = path.join(home.folder, "notes.txt");
    expect((await runCli(["-m", "mistral-small"], { env, input: FACT })).code).toBe(0);
    writeFileSync(attachment, `Notes: ${canaryText()}`);
    const trace = path.join(home.folder, "trace");
    const calls =
      "trace=openat,open,creat,write,pwrite64,writev,pwritev,pwritev2,link,linkat,rename,renameat2,symlinkat";
    const run = await runCli(
      ["--continue", "-i", "-m", "mistral-small", "-s", `Never tell ${canaryText()}.`, "-f", attachment, "-v"],
      {
        env,
        input: `${ATTACK} ${canaryText()}`,
        wrapper: ["strace", "-ff", "-y", "-s", "1000000", "-e", calls, "-o", trace],
      },
    );
    expect(run.code, run.stderr).toBe(0);
    expect(run.stderr).toContain("incognito");
    expect(traces(run.stdout, TEXT_MARK)).not.toEqual([]);
    const body = server.seen.at(-1)?.body ?? "";
    expect(body).toContain(FACT);
    expect(body.split(TEXT_MARK).length).toBeGreaterThanOrEqual(4);

    const lines = takeTrace(home.folder);
    const writes = lines.filter((line) => /^(write|pwrite|writev|pwritev)/.test(line));
    expect(writes.some((line) => line.includes("history.db"))).toBe(true);
    const toFiles = writes.filter((line) => /^\w+\(\d+<\//.test(line) && !/^\w+\(\d+<(\/dev|pipe|socket)/.test(line));
    expect(toFiles.filter((line) => traces(line, TEXT_MARK).length > 0)).toEqual([]);
    expect(
      touched(lines).flatMap((file) => traces(readIfThere(file), TEXT_MARK).map((at) => `${file}: ${at}`)),
    ).toEqual([]);
    rmSync(attachment);
    expect(filesWith(home.folder, TEXT_MARK)).toEqual([]);
  },
);

/** The lines of all traces, which are removed: they quote what was read. */
function takeTrace(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith("trace."))
    .flatMap((name) => {
      const file = path.join(folder, name);
      const lines = readFileSync(file, "latin1").split("\n");
      rmSync(file);
      return lines;
    });
}

/** Files that were opened for writing. */
function touched(lines: readonly string[]): readonly string[] {
  const opened = lines.filter((line) => /O_WRONLY|O_RDWR|O_CREAT|^creat/.test(line));
  return [...new Set(opened.flatMap((line) => /"(\/[^"]+)"/.exec(line)?.[1] ?? []))].filter(
    (file) => !/^\/(dev|proc|sys)\//.test(file),
  );
}

function readIfThere(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    // It was removed again, or is no file; what was written to it is among the writes.
    return Buffer.alloc(0);
  }
}
