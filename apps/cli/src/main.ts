#!/usr/bin/env node
import { enableCompileCache } from "node:module";
import { hideSqliteWarning } from "./hide-sqlite-warning.ts";
import { VERSION } from "./version.ts";

// V8 keeps compiled code between runs; without it every start compiles again. Where its folder cannot be written, Node
// says so in the result and does without.
enableCompileCache();

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (process.argv.length === 3 && (process.argv[2] === "--version" || process.argv[2] === "-V")) {
  process.stdout.write(`${VERSION}\n`);
} else if (major < 24 || (major === 24 && minor < 7)) {
  process.stderr.write(
    `error: aio needs Node 24.7 or newer; this is ${process.versions.node}.\n  fix: install it from https://nodejs.org, or use npm start from a checkout.\n`,
  );
  process.exitCode = 2;
} else {
  hideSqliteWarning(process);
  const { run } = await import("./run.ts");
  process.exitCode = await run(process.argv.slice(2));
}
