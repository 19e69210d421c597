#!/usr/bin/env node
import { start } from "./start.ts";

// `ai-configure` of the original readme: the walk through all providers.
process.exitCode = await start(["credentials", "setup", ...process.argv.slice(2)]);
