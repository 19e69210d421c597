import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { canaryHome, runBatch, type BatchOutput } from "./canary-batch.ts";
import { filesBelow, filesWith, KEY_MARK, processFace, TEXT_MARK, traces } from "./canary-marks.ts";
import { canaryKey } from "./canary-marks.ts";
import { startEchoServer } from "./echo-server.ts";

/** Batches of ten keys and ten prompts; a hundred in `canary.slow.test.ts`'s environment. */
const BATCHES = Number(process.env["AIO_CANARY_BATCHES"] ?? 6);

describe("keys and prompts", () => {
  it(
    "leave no trace where they do not belong",
    async () => {
      using home = canaryHome();
      await using server = await startEchoServer();
      const outputs: BatchOutput[] = [];
      for (let number = 0; number < BATCHES; number += 1)
        outputs.push(await runBatch(number, { home: home.folder, server }));

      // The test means nothing unless keys and prompts went out, and turns of both kinds were seen.
      const keys = new Set(server.seen.map(({ key }) => key).filter((key) => key.includes(KEY_MARK)));
      expect(keys.size).toBeGreaterThanOrEqual(BATCHES * 8);
      expect(server.seen.filter(({ body }) => body.includes(TEXT_MARK)).length).toBeGreaterThanOrEqual(BATCHES * 8);
      expect(outputs.reduce((sum, { failed }) => sum + failed, 0)).toBeGreaterThan(BATCHES);
      expect(outputs.reduce((sum, { succeeded }) => sum + succeeded, 0)).toBeGreaterThan(0);

      expect(filesWith(home.folder, KEY_MARK)).toEqual([]);
      const records = outputs.flatMap((output) => output.records);
      const shown = [...outputs.flatMap((output) => output.seen), ...records];
      expect(shown.flatMap((text) => traces(text, KEY_MARK))).toEqual([]);
      expect(records.flatMap((text) => traces(text, TEXT_MARK))).toEqual([]);
      // Only the history itself may hold prompts.
      expect(filesWith(home.folder, TEXT_MARK).filter((line) => !/history\.db/.test(line))).toEqual([]);
      const log = path.join(home.folder, "aio.log");
      if (existsSync(log)) expect(traces(readFileSync(log), TEXT_MARK)).toEqual([]);
      expect(filesBelow(home.folder).some((file) => /audit/.test(file))).toBe(true);
      const self = processFace("self");
      expect(traces(self.cmdline + self.environ, KEY_MARK)).toEqual([]);
    },
    60_000 + BATCHES * 5_000,
  );

  it("would be found if they did", () => {
    const key = canaryKey();
    const bytes = Buffer.from(key);
    for (const form of [
      key,
      key.toUpperCase(),
      `x${key.slice(10, 50)}`,
      bytes.toString("base64"),
      Buffer.from(`Bearer ${key}`).toString("base64url"),
      bytes.toString("hex"),
      JSON.stringify({ a: [key] }),
      encodeURIComponent(key),
    ])
      expect(traces(form, KEY_MARK), form).not.toEqual([]);
    expect(traces("nothing here", KEY_MARK)).toEqual([]);
  });
});
