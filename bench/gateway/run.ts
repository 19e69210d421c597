// Ours, the peer and the floor side by side against one mock upstream:
//   node bench/gateway/run.ts [--seconds 3] [--rounds 2] [--no-peer] [--connections 1,16,64] [--unique]
// Rounds are interleaved; of each target the round that other programs disturbed least is kept, and told where they took a
// tenth of a core or more. What counts is CPU per request and the ratios of one run.
// `--unique`: every request asks something else, so that nothing that is remembered of a text helps.
// "translated" is a call in OpenAI's words that Anthropic's answers, by us and by the peer; its rate is held against both
// of the peer's. `--seconds 2 --rounds 1` takes 95 s.
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { installPeer } from "./install-peer.ts";
import { runLoad, type Seen } from "./load.ts";
import { cpuMs, freePort, machineCpuMs, residentMiB, startSilentTarget, startTarget, type Target } from "./target.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "3" },
    rounds: { type: "string", default: "2" },
    connections: { type: "string", default: "1,16,64" },
    "no-peer": { type: "boolean", default: false },
    unique: { type: "boolean", default: false },
  },
});
const here = (file: string): string => path.join(import.meta.dirname, file);
await using upstream = await startTarget("upstream", [here("mock-upstream.ts")]);
const origin = `http://127.0.0.1:${upstream.port}`;
await using floor = await startTarget("floor", [here("floor-relay.ts"), origin]);
await using ours = await startTarget("ours", [here("our-gateway.ts"), origin]);
const peerPort = await freePort();
await using peer = values["no-peer"]
  ? undefined
  : await startSilentTarget(
      "peer",
      [installPeer(path.join(tmpdir(), "aio-bench-peer")), `--port=${peerPort}`, "--headless"],
      peerPort,
    );

let asked = 0;

interface Row extends Seen {
  readonly cpuMicros: number;
  /** Cores that programs used which have nothing to do with this. */
  readonly others: number;
}

interface Case {
  readonly label: string;
  readonly target: Target;
  readonly headers: Readonly<Record<string, string>>;
  readonly model: string;
  /** The peer's case that does the same, where it is not the one that passes through. */
  readonly like?: string;
}

const token = { authorization: "Bearer bench-token" };
/** A key for models that are relayed: what `auto` costs must not depend on which provider the router likes today. */
const relayedOnly = { authorization: "Bearer bench-relayed" };
const cases: readonly Case[] = [
  { label: "floor", target: floor, headers: {}, model: "kimi-k3" },
  { label: "ours, relayed", target: ours, headers: token, model: "kimi-k3" },
  { label: "ours, auto", target: ours, headers: relayedOnly, model: "auto:cheap" },
  { label: "ours, translated", target: ours, headers: token, model: "claude-haiku-5.5", like: "peer, translated" },
  ...(peer === undefined
    ? []
    : [
        { label: "peer", target: peer, headers: peerHeaders("openai"), model: "kimi-k3" },
        { label: "peer, translated", target: peer, headers: peerHeaders("anthropic"), model: "claude-haiku-5.5" },
      ]),
];

/** How the peer is told whose words the upstream speaks; it asks for the path of that provider below the host. */
function peerHeaders(provider: string): Case["headers"] {
  return {
    "x-portkey-provider": provider,
    "x-portkey-custom-host": `${origin}/v1`,
    authorization: "Bearer x",
  };
}

for (const stream of [false, true]) {
  // The first second of anything measures the compiler.
  for (const one of cases) await measure(one, stream, { connections: 16, seconds: 1 });
  for (const connections of values.connections.split(",").map(Number)) {
    console.log(`\n${stream ? "SSE, 20 chunks" : "JSON"}, ${connections} connections`);
    const best = new Map<string, Row>();
    for (let round = 0; round < Number(values.rounds); round++) {
      for (const one of cases) {
        const row = await measure(one, stream, { connections, seconds: Number(values.seconds) });
        const known = best.get(one.label);
        if (known === undefined || isBetter(row, known)) best.set(one.label, row);
      }
    }
    print(best);
  }
}
console.log(
  `\nMemory after all: ours ${residentMiB(ours.pid).toFixed(0)} MiB, floor ${residentMiB(floor.pid).toFixed(0)} MiB.`,
);

async function measure(
  { target, headers, model }: Case,
  stream: boolean,
  { connections, seconds }: { readonly connections: number; readonly seconds: number },
): Promise<Row> {
  const bodyFor = (content: string): string =>
    JSON.stringify({
      model,
      messages: [{ role: "user", content }],
      ...(stream ? { stream: true, stream_options: { include_usage: true } } : {}),
    });
  const question = "Say a few words about the weather in spring, please.";
  const body = values.unique ? (): string => bodyFor(`${question} (${++asked})`) : bodyFor(question);
  const [before, othersBefore, started] = [cpuMs(target.pid), othersCpuMs(target), performance.now()];
  const seen = await runLoad({ port: target.port, headers, body, connections, seconds });
  return {
    ...seen,
    cpuMicros: ((cpuMs(target.pid) - before) * 1000) / Math.max(1, seen.requests - seen.failed),
    others: (othersCpuMs(target) - othersBefore) / (performance.now() - started),
  };
}

/** A round with the machine to ourselves says more than a cheap one: while others are at work pieces pile up, and cost less in one. */
function isBetter(row: Row, known: Row): boolean {
  const [others, before] = [row, known].map((one) => Math.round(10 * Math.max(0, one.others)));
  return others === before ? row.cpuMicros < known.cpuMicros : (others ?? 0) < (before ?? 0);
}

/** CPU time of everything but the target, its upstream and the load, ms. */
function othersCpuMs(target: Target): number {
  const { user, system } = process.cpuUsage();
  return machineCpuMs() - cpuMs(target.pid) - cpuMs(upstream.pid) - (user + system) / 1000;
}

function print(rows: ReadonlyMap<string, Row>): void {
  const [floorRow, peerRow] = [rows.get("floor"), rows.get("peer")];
  for (const { label, like } of cases) {
    const row = rows.get(label);
    if (row === undefined) continue;
    const likeRow = like === undefined ? undefined : rows.get(like);
    const ratio = floorRow === undefined ? "" : `${(row.cpuMicros / floorRow.cpuMicros).toFixed(2)}x floor's CPU`;
    const added =
      floorRow === undefined ? "" : `first byte +${(row.firstByteP50 - floorRow.firstByteP50).toFixed(2)} ms`;
    const times = peerRow === undefined ? "" : `${(row.perSecond / peerRow.perSecond).toFixed(1)}x peer's rate`;
    const likeTimes = likeRow === undefined ? "" : `${(row.perSecond / likeRow.perSecond).toFixed(1)}x ${like}'s`;
    const others = row.others >= 0.1 ? `(others took ${row.others.toFixed(1)} cores)` : "";
    const failed = row.failed > 0 ? `${row.failed} FAILED` : "";
    console.log(
      [
        label.padEnd(17),
        `${row.perSecond.toFixed(0).padStart(6)}/s`,
        `${row.cpuMicros.toFixed(0).padStart(5)} µs CPU`,
        `p99 ${row.totalP99.toFixed(1)} ms`,
        ratio,
        added,
        times,
        likeTimes,
        others,
        failed,
      ]
        .filter(Boolean)
        .join("  "),
    );
  }
}
