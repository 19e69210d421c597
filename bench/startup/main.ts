// How long `aio` takes to start, beside `node -e 0` in the same run. `node bench/startup/main.ts [RUNS]`, after `npm run build`.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const aio = path.resolve(import.meta.dirname, "../../dist/package/aio.js");
if (!existsSync(aio)) {
  console.error("There is no bundle: npm run build first.");
  process.exit(2);
}
const runs = Number(process.argv[2] ?? 15);
const home = mkdtempSync(path.join(tmpdir(), "aio-startup-"));
const env = {
  ...process.env,
  AI_ORCHESTRATOR_HOME: home,
  OPENAI_API_KEY: "not-a-key",
  AI_ORCHESTRATOR_NO_KEYCHAIN: "1",
};

const COMMANDS: readonly (readonly [string, readonly string[]])[] = [
  ["node -e 0", ["-e", "0"]],
  ["aio --version", [aio, "--version"]],
  ['aio route "hello"', [aio, "route", "hello"]],
  ["aio history list", [aio, "history", "list"]],
  ["aio --help", [aio, "--help"]],
];

/** Median wall time of each command, ms; the commands take turns so that a noisy moment hits all of them. */
function measure(): Map<string, number> {
  const times = new Map<string, number[]>(COMMANDS.map(([name]) => [name, []]));
  for (let run = -2; run < runs; run++) {
    for (const [name, args] of COMMANDS) {
      const started = performance.now();
      const { status, stderr } = spawnSync(process.execPath, args, { env, stdio: ["ignore", "ignore", "pipe"] });
      if (status !== 0) throw new Error(`${name} failed: ${String(stderr)}`);
      if (run >= 0) times.get(name)?.push(performance.now() - started);
    }
  }
  return new Map(
    [...times].map(([name, all]) => [name, all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN]),
  );
}

const medians = measure();
const floor = medians.get("node -e 0") ?? Number.NaN;
for (const [name, median] of medians)
  console.log(
    `${name.padEnd(20)} ${median.toFixed(1).padStart(7)} ms  ×${(median / floor).toFixed(2)}  +${(median - floor).toFixed(1)} ms`,
  );
rmSync(home, { recursive: true, force: true });
