#!/usr/bin/env node
import { run } from "./run.ts";

// `ai-configure` of the original readme: the walk through all providers.
process.exitCode = await run(["credentials", "setup", ...process.argv.slice(2)]);
