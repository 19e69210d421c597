// `npm run check`: types, lint, format, unused code and fast tests, side by side; ends with every failure named.
import { execFileSync, spawn } from "node:child_process";
import path from "node:path";
import { ensureInstalled, nodeBinary, root } from "./install.mjs";
import { colourEnvironment } from "./test-reporter.mjs";

ensureInstalled();
const node = nodeBinary();
const isTerminal = process.stdout.isTTY === true;
const PATH = `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ""}`;
const env = { ...colourEnvironment(process.env, isTerminal), PATH };
const failed = [];

/** Runs one step; what it prints is kept together and shown when it ends: all of it if it failed. */
async function step(name, [script, ...args], { shows = /$^/ } = {}) {
  const started = performance.now();
  const child = spawn(node, [path.join(root, "node_modules", script), ...args], { cwd: root, env });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  const code = await new Promise((resolve) => {
    child.on("error", (error) => {
      output += `Cannot start ${node}: ${error.message}.\n`;
      resolve(1);
    });
    child.on("close", resolve);
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const lines = output.split("\n").filter((line) => shows.test(line));
  if (code !== 0) failed.push(name);
  process.stdout.write(code === 0 ? lines.map((line) => `${line}\n`).join("") : `${output.trimEnd()}\n`);
  process.stderr.write(`${code === 0 ? "ok  " : "FAIL"} ${name} (${seconds} s)\n`);
}

/** The quick steps one after another, so that they take no more than one core from the tests. */
async function quickSteps() {
  await step("types", ["typescript/bin/tsc", "--noEmit"]);
  await step("lint", ["oxlint/bin/oxlint", "--quiet"]);
  await step("format", ["oxfmt/bin/oxfmt", "--check", "."]);
  await step("unused code", ["knip/bin/knip.js", "--no-progress", "--treat-config-hints-as-errors"]);
}

/** Files that only this checkout has: what passes here may fail wherever the commit goes. None where there is no git. */
function untrackedFiles() {
  try {
    const list = execFileSync("git", ["ls-files", "--others", "--exclude-standard"], {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return list.split("\n").filter((name) => name !== "");
  } catch {
    return [];
  }
}

function warnOfUntracked(files) {
  if (files.length === 0) return;
  const more = files.length > 10 ? `, and ${files.length - 10} more` : "";
  process.stderr.write(
    `warning: not in git, so the check may pass here alone: ${files.slice(0, 10).join(", ")}${more}\n`,
  );
}

const fast = ["vitest/vitest.mjs", "run", "--exclude", "**/*.slow.test.ts", "--reporter=minimal"];
await Promise.all([quickSteps(), step("fast tests", fast, { shows: /Test Files|Tests / })]);
warnOfUntracked(untrackedFiles());
if (failed.length > 0) process.stderr.write(`Failed: ${failed.join(", ")}\n`);
process.exitCode = failed.length > 0 ? 1 : 0;
