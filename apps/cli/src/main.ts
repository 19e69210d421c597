#!/usr/bin/env node
import { start } from "./start.ts";
import { VERSION } from "./version.ts";

if (process.argv.length === 3 && (process.argv[2] === "--version" || process.argv[2] === "-V")) {
  process.stdout.write(`${VERSION}\n`);
} else {
  process.exitCode = await start(process.argv.slice(2));
}
