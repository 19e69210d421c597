// `npm test`: everything, with what it needs. `npm test -- PATH` runs some.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { ensureInstalled, root, runNode } from "./install.mjs";

/** Debian packages the real-keyring tests use, and the program that shows each is there. */
const PACKAGES = [
  ["dbus", "/usr/bin/dbus-run-session"],
  ["gnome-keyring", "/usr/bin/gnome-keyring-daemon"],
  ["libsecret-tools", "/usr/bin/secret-tool"],
];

/** Installs the missing ones where that is possible (Linux, root, apt); the tests say what they skip elsewhere. */
function installSystemPackages() {
  const missing = PACKAGES.filter(([, file]) => !existsSync(file)).map(([name]) => name);
  if (process.platform !== "linux" || missing.length === 0 || process.getuid?.() !== 0) return;
  if (!existsSync("/usr/bin/apt-get")) return;
  process.stderr.write(`Installing Debian packages for the keyring tests: ${missing.join(" ")} …\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (...args) => spawnSync("apt-get", ["-qq", ...args], { stdio: ["ignore", "ignore", 2], env }).status;
  if (apt("install", "-y", "--no-install-recommends", ...missing) === 0) return;
  apt("update");
  if (apt("install", "-y", "--no-install-recommends", ...missing) !== 0) {
    process.stderr.write("Could not install them; the tests on the real keyring will say that they were skipped.\n");
  }
}

ensureInstalled();
installSystemPackages();
process.exitCode = await runNode([path.join(root, "node_modules/vitest/vitest.mjs"), "run", ...process.argv.slice(2)], {
  cwd: root,
});
