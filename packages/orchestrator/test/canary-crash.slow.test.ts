import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { canaryHome } from "./canary-batch.ts";
import { canaryKey, canaryText, filesBelow, filesWith, KEY_MARK, TEXT_MARK, traces } from "./canary-marks.ts";
import { startEchoServer } from "./echo-server.ts";
import { cliEnv, MAIN, runCli } from "./run-cli.ts";

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 20));
}

it(
  "a diagnostic report that Node writes in the middle of a call holds no key, neither a stored one nor one of the environment",
  { timeout: 60_000 },
  async () => {
    if (process.platform === "win32") return;
    using home = canaryHome();
    await using server = await startEchoServer();
    const reports = path.join(home.folder, "reports");
    for (const folder of [reports, path.join(home.folder, "data"), path.join(home.folder, "tmp")])
      mkdirSync(folder, { mode: 0o700 });
    const providers = Object.fromEntries(["mistral", "groq"].map((id) => [id, { baseUrl: server.url }]));
    writeFileSync(path.join(home.folder, "data", "config.json"), JSON.stringify({ providers }), { mode: 0o600 });
    const plain = cliEnv(home.folder);
    await runCli(["credentials", "create-file", "--keyfile", path.join(home.folder, "keyfile")], { env: plain });
    await runCli(["credentials", "set", "groq", "--store", "file"], { env: plain, input: canaryKey("gsk_") });
    await runCli(["credentials", "allow-origin", "groq", server.origin, "--force"], { env: plain });

    const asked = [
      { model: "mistral-small", env: { MISTRAL_API_KEY: canaryKey() } },
      { model: "groq-gpt-oss-120b", env: {} },
    ];
    for (const { model, env } of asked) {
      const before = server.seen.length;
      const child = spawn(process.execPath, [MAIN, "-m", model, "-v"], {
        env: {
          ...plain,
          ...env,
          NODE_OPTIONS: `--report-on-signal --report-signal=SIGUSR2 --report-directory=${reports} --report-filename=${model}.json`,
        },
        stdio: ["pipe", "ignore", "ignore"],
      });
      const gone = new Promise((resolve) => child.once("close", resolve));
      child.stdin.end(`[[hang]] ${canaryText()}`);
      await until(() => server.seen.slice(before).some(({ key }) => key.includes(KEY_MARK)));
      child.kill("SIGUSR2");
      const file = path.join(reports, `${model}.json`);
      await until(() => existsSync(file) && readFileSync(file, "utf8").trimEnd().endsWith("}"));
      child.kill("SIGINT");
      await gone;
    }

    expect(filesBelow(reports)).toHaveLength(asked.length);
    for (const file of filesBelow(reports)) expect(JSON.parse(readFileSync(file, "utf8"))).toHaveProperty("header");
    expect(filesWith(reports, KEY_MARK)).toEqual([]);
    expect(filesWith(reports, TEXT_MARK)).toEqual([]);
    expect(filesWith(home.folder, KEY_MARK)).toEqual([]);
  },
);

it("an error nobody foresaw is told without a key, with -v too", { timeout: 60_000 }, async () => {
  using home = canaryHome();
  await using server = await startEchoServer();
  for (const folder of ["data", "tmp"]) mkdirSync(path.join(home.folder, folder), { mode: 0o700 });
  writeFileSync(
    path.join(home.folder, "data", "config.json"),
    JSON.stringify({ providers: { mistral: { baseUrl: server.url } } }),
    { mode: 0o600 },
  );
  // A library that throws out of a timer while the request hangs, telling all it has.
  const preload = path.join(home.folder, "crash.mjs");
  writeFileSync(
    preload,
    `setTimeout(() => {
      const inner = new Error("request failed: Authorization: Bearer " + process.env.MISTRAL_API_KEY);
      throw Object.assign(new TypeError("boom " + process.env.MISTRAL_API_KEY, { cause: inner }), { key: process.env.MISTRAL_API_KEY });
    }, 2500);`,
  );
  const env = { ...cliEnv(home.folder), MISTRAL_API_KEY: canaryKey(), NODE_OPTIONS: `--import=file://${preload}` };
  const run = await runCli(["-m", "mistral-small", "-v"], { env, input: "[[hang]] Hello" });
  expect(run.code).toBe(1);
  expect(run.stderr).toContain("boom");
  expect(traces(run.stderr + run.stdout, KEY_MARK)).toEqual([]);
  expect(filesWith(path.join(home.folder, "data"), KEY_MARK)).toEqual([]);
});
