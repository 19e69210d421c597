// Usage: node bench/store/bench.ts [--encrypted] [messages …]     (default 200000; histories are made in a temporary folder)
import { execFileSync } from "node:child_process";
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openStore, type Store } from "../../packages/store/src/index.ts";
import { makeHistory, seeded, turn, type MadeHistory } from "./make-history.ts";
import { range, time, type Timing } from "./measure.ts";
import { measurePeer, type PeerTimings } from "./peer.ts";
import { queries } from "./queries.ts";

type Row = readonly [what: string, ours: Timing, peer?: Timing];

const ENCRYPTED = process.argv.includes("--encrypted");
const OPTIONS = {
  now: Date.now,
  newId: () => crypto.randomUUID(),
  ...(ENCRYPTED ? { encryptionKey: new Uint8Array(32).fill(7) } : {}),
};

const sizes = process.argv
  .slice(2)
  .map(Number)
  .filter((size) => size > 0);
for (const messages of sizes.length === 0 ? [200_000] : sizes) run(messages);

function run(messages: number): void {
  const folder = mkdtempSync(join(tmpdir(), "aio-bench-"));
  try {
    const path = join(folder, "history.db");
    const start = performance.now();
    let made: MadeHistory;
    {
      using store = openStore({ path, ...OPTIONS });
      made = makeHistory(store, messages / 2);
    }
    const seconds = (performance.now() - start) / 1000;
    console.log(
      `\n## ${messages.toLocaleString("en")} messages, ${made.conversations.toLocaleString("en")} conversations`,
    );
    console.log(
      `filled in ${seconds.toFixed(1)} s (${Math.round(messages / seconds).toLocaleString("en")} messages/s), ${(statSync(path).size / 1e6).toFixed(0)} MB\n`,
    );
    report(measureAll(path, folder, made));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measureAll(path: string, folder: string, made: MadeHistory): readonly Row[] {
  const open = coldOpen(path);
  using store = openStore({ path, ...OPTIONS });
  const found = queries();
  // The peer cannot read what is encrypted.
  const peer = ENCRYPTED ? undefined : measurePeer(path, made, found);
  const { conversations } = store;
  return [
    ["cold open (new process)", open, ...of(peer?.open)],
    ["list, first page of 50", time(range(50), () => conversations.list()), ...of(peer?.list)],
    ["list, rare model filter", time(range(20), () => conversations.list({ model: "no such model" }))],
    [
      "open the long conversation",
      time(range(15), () => conversations.branch(made.longConversation)),
      ...of(peer?.branch),
    ],
    ["its newest 50 turns", time(range(50), () => conversations.branch(made.longConversation, undefined, 50))],
    ["search, 20 hits with snippets", time(found, (query) => conversations.search({ query })), ...of(peer?.search)],
    ...writes(store, made.longConversation, peer),
    ["floor: append 4 KB and fdatasync", syncFloor(folder)],
  ];
}

function of(timing: Timing | undefined): readonly [] | readonly [Timing] {
  return timing === undefined ? [] : [timing];
}

function writes(store: Store, conversationId: string, peer: PeerTimings | undefined): readonly Row[] {
  const random = seeded(5);
  const { conversations } = store;
  const turns = range(300).map((n) => turn(random, { id: `bench-${n}`, conversationId }));
  const begin = time(turns, (one) =>
    conversations.beginTurn({ id: one.id, conversationId, question: one.question, at: Date.parse(one.createdAt) }),
  );
  let seq = 0;
  const journal = time(range(2_000), () =>
    conversations.journal("bench-0", [
      { type: "text-delta", id: "a", text: "a few words of it ", turnId: "bench-0", seq: seq++ },
    ]),
  );
  const finish = time(turns, (one) => conversations.finishTurn(one));
  return [
    ["append: question (FULL)", begin, ...of(peer?.begin)],
    ["append: answer with index (FULL)", finish, ...of(peer?.finish)],
    ["journal a chunk (NORMAL)", journal, ...of(peer?.journal)],
  ];
}

function coldOpen(path: string): Timing {
  const script = fileURLToPath(new URL("cold-open.ts", import.meta.url));
  const times = range(7)
    .map(() =>
      Number(execFileSync(process.execPath, [script, path, ...(ENCRYPTED ? ["encrypted"] : [])], { encoding: "utf8" })),
    )
    .toSorted((a, b) => a - b);
  return { p50: times[3] ?? 0, p95: times[6] ?? 0 };
}

function syncFloor(folder: string): Timing {
  const descriptor = openSync(join(folder, "floor"), "w");
  const block = Buffer.alloc(4096, 1);
  const timing = time(range(300), () => {
    writeSync(descriptor, block);
    fdatasyncSync(descriptor);
  });
  closeSync(descriptor);
  return timing;
}

function report(rows: readonly Row[]): void {
  console.log(
    "| | p50 ms | p95 ms | better-sqlite3, same statements: p50 | p95 | ratio p50 |\n|---|---|---|---|---|---|",
  );
  for (const [what, ours, peer] of rows) {
    const theirs =
      peer === undefined
        ? "| | |"
        : `| ${peer.p50.toFixed(2)} | ${peer.p95.toFixed(2)} | ${(ours.p50 / peer.p50).toFixed(2)}`;
    console.log(`| ${what} | ${ours.p50.toFixed(2)} | ${ours.p95.toFixed(2)} ${theirs} |`);
  }
}
