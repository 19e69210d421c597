import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** The peer with the two versions it streams with; newer ones answer every stream with 500 (its issue 1389). */
const PEER = { "@portkey-ai/gateway": "1.15.2", "@hono/node-server": "1.13.5", hono: "4.9.7" };

/** Installs the peer into a cache folder outside the lock; gives back its entry file. Throws if npm does. */
export function installPeer(folder: string): string {
  const entry = path.join(folder, "node_modules/@portkey-ai/gateway/build/start-server.js");
  if (existsSync(entry)) return entry;
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    path.join(folder, "package.json"),
    JSON.stringify({ private: true, dependencies: PEER, overrides: { "@hono/node-server": "1.13.5", hono: "4.9.7" } }),
  );
  runNpm(["install", "--ignore-scripts", "--no-audit", "--no-fund"], folder);
  return entry;
}

/** Runs the npm that runs us, else the one on PATH; on Windows that is a script, which needs a shell. */
function runNpm(args: readonly string[], cwd: string): void {
  const own = process.env["npm_execpath"];
  if (own !== undefined && /\.[cm]?js$/.test(own))
    execFileSync(process.execPath, [own, ...args], { cwd, stdio: "inherit" });
  else execFileSync("npm", args, { cwd, stdio: "inherit", shell: process.platform === "win32" });
}
