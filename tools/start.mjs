// `npm start -- ARGS`: what `aio ARGS` does, from a fresh checkout.
import path from "node:path";
import { ensureInstalled, root, runNode } from "./install.mjs";

ensureInstalled();
const cwd = process.env.INIT_CWD ?? process.cwd();
process.exitCode = await runNode([path.join(root, "apps/cli/src/main.ts"), ...process.argv.slice(2)], { cwd });
