import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { makeHome } from "./run-aio.ts";

/**
 * A network of its own (a Linux network namespace) whose only way out is an interface where tcpdump listens and nobody
 * answers: whatever `aio` sends to any other machine, a name look-up included, is a packet in the capture.
 */
const CAPTURE = String.raw`
set -e
ip link set lo up
ip link add out0 type veth peer name far0
ip addr add 192.0.2.1/24 dev out0
ip link set out0 up
ip link set far0 up
ip neigh add 192.0.2.2 lladdr 02:00:00:00:00:02 dev out0
ip route add default via 192.0.2.2
tcpdump -i out0 -n -U -w "$CAPTURED" ip 2> "$CAPTURED.log" &
listener=$!
while ! grep -q "listening on" "$CAPTURED.log"; do sleep 0.05; done
set +e
"$@" < /dev/null
code=$?
sleep 0.3
kill -INT $listener
wait $listener
exit $code
`;

const has = (program: string, ...args: string[]): boolean => spawnSync(program, args).status === 0;
const canCapture =
  process.platform === "linux" &&
  has("tcpdump", "--version") &&
  has("unshare", "-n", "sh", "-c", "ip link add a0 type veth peer name b0");

const folder = mkdtempSync(path.join(tmpdir(), "aio-capture-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const KEYS = Object.fromEntries(
  ["OPENAI", "ANTHROPIC", "GEMINI", "MISTRAL", "GROQ", "XAI", "PERPLEXITY", "DEEPSEEK", "MOONSHOT"].map((name) => [
    `${name}_API_KEY`,
    "test-key-00000000",
  ]),
);

/** Runs `aio` in that network; what left the machine is one line a packet. */
function runCaptured(args: readonly string[]): { readonly code: number | null; readonly packets: readonly string[] } {
  using home = makeHome();
  const file = path.join(folder, "packets.pcap");
  const command = ["-n", "sh", "-c", CAPTURE, "sh", process.execPath, home.main, ...args];
  const run = spawnSync("unshare", command, { env: { ...home.env, ...KEYS, CAPTURED: file }, timeout: 25_000 });
  const read = spawnSync("tcpdump", ["-n", "-r", file], { encoding: "utf8" });
  expect(read.status, read.stderr).toBe(0);
  return { code: run.status, packets: read.stdout.split("\n").filter((line) => line !== "") };
}

describe.skipIf(!canCapture)(
  "aio --local with every key and no local model, under packet capture (skipped without root, unshare, ip or tcpdump)",
  () => {
    it.each([
      [["--local", "hello"]],
      [["--local", "--web", "What happened in the news today?"]],
      [["--local", "-m", "gpt-5.5", "hello"]],
      [["compare", "--local", "-m", "gpt-5.5,claude-sonnet-5.5", "hello"]],
    ])("%j: exit 3 and not one packet", (args) => {
      expect(runCaptured(args)).toEqual({ code: 3, packets: [] });
    });

    it("would have been seen: without --local the same prompt looks up a provider", () => {
      const { code, packets } = runCaptured(["--timeout", "4", "hello"]);
      expect(code).toBe(7);
      expect(packets.length).toBeGreaterThan(0);
    });
  },
);
