// `npm test`: everything, with what it needs. `npm test -- PATH` runs some.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { ensureInstalled, root, runNode } from "./install.mjs";
import { colourEnvironment, reporterArguments } from "./test-reporter.mjs";

/** Debian packages that tests use (the real keyring, the packet capture), and the program that shows each is there. */
const PACKAGES = [
  ["dbus", "/usr/bin/dbus-run-session"],
  ["gnome-keyring", "/usr/bin/gnome-keyring-daemon"],
  ["libsecret-tools", "/usr/bin/secret-tool"],
  ["tcpdump", "/usr/bin/tcpdump"],
  ["iproute2", "/bin/ip"],
];

/** Installs the missing ones where that is possible (Linux, root, apt); the tests say what they skip elsewhere. */
function installSystemPackages() {
  const missing = PACKAGES.filter(([, file]) => !existsSync(file)).map(([name]) => name);
  if (process.platform !== "linux" || missing.length === 0 || process.getuid?.() !== 0) return;
  if (!existsSync("/usr/bin/apt-get")) return;
  process.stderr.write(`Installing Debian packages for tests: ${missing.join(" ")} …\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (...args) => spawnSync("apt-get", ["-qq", ...args], { stdio: ["ignore", "ignore", 2], env }).status;
  if (apt("install", "-y", "--no-install-recommends", ...missing) === 0) return;
  apt("update");
  if (apt("install", "-y", "--no-install-recommends", ...missing) !== 0) {
    process.stderr.write("Could not install them; the tests that need them will say that they were skipped.\n");
  }
}

ensureInstalled();
installSystemPackages();
const args = process.argv.slice(2);
const isTerminal = process.stdout.isTTY === true;
const isChosen = args.some((argument) => argument.startsWith("--reporter"));
process.exitCode = await runNode(
  [
    path.join(root, "node_modules/vitest/vitest.mjs"),
    "run",
    ...(isChosen ? [] : reporterArguments(process.env, isTerminal)),
    ...args,
  ],
  { cwd: root, env: colourEnvironment(process.env, isTerminal) },
);
