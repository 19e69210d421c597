import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import type * as Writing from "../src/files/write-file-durably.ts";

const disk = vi.hoisted(() => ({ isFull: false }));
vi.mock("../src/files/write-file-durably.ts", async (original) => {
  const real = await original<typeof Writing>();
  return {
    writeFileDurably: (...call: Parameters<typeof real.writeFileDurably>) => {
      if (disk.isFull) throw new Error("the disk is full");
      real.writeFileDurably(...call);
    },
  };
});

const { openLocalOrchestrator } = await import("../src/index.ts");
const { readServerFile, serve } = await import("../src/serve/index.ts");

const home = mkdtempSync(path.join(tmpdir(), "aio-stop-"));
afterEach(() => {
  disk.isFull = false;
  rmSync(home, { recursive: true, force: true });
});

it("a server stops though the disk is too full to say so, and says that", async () => {
  await using orchestrator = await openLocalOrchestrator({ home, env: { AI_ORCHESTRATOR_NO_KEYCHAIN: "1" } });
  const log = vi.spyOn(orchestrator.logger, "log");
  const serving = await serve({ orchestrator, port: 0, version: "test" });
  disk.isFull = true;
  await serving.stop(0);
  await expect(fetch(`${serving.url}/health`)).rejects.toThrow("fetch failed");
  expect(readServerFile(orchestrator.paths.runtime)).toBeUndefined();
  expect(log).toHaveBeenCalledWith("warn", expect.stringMatching(/stopping/), { reason: "the disk is full" });
});
