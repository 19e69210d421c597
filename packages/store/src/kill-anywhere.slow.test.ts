import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { messageText } from "@ai-orchestrator/contract";
import { expect, test } from "vitest";
import { LATER_MIGRATIONS } from "../test/later-migrations.ts";
import { runChild } from "../test/run-child.ts";
import { finishedTurn, tempFolder } from "../test/test-store.ts";
import { MIGRATIONS } from "./database/migrations/index.ts";
import { openStore, type Store } from "./index.ts";

const MODES = ["send", "stream", "compact", "import", "export", "migrate", "delete"] as const;

/** All 100 with `AIO_KILL_RUNS=100`. */
const RUNS = Number(process.env["AIO_KILL_RUNS"] ?? 21);

type Acknowledged = readonly [kind: string, ...values: (string | number)[]];

test(
  `${RUNS} processes killed at random points lose nothing they acknowledged`,
  { timeout: RUNS * 5_000 },
  async () => {
    const folder = tempFolder();
    const each = Math.ceil(RUNS / MODES.length);
    for (const mode of MODES) {
      const path = join(folder, `${mode}.db`);
      prepare(path, mode);
      for (let run = 0; run < each; run += 1) {
        const child = runChild("crash-worker.ts", [path, mode, `${mode}${run}`]);
        await child.waitFor((line) => line.includes("ready"));
        await sleep(Math.random() * 150);
        child.process.kill("SIGKILL");
        const { signal, errors } = await child.ended;
        expect({ signal, errors }).toEqual({ signal: "SIGKILL", errors: "" });
        using store = openStore({
          path,
          now: Date.now,
          newId: () => crypto.randomUUID(),
          ...(mode === "migrate" ? { migrations: [...MIGRATIONS, ...LATER_MIGRATIONS] } : {}),
        });
        expect(store.verify()).toEqual([]);
        check(
          store,
          child.lines().map((line) => JSON.parse(line) as Acknowledged),
        );
      }
    }
  },
);

function prepare(path: string, mode: string): void {
  using store = openStore({ path, now: Date.now, newId: () => crypto.randomUUID() });
  if (mode !== "migrate") return;
  const { id: conversationId } = store.conversations.create();
  store.context.database.write("fill", () => {
    for (let n = 0; n < 300; n += 1) store.conversations.finishTurn(finishedTurn({ id: `t${n}`, conversationId }));
  });
}

function check(store: Store, acknowledged: readonly Acknowledged[]): void {
  const { conversations } = store;
  const finished = new Set(acknowledged.filter(([kind]) => kind === "finished").map(([, id]) => id));
  const gone = new Set(acknowledged.filter(([kind]) => kind === "purging").map(([, id]) => id));
  const chunks = new Map<string, number>();
  for (const [kind, id = "", value = 0] of acknowledged) {
    const turn =
      typeof id === "string" && (kind === "begun" || kind === "finished" || kind === "chunk")
        ? conversations.turn(id)
        : undefined;
    if (kind === "begun" && !finished.has(id)) expect(turn?.status).toMatch(/^(interrupted|complete)$/);
    if (kind === "finished") expect(turn?.status).toBe("complete");
    if (kind === "chunk") chunks.set(String(id), Number(value));
    if (kind === "compacted")
      expect(conversations.compactions(String(id)).map((compaction) => compaction.id)).toContain(value);
    if (kind === "imported") expect(conversations.turns(String(id))).toHaveLength(Number(value));
    if (kind === "purged") expect(conversations.get(String(id))).toBeUndefined();
    if (kind === "deleted" && !gone.has(id)) expect(conversations.get(String(id))?.deletedAt).toBeDefined();
    if (kind === "made" && !gone.has(id)) expect(conversations.turns(String(id))).toHaveLength(1);
  }
  for (const [id, last] of chunks) {
    const turn = conversations.turn(id);
    const answer = messageText({ role: "assistant", parts: turn?.answer ?? [] });
    expect(answer.startsWith(Array.from({ length: last + 1 }, (_, chunk) => `<${chunk}>`).join(""))).toBe(true);
  }
}
