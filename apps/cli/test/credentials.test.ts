import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aioInProcess } from "./in-process.ts";
import { makeHome, type AioHome, type Run } from "./run-aio.ts";

const KEY = "sk-proj-q8Zt3mVw9LxR2bNc7YhK4sDf6GpJ1aTe";
let home: AioHome;
let data = "";
const aio = (args: readonly string[], input?: string): Promise<Run> =>
  aioInProcess(["credentials", ...args], { env: home.env, ...(input === undefined ? {} : { input }) });

beforeAll(async () => {
  home = makeHome();
  data = home.env["AI_ORCHESTRATOR_HOME"] ?? "";
  const keyfile = path.join(home.folder, "keyfile");
  const made = await aio(["create-file", "--keyfile", keyfile]);
  expect(made.stderr).toContain("created");
});
afterAll(() => home[Symbol.dispose]());

describe("aio credentials with the encrypted file", () => {
  it("stores a piped key, shows where it is, and prints it only with --reveal", async () => {
    expect((await aio(["set", "openai"], `${KEY}\n`)).stderr).toMatch(/stored openai in the file/);
    expect((await aio([])).stdout).toMatch(/● +openai +file/);
    const hidden = await aio(["get", "openai"]);
    expect(hidden.stdout + hidden.stderr).not.toContain(KEY);
    expect((await aio(["get", "openai", "--reveal"])).stdout).toBe(`${KEY}\n`);
    expect(JSON.parse((await aio(["where", "openai", "--json"])).stdout)[0]).toMatchObject({
      provider: "openai",
      source: "file",
      active: true,
    });
  });

  it("leaves the key in no file in the clear, and the file readable by its owner only", () => {
    for (const name of readdirSync(data, { recursive: true, encoding: "utf8" })) {
      const file = path.join(data, name);
      if (statSync(file).isFile()) expect(readFileSync(file).includes(KEY), name).toBe(false);
    }
    expect(statSync(path.join(data, "vault.json")).mode & 0o077).toBe(0);
  });

  it("exports encrypted and imports into another home", async () => {
    const file = path.join(home.folder, "keys.export");
    expect((await aio(["export", file], "a good passphrase")).code).toBe(0);
    expect(readFileSync(file, "utf8")).not.toContain(KEY);
    expect((await aio(["export", file], "a good passphrase")).code).toBe(2);
    await aio(["remove", "openai"]);
    const wrong = await aio(["import", file], "another passphrase");
    expect(wrong.code).not.toBe(0);
    expect(wrong.stderr).toMatch(/^error: .*\n/);
    expect((await aio(["import", file], "a good passphrase")).stderr).toMatch(/imported openai/);
    expect((await aio(["import", file], "a good passphrase")).stderr).toMatch(
      /imported nothing; skipped openai \(there is a key already\)/,
    );
    expect((await aio(["import", file, "--overwrite"], "a good passphrase")).stderr).toMatch(/imported openai\n/);
    expect((await aio(["get", "openai", "--reveal"])).stdout).toBe(`${KEY}\n`);
  });

  it("gets a new master key and keeps every key readable", async () => {
    expect((await aio(["rotate"])).stderr).toMatch(/rotated/);
    expect((await aio(["get", "openai", "--reveal"])).stdout).toBe(`${KEY}\n`);
  });

  it("takes a passphrase and another key file as ways in, and tells what is not at hand", async () => {
    expect((await aio(["set-passphrase"], "four words of nonsense")).stderr).toMatch(/new passphrase/);
    const second = path.join(home.folder, "second.key");
    expect((await aio(["add-keyfile", second])).code).toBe(0);
    expect((await aio(["add-keyfile", second])).stderr).toMatch(/exists already/);
    expect((await aio([])).stdout).toMatch(/store file: available .*keyfile, passphrase/);
    const made = await aio(["create-file"], "another one");
    expect(made.stderr).toMatch(/exists already[\s\S]*fix: Nothing was changed.*set-passphrase/);
    expect((await aio(["unlock"])).stderr).toBe("nothing is locked\n");
    const lost = { ...home.env, AI_ORCHESTRATOR_KEYFILE: path.join(home.folder, "gone") };
    expect((await aioInProcess(["credentials", "get", "openai"], { env: lost })).stderr).toMatch(/gone|locked/);
    const file = path.join(home.folder, "phrase");
    writeFileSync(file, "four words of nonsense\n", { mode: 0o600 });
    const script = { ...lost, AI_ORCHESTRATOR_PASSPHRASE_FILE: file };
    expect((await aioInProcess(["credentials", "get", "openai", "--reveal"], { env: script })).stdout).toBe(`${KEY}\n`);
  });

  it("shows which place holds another key than the one in use, and only the ends of both", async () => {
    const env = { ...home.env, OPENAI_API_KEY: "sk-other-0123456789wxyz" };
    const { stdout } = await aioInProcess(["credentials", "where", "openai"], { env });
    expect(stdout).toMatch(
      /● +openai +••••1aTe +file[\s\S]*○ +openai +••••wxyz another +environment \(OPENAI_API_KEY\)/,
    );
    expect(stdout).not.toMatch(/0123456789|q8Zt3m/);
  });

  it("says that what the old key was allowed does not go over to a new one", async () => {
    await aio(["set", "openai"], KEY);
    expect((await aio(["allow-origin", "openai", "https://proxy.example", "--force"])).code).toBe(0);
    const again = await aio(["set", "openai"], KEY);
    expect(again.stderr).toMatch(
      /allowed to go to https:\/\/proxy\.example.*allow-origin openai https:\/\/proxy\.example/,
    );
    expect((await aio(["set", "openai"], KEY)).stderr).toBe("stored openai in the file\n");
  });

  it("says of an export opened with another passphrase what to type", async () => {
    const file = path.join(home.folder, "keys.export");
    await aio(["export", file], "a good passphrase");
    const wrong = await aio(["import", file], "another good one");
    expect(wrong.stderr).toMatch(/does not open with that passphrase[\s\S]*fix: Type the passphrase/);
    expect((await aio(["import", file, "--overwrite"], "a good passphrase")).stderr).toMatch(/imported openai/);
  });

  it("removes, and says so when there is nothing to remove", async () => {
    expect((await aio(["remove", "openai"])).stderr).toMatch(/removed openai/);
    expect(await aio(["remove", "openai"])).toMatchObject({ code: 3 });
  });
});

