import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeHome, type AioHome } from "./run-aio.ts";

/** The shells themselves, not packages of ours. */
const SHELLS = { bash: "bash", zsh: "zsh", fish: "fish" };
const has = (shell: string): boolean => spawnSync(shell, ["-c", "exit 0"]).status === 0;

let home: AioHome;
const scripts = new Map<string, string>();
beforeAll(async () => {
  home = makeHome();
  for (const shell of ["bash", "zsh", "fish", "powershell"]) {
    const { stdout } = await home.aio(["completion", shell]);
    const file = path.join(home.folder, `aio.${shell}`);
    writeFileSync(file, stdout);
    scripts.set(shell, file);
  }
});
afterAll(() => home[Symbol.dispose]());

function bash(words: readonly string[]): readonly string[] {
  const run = spawnSync(
    SHELLS.bash,
    [
      "-c",
      `source "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _aio; printf '%s\\n' "\${COMPREPLY[@]}"`,
      scripts.get("bash") ?? "",
      ...words,
    ],
    { encoding: "utf8", cwd: home.folder },
  );
  expect(run.stderr).toBe("");
  return run.stdout.trim().split("\n");
}

const CASES: readonly (readonly [readonly string[], readonly string[]])[] = [
  [["aio", "hist"], ["history"]],
  [["aio", "history", "un"], ["undelete"]],
  [["aio", "--local", "--tem"], ["--temperature"]],
  [
    ["aio", "ask", "--effort", "m"],
    ["minimal", "medium"],
  ],
  [["aio", "usage", "--by", "prov"], ["provider"]],
  [["aio", "completion", "f"], ["fish"]],
  [
    ["aio", "credentials", "set", "openai", "--store", ""],
    ["keychain", "file"],
  ],
  [["aio", "history", "search", "some", "words", "--al"], ["--alerts"]],
  [["aio", "compare", "-m", "a,b", "--thi"], ["--think"]],
  [["aio", "-f", "aio.f"], ["aio.fish"]],
  [["aio", "credentials", "set", "op"], ["openai"]],
  [["aio", "models", "list", "--provider", "vert"], ["vertex-ai"]],
  [["aio", "config", "set", "defaults.di"], ["defaults.dial"]],
  [["aio", "rate", "--task", "transl"], ["translation"]],
];

describe.skipIf(!has(SHELLS.bash))("bash completion", () => {
  it.each(CASES)("%j → %j", (words, expected) => expect(bash(words)).toEqual(expected));
});

describe.skipIf(!has(SHELLS.fish))("fish completion", () => {
  it.each(CASES.slice(0, 6))("%j → %j", (words, expected) => {
    const run = spawnSync(
      SHELLS.fish,
      ["-c", `source $argv[1]; complete -C $argv[2]`, scripts.get("fish") ?? "", words.join(" ")],
      {
        encoding: "utf8",
        env: { ...home.env },
      },
    );
    const got = run.stdout
      .trim()
      .split("\n")
      .map((line) => line.split("\t")[0]);
    expect(got.toSorted()).toEqual([...expected].sort());
  });
});

describe.skipIf(!has(SHELLS.zsh))("zsh completion", () => {
  it("loads without complaint and defines the completer", () => {
    const run = spawnSync(SHELLS.zsh, ["-f", "-c", `source ${scripts.get("zsh")} && print -r -- $_comps[aio]`], {
      encoding: "utf8",
      env: { ...home.env },
    });
    expect(run.stderr).toBe("");
    expect(run.stdout).toContain("_bash_complete");
  });
});

describe("every shell", () => {
  it("is refused with the list when there is no script for it", async () => {
    const run = await home.aio(["completion", "tcsh"]);
    expect(run).toMatchObject({ code: 2, stdout: "" });
    expect(run.stderr).toMatch(/bash, zsh, fish, powershell/);
  });
});
