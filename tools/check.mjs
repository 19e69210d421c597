// `npm run check`: types, lint, format, unused code, fast tests; stops at the end with every failure named.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { ensureInstalled, nodeBinary, root } from "./install.mjs";

ensureInstalled();
const node = nodeBinary();
const steps = [
  ["types", ["typescript/bin/tsc", "--noEmit"]],
  ["lint", ["oxlint/bin/oxlint", "--quiet"]],
  ["format", ["oxfmt/bin/oxfmt", "--check", "."]],
  ["unused code", ["knip/bin/knip.js", "--no-progress"]],
  ["fast tests", ["vitest/vitest.mjs", "run", "--exclude", "**/*.slow.test.ts", "--reporter=dot"]],
];
const env = { ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ""}` };
const failed = [];
for (const [name, [script, ...args]] of steps) {
  const started = performance.now();
  const run = spawnSync(node, [path.join(root, "node_modules", script), ...args], {
    cwd: root,
    stdio: "inherit",
    env,
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stderr.write(`${run.status === 0 ? "ok  " : "FAIL"} ${name} (${seconds} s)\n`);
  if (run.status !== 0) failed.push(name);
}
if (failed.length > 0) process.stderr.write(`Failed: ${failed.join(", ")}\n`);
process.exitCode = failed.length > 0 ? 1 : 0;
