// Runs a script with the Node the project brings: `node tools/with-node.mjs SCRIPT ARGS`.
import { ensureInstalled, runNode } from "./install.mjs";

ensureInstalled();
process.exitCode = await runNode(process.argv.slice(2));
