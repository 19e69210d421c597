import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { aioInProcess } from "./in-process.ts";
import { makeHome, type Run } from "./run-aio.ts";

/** Written by the earlier program's recipe (Python's `cryptography`) on a machine of another name, for another user. */
const TOKEN =
  "gAAAAABrBjF7-UVv36hVgIY46lwQnKcWMzV_NAniM1YlwXIf2yd-FHJncrv4nWbGAxJ_77sHqAkj8RQN-EnH1vrfQmb5SIrmK35tHCW70FTLbcCFLiOmp2EPHfVjr0Hw95wU-ZjTfQkra3pjrCjPnZEUEj504DPsBa0nOreq4Pw6fcxEKmJ02uEMqof4f2JAiE-2f82AhYiRhL47Tt2KZAvBsS2GZtPlv9fIyIe3OVhwIDnCrI-tw3o=";
const THEN = ["--machine-id", "0123456789abcdef0123456789abcdef", "--user", "ada", "--hostname", "analytical-engine"];

it("takes over the earlier program's keys from a machine that was renamed, told what it was called", async () => {
  using home = makeHome();
  const aio = (args: readonly string[]): Promise<Run> => aioInProcess(["credentials", ...args], { env: home.env });
  const file = path.join(home.folder, "credentials.enc");
  writeFileSync(file, TOKEN);
  await aio(["create-file", "--keyfile", path.join(home.folder, "keyfile")]);

  const unknown = await aio(["import-legacy", file]);
  expect(unknown.code).not.toBe(0);
  expect(unknown.stderr).toMatch(/not written on this machine[\s\S]*fix:[\s\S]*--hostname, --user, --machine-id/);

  const taken = await aio(["import-legacy", file, ...THEN, "--hostname", "another-guess"]);
  expect(taken.stderr).toMatch(/imported openai, mistral, cohere\n[\s\S]*renew these keys/);
  expect((await aio(["get", "openai", "--reveal"])).stdout).toBe("sk-legacy-openai-0123456789\n");
  expect((await aio(["import-legacy", file, ...THEN])).stderr).toMatch(/imported nothing; skipped openai/);
  expect(JSON.parse((await aio(["import-legacy", file, ...THEN, "--overwrite", "--json"])).stdout)).toEqual({
    imported: ["openai", "mistral", "cohere"],
    skipped: [],
  });
});

it("says of another file that it is none of the earlier program's", async () => {
  using home = makeHome();
  const file = path.join(home.folder, "notes.txt");
  writeFileSync(file, "hello");
  const run = await aioInProcess(["credentials", "import-legacy", file], { env: home.env });
  expect(run.stderr).toMatch(/not a key file of the earlier program[\s\S]*fix: It was called credentials\.enc/);
});

it("looks where the earlier program kept its file, and says in its help what changed facts mean", async () => {
  using home = makeHome();
  mkdirSync(path.join(home.folder, ".ai_orchestrator"), { recursive: true });
  const nothing = await aioInProcess(["credentials", "import-legacy"], { env: home.env });
  expect(nothing.stderr).toMatch(/Nothing of the earlier program was found/);
  const help = await aioInProcess(["credentials", "import-legacy", "--help"], { env: home.env });
  expect(help.stdout).toMatch(/Examples:[\s\S]*--hostname old-laptop/);
});
