import { canaryHome, runBatch } from "./canary-batch.ts";
import { filesBelow, filesWith, KEY_MARK, processFace, TEXT_MARK, traces } from "./canary-marks.ts";
import { startEchoServer } from "./echo-server.ts";

/** What was sent, and where it was found afterwards. */
export interface CanaryReport {
  /** Different canary keys and canary words (in prompts and system prompts) the providers received. */
  readonly keysSent: number;
  readonly wordsSent: number;
  readonly turns: { readonly succeeded: number; readonly failed: number };
  /** Names of the files that were searched. */
  readonly files: readonly string[];
  /** Places where a key stands in any form: files, events, errors with their causes, records, this process's arguments and environment. */
  readonly keyTraces: readonly string[];
  /** Places where a prompt stands outside the history: the log, the audit, alerts, usage, indexes, learned state. */
  readonly promptTraces: readonly string[];
}

/** Runs batches of ten keys and prompts in a shared home and searches everything they left. */
export async function runCanaries(batches: number): Promise<CanaryReport> {
  using home = canaryHome();
  await using server = await startEchoServer();
  const keyTraces: string[] = [];
  const promptTraces: string[] = [];
  const turns = { succeeded: 0, failed: 0 };
  for (let number = 0; number < batches; number += 1) {
    const { seen, records, succeeded, failed } = await runBatch(number, { home: home.folder, server });
    keyTraces.push(...[...seen, ...records].flatMap((text) => traces(text, KEY_MARK)));
    promptTraces.push(...records.flatMap((text) => traces(text, TEXT_MARK)));
    turns.succeeded += succeeded;
    turns.failed += failed;
  }
  const self = processFace("self");
  keyTraces.push(...traces(self.cmdline + self.environ, KEY_MARK), ...filesWith(home.folder, KEY_MARK));
  promptTraces.push(...filesWith(home.folder, TEXT_MARK).filter((line) => !line.includes("history.db")));
  const prompts = server.seen.flatMap(({ body }) => body.match(new RegExp(`${TEXT_MARK}[0-9a-f]+`, "g")) ?? []);
  return {
    keysSent: new Set(server.seen.map(({ key }) => key).filter((key) => key.includes(KEY_MARK))).size,
    wordsSent: new Set(prompts).size,
    turns,
    files: filesBelow(home.folder).map((file) => file.slice(home.folder.length + 1)),
    keyTraces,
    promptTraces,
  };
}
