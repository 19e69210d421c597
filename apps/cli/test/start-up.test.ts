import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { makeHome } from "./run-aio.ts";

/** Each costs a start 10 ms or more; `bench/startup` measures. */
const NOT_FOR_DECIDING = /\/node_modules\/(zod|undici|@ai-sdk|@copilotkit)\/|node:sqlite|\/packages\/(store|gateway)\//;

it("deciding loads no store, no schemas, no provider code and no server", async () => {
  using home = makeHome();
  const file = path.join(home.folder, "modules.txt");
  const recorder = pathToFileURL(path.join(import.meta.dirname, "record-modules.mjs")).href;
  const env = { OPENAI_API_KEY: "test-key-00000000", AIO_MODULES: file, NODE_OPTIONS: `--import=${recorder}` };
  const run = await home.aio(["route", "hello"], { env });
  expect(run.code, run.stderr).toBe(0);
  const loaded = readFileSync(file, "utf8").split("\n");
  expect(loaded.length).toBeGreaterThan(50);
  expect(loaded.filter((url) => NOT_FOR_DECIDING.test(url))).toEqual([]);
});

it("loads nothing that an old Node cannot read before it says which Node it needs", () => {
  const src = path.join(import.meta.dirname, "../src");
  const loaded = new Set<string>();
  const load = (file: string): void => {
    if (loaded.has(file)) return;
    loaded.add(file);
    for (const [, names, from = ""] of readFileSync(path.join(src, file), "utf8").matchAll(
      /^import (.*) from "(.*)";$/gm,
    )) {
      if (from.startsWith(".")) load(path.join(path.dirname(file), from));
      else expect(names, `${file}: a missing named import stops everything`).not.toContain("{");
    }
  };
  load("main.ts");
  load("configure.ts");
  expect([...loaded].toSorted()).toEqual([
    "configure.ts",
    "hide-sqlite-warning.ts",
    "input/hide-typing.ts",
    "main.ts",
    "start.ts",
    "version.ts",
  ]);
});
