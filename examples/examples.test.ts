import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const folder = import.meta.dirname;
const names = readdirSync(folder).filter((name) => /^\d\d-.*\.ts$/.test(name));
const MARK = "=== ";

/** What each example prints. One process runs them all, one after another, so that the library is loaded once. */
async function runExamples(): Promise<ReadonlyMap<string, string>> {
  const program = names
    .map((name) => {
      const url = pathToFileURL(path.join(folder, name)).href;
      return `console.log(${JSON.stringify(MARK + name)});\nawait import(${JSON.stringify(url)});`;
    })
    .join("\n");
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program], {
    timeout: 25_000,
  });
  expect(stderr).toBe("");
  return new Map(
    stdout
      .split(MARK)
      .slice(1)
      .map((text) => [text.slice(0, text.indexOf("\n")), text.slice(text.indexOf("\n")).trim()]),
  );
}

describe("examples", () => {
  it("run and say something", async () => {
    const printed = await runExamples();
    expect([...printed.keys()]).toEqual(names);
    for (const [name, text] of printed) expect(text, name).not.toBe("");
  });
});
