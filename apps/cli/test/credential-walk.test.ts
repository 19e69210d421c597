import { PassThrough, Writable } from "node:stream";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createContext } from "../src/cli-context.ts";
import { runCommand } from "../src/run.ts";
import { aioInProcess } from "./in-process.ts";
import { makeHome, type AioHome } from "./run-aio.ts";

/** A person at a terminal: answers each hidden question with the next of `typed`, which the terminal must never show. */
async function walk(
  args: readonly string[],
  typed: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<{ readonly code: number; readonly shown: string; readonly isRaw: boolean }> {
  const state = { shown: "", isRaw: false, next: 0 };
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: (on: boolean) => void (state.isRaw = on),
  });
  const answer = (): void => {
    const text = typed[state.next++];
    if (text !== undefined) setImmediate(() => stdin.write(text));
  };
  const screen = (): NodeJS.WriteStream =>
    Object.assign(
      new Writable({
        decodeStrings: false,
        write: (chunk: string, _encoding, done) => {
          state.shown += chunk;
          if (/(key|not shown\)|Again): $/.test(chunk)) answer();
          done();
        },
      }),
      { isTTY: true, columns: 100 },
    ) as unknown as NodeJS.WriteStream;
  const context = createContext(
    new AbortController().signal,
    { isReaderGone: false, failure: undefined, goOnWithoutReader: () => {} },
    { stdin: stdin as unknown as NodeJS.ReadStream, stdout: screen(), stderr: screen(), env },
  );
  const code = await runCommand(["credentials", ...args], context);
  return { code, shown: state.shown, isRaw: state.isRaw };
}

let home: AioHome;
/** Nothing answers there: the live check fails at once. */
const offline = (): Record<string, string> => ({ ...home.env, NO_COLOR: "1" });

beforeAll(async () => {
  home = makeHome();
  const made = await aioInProcess(["credentials", "create-file", "--keyfile", path.join(home.folder, "keyfile")], {
    env: home.env,
  });
  expect(made.code).toBe(0);
  for (const provider of ["openai", "anthropic", "google", "mistral"])
    await aioInProcess(["config", "set", `providers.${provider}.baseUrl`, "http://127.0.0.1:9/v1"], { env: home.env });
});
afterAll(() => home[Symbol.dispose]());

describe("aio credentials setup", () => {
  it("asks again after a key that cannot be one, stores, removes, and ends with Ctrl-C keeping what was stored", async () => {
    const run = await walk(["setup"], ["bad key\r", "sk-walk-0123456789abcd\r", "\r", "-\r", "\u0003"], offline());
    expect(run.code).toBe(130);
    expect(run.isRaw).toBe(false);
    expect(run.shown).toMatch(
      /1\/\d+ OpenAI[\s\S]*not stored: .*contains a space[\s\S]*stored in the file[\s\S]*stored, but: [\s\S]*2\/\d+ Anthropic[\s\S]*3\/\d+ Google Gemini[\s\S]*there was none to remove[\s\S]*4\/\d+ [\s\S]*ended/,
    );
    expect(run.shown).not.toMatch(/0123456789|bad key|Nothing was changed/);
    const found = await aioInProcess(["credentials", "get", "openai", "--reveal"], { env: home.env });
    expect(found.stdout).toBe("sk-walk-0123456789abcd\n");
  });

  it("removes with a dash what is there", async () => {
    expect((await walk(["setup"], ["-\r", "\u0003"], offline())).shown).toMatch(/ {2}removed\n/);
    expect((await aioInProcess(["credentials", "get", "openai"], { env: home.env })).code).toBe(3);
  });
});

describe("a passphrase", () => {
  it("is asked for once by rotate, the present one before the new one by set-passphrase, and never shown", async () => {
    using other = makeHome();
    const env = { ...other.env, NO_COLOR: "1" };
    const [old, next] = ["four words of nonsense\r", "another good phrase\r"];
    const count = (text: string): number => text.split("Passphrase of the encrypted file").length - 1;
    expect((await walk(["create-file"], [old, old], env)).code).toBe(0);
    const rotated = await walk(["rotate"], [old], env);
    expect([rotated.code, count(rotated.shown)]).toEqual([0, 1]);
    const changed = await walk(["set-passphrase"], [old, next, next], env);
    expect(changed.code).toBe(0);
    expect(changed.shown).toMatch(/Passphrase of the encrypted file[\s\S]*New passphrase[\s\S]*Again/);
    const wrong = await walk(["unlock"], [old], env);
    expect(wrong.shown).toMatch(/does not open with the passphrase/);
    const right = await walk(["unlock"], [next], env);
    expect(right.shown).toMatch(/the passphrase is right/);
    for (const { shown } of [rotated, changed, wrong, right]) expect(shown).not.toMatch(/nonsense|good phrase/);
  });
});
