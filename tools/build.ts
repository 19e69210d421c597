import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { rolldown } from "rolldown";
import { writeTypes } from "./write-types.ts";

const root = path.resolve(import.meta.dirname, "..");
const out = path.join(root, "dist/package");

/** What people install: name → where its code starts. */
const ENTRIES = {
  aio: "apps/cli/src/main.ts",
  "ai-configure": "apps/cli/src/configure.ts",
  index: "packages/orchestrator/src/index.ts",
  client: "packages/orchestrator/src/client.ts",
  config: "packages/orchestrator/src/config/index.ts",
  files: "packages/orchestrator/src/files/index.ts",
  serve: "packages/orchestrator/src/serve/index.ts",
  sanitize: "packages/orchestrator/src/sanitize.ts",
  "keychain-child": "packages/vault/src/keychain/keychain-child.ts",
};

/** Native or meant to be swapped; everything else goes into the bundle. */
const EXTERNAL = ["@napi-rs/keyring"];

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const bundle = await rolldown({
  input: Object.fromEntries(Object.entries(ENTRIES).map(([name, file]) => [name, path.join(root, file)])),
  platform: "node",
  external: [...EXTERNAL, /^node:/],
  onLog: (level, log, handler) => {
    if (log.code !== "EVAL" && log.code !== "CIRCULAR_DEPENDENCY") handler(level, log);
  },
});
const { output } = await bundle.write({
  dir: out,
  format: "esm",
  minify: true,
  entryFileNames: "[name].js",
  chunkFileNames: "[name]-[hash].js",
  sourcemap: false,
});
await bundle.close();

const types = writeTypes({ root, out, entries: ["index", "client", "config/index"] });

const cli = JSON.parse(readFileSync(path.join(root, "apps/cli/package.json"), "utf8")) as { version: string };
const vault = JSON.parse(readFileSync(path.join(root, "packages/vault/package.json"), "utf8")) as {
  dependencies: Record<string, string>;
};
const manifest = {
  name: "ai-orchestrator",
  version: cli.version,
  description: "Ask once; the right model answers; you see why, what it cost, and that nothing leaked or was lost.",
  license: "MIT",
  type: "module",
  engines: { node: ">=24.7" },
  bin: { aio: "./aio.js", "ai-orchestrator": "./aio.js", "ai-configure": "./ai-configure.js" },
  exports: {
    ".": { types: "./types/orchestrator/index.d.ts", default: "./index.js" },
    "./client": { types: "./types/orchestrator/client.d.ts", default: "./client.js" },
    "./config": { types: "./types/orchestrator/config/index.d.ts", default: "./config.js" },
    "./sanitize": "./sanitize.js",
    "./serve": "./serve.js",
  },
  dependencies: Object.fromEntries(EXTERNAL.map((name) => [name, vault.dependencies[name]])),
};
writeFileSync(path.join(out, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
for (const file of ["README.md", "LICENSE"]) cpSync(path.join(root, file), path.join(out, file));
for (const file of ["aio.js", "ai-configure.js"]) chmodSync(path.join(out, file), 0o755);
const bytes = output.reduce((sum, chunk) => sum + statSync(path.join(out, chunk.fileName)).size, 0);
process.stdout.write(`${out}: ${output.length} files and ${types} type files, ${(bytes / 1_048_576).toFixed(1)} MB\n`);
