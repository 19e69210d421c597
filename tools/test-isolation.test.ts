import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";

const root = path.resolve(import.meta.dirname, "..");
/** What outlives a test file in its process: replaced modules and globals, and the process's own state. */
const OUTLIVES =
  /\bvi\.(mock|doMock|hoisted|useFakeTimers)\(|process\.(chdir|umask)\(|process\.env(\.\w+|\["\w+"\]) =[^=]/;

it("a test that changes its process is named *.isolated.test.ts, because the others share theirs", () => {
  const files = globSync("{packages,apps,tools,bench,examples}/**/*.test.ts", {
    cwd: root,
    exclude: (name) => name === "node_modules",
  });
  const shared = files.filter((file) => !/\.(isolated|slow)\.test\.ts$/.test(file));
  expect(shared.length).toBeGreaterThan(50);
  const changing = shared.filter((file) => {
    const text = readFileSync(path.join(root, file), "utf8");
    return OUTLIVES.test(text) || (/\bvi\.stub/.test(text) && !/\bvi\.unstubAll/.test(text));
  });
  expect(changing).toEqual([]);
});