describe("aio credentials refuses", () => {
  it.each([
    ["a misspelt provider", ["set", "openia"], "x", 2, /Did you mean openai\?/],
    ["an unknown provider", ["set", "nope"], "x", 2, /There is no provider "nope"[\s\S]*Providers: openai/],
    ["an empty key", ["set", "openai"], "\n", 2, /No key was given/],
    ["a key on the command line", ["set", "openai", "sk-x"], "", 2, /too many arguments/],
    ["an unknown store", ["set", "openai", "--store", "cloud"], "x", 2, /keychain, file/],
    ["a short passphrase", ["export", "x.export"], "short", 2, /too short/],
    ["an export into no folder", ["export", "nowhere/x.export"], "a good passphrase", 2, /There is no folder/],
    ["a walk without a terminal", ["setup"], "", 2, /needs a terminal/],
    ["a test without a key", ["test", "groq"], "", 3, /There is no API key for Groq/],
    ["an address without a scheme", ["allow-origin", "openai", "proxy"], "", 2, /not an address/],
  ] as const)("%s", async (...[, args, input, code, message]) => {
    const run = await aio(args, input);
    expect(run.stdout + run.stderr).toMatch(message);
    expect(run.code).toBe(code);
    expect(run.stderr).not.toMatch(/\n\s+at /);
  });
});
