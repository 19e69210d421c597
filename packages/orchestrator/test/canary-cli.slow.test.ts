import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { canaryHome } from "./canary-batch.ts";
import { canaryKey, canaryText, filesBelow, filesWith, KEY_MARK, TEXT_MARK, traces } from "./canary-marks.ts";
import { startEchoServer, type EchoServer } from "./echo-server.ts";
import { cliEnv, runCli, type CliRun } from "./run-cli.ts";

const MODEL = "mistral-small";

/** A home whose config sends the providers to the echo server and logs to a file at the loudest level. */
function writeConfig(home: string, server: EchoServer): void {
  mkdirSync(path.join(home, "data"), { recursive: true, mode: 0o700 });
  mkdirSync(path.join(home, "tmp"));
  const providers = Object.fromEntries(["mistral", "groq", "deepseek"].map((id) => [id, { baseUrl: server.url }]));
  writeFileSync(
    path.join(home, "data", "config.json"),
    JSON.stringify({ providers, logging: { level: "DEBUG", file: path.join(home, "data", "aio.log") } }),
    { mode: 0o600 },
  );
}

function expectNoKey(runs: readonly CliRun[]): void {
  for (const { stdout, stderr, ...faces } of runs) {
    expect(traces(stdout, KEY_MARK)).toEqual([]);
    expect(traces(stderr, KEY_MARK)).toEqual([]);
    expect(traces(faces.arguments, KEY_MARK)).toEqual([]);
    expect(traces(faces.environments, KEY_MARK)).toEqual([]);
  }
}

describe("keys and prompts given to the command line", () => {
  it(
    "stay out of files, output, arguments and environments, errors told with all their causes included",
    { timeout: 60_000 },
    async () => {
      using home = canaryHome();
      await using server = await startEchoServer();
      writeConfig(home.folder, server);
      const env = cliEnv(home.folder);
      const aio = (args: readonly string[], input = ""): Promise<CliRun> => runCli(args, { env, input });
      const runs = [await aio(["credentials", "create-file", "--keyfile", path.join(home.folder, "keyfile")])];
      for (const provider of ["mistral", "groq", "deepseek"]) {
        runs.push(await aio(["credentials", "set", provider, "--store", "file"], canaryKey()));
        runs.push(await aio(["credentials", "allow-origin", provider, server.origin, "--force"]));
      }
      expect(runs.map(({ code, stderr }) => [code, stderr]).filter(([code]) => code !== 0)).toEqual([]);
      const asked: CliRun[] = [];
      for (const mode of ["ok", "json-401", "sse-broken", "html-403"])
        asked.push(await aio(["-m", MODEL, "-v", "--timeout", "5"], `[[${mode}]] ${canaryText()}`));
      runs.push(...asked, await aio(["doctor", "-v"]), await aio(["credentials", "test", "mistral", "-v"]));
      for (const words of [
        ["doctor", "--json"],
        ["credentials", "--json"],
        ["credentials", "where", "--json"],
        ["config", "explain", "--json"],
        ["models", "--json", "-v"],
        ["audit", "verify", "--json"],
        ["audit", "export", "--format", "csv"],
        ...["bash", "zsh", "fish", "powershell"].map((shell) => ["completion", shell]),
      ])
        runs.push(await aio(words));
      runs.push(
        await aio(["audit", "list", "--json"]),
        await aio(["security", "alerts", "--json"]),
        await aio(["usage", "--json"]),
      );
      expect(asked.map(({ code }) => code === 0)).toEqual([true, false, false, false]);
      expect(server.seen.filter(({ key }) => key.includes(KEY_MARK)).length).toBeGreaterThanOrEqual(4);

      expectNoKey(runs);
      expect(filesWith(home.folder, KEY_MARK)).toEqual([]);
      for (const { stderr, ...faces } of runs) {
        expect(traces(stderr, TEXT_MARK)).toEqual([]);
        expect(traces(faces.arguments + faces.environments, TEXT_MARK)).toEqual([]);
      }
      for (const { stdout } of runs.slice(-16)) expect(traces(stdout, TEXT_MARK)).toEqual([]);
      expect(filesWith(home.folder, TEXT_MARK).filter((line) => !/history\.db/.test(line))).toEqual([]);
    },
  );

  it("are in files for their owner only, whatever the umask", { timeout: 60_000 }, async () => {
    if (process.platform === "win32") return;
    using home = canaryHome();
    await using server = await startEchoServer();
    const env = { ...cliEnv(home.folder), MISTRAL_API_KEY: canaryKey() };
    const sh = ["/bin/sh", "-c", 'umask 000; exec "$0" "$@"'];
    const data = path.join(home.folder, "data");
    const aio = (args: readonly string[], input = ""): Promise<CliRun> => runCli(args, { env, input, wrapper: sh });
    expect((await aio(["config", "set", "providers.mistral.baseUrl", server.url])).code).toBe(0);
    expect((await aio(["config", "set", "logging.file", path.join(data, "aio.log")])).code).toBe(0);
    expect((await aio(["config", "set", "logging.level", "DEBUG"])).code).toBe(0);
    await aio(["credentials", "create-file", "--keyfile", path.join(data, "keyfile")]);
    await aio(["credentials", "set", "groq", "--store", "file"], canaryKey());
    expect((await aio(["-m", MODEL], `Hello ${canaryText()}`)).code).toBe(0);
    await aio(["keys", "create", "somebody"]);
    await aio(["rate", "up"]);
    await aio(["history", "backup", path.join(data, "backup.db")]);

    const entries = [data, ...foldersBelow(data), ...filesBelow(data)];
    expect(entries.length).toBeGreaterThan(6);
    const loose = entries.flatMap((entry) => {
      const mode = statSync(entry).mode & 0o777;
      return (mode & 0o077) === 0 ? [] : [`${path.relative(home.folder, entry)} ${mode.toString(8)}`];
    });
    expect(loose).toEqual([]);
    expect(readFileSync(path.join(data, "config.json"), "utf8")).toContain(server.url);
  });
});

function foldersBelow(folder: string): readonly string[] {
  return [...new Set(filesBelow(folder).map((file) => path.dirname(file)))];
}
