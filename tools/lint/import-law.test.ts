import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { judgeFile, judgeImport } from "./import-law.ts";

const root = path.resolve(import.meta.dirname, "../..");

describe("the import law", () => {
  it.each([
    ["packages/engine/src/turns/run-turn.ts", "@ai-orchestrator/contract"],
    ["packages/orchestrator/src/create-orchestrator.ts", "@ai-orchestrator/store"],
    ["packages/store/src/open-store.ts", "node:sqlite"],
    ["packages/engine/src/turns/run-turn.test.ts", "node:fs"],
    ["apps/cli/src/main.ts", "ai-orchestrator"],
    ["packages/gateway/src/client/client.ts", "../protocol/events.ts"],
    ["packages/engine/src/turns/run-turn.ts", "./retry.ts"],
    ["packages/providers/src/clients/openai.ts", "@ai-sdk/openai"],
  ])("%s may import %s", (file, specifier) => {
    expect(judgeImport(file, specifier)).toBeUndefined();
  });

  it.each([
    ["packages/engine/src/turns/run-turn.ts", "node:fs"],
    ["packages/engine/src/turns/run-turn.ts", "@ai-orchestrator/providers"],
    ["packages/engine/src/turns/run-turn.ts", "../../../store/src/open-store.ts"],
    ["packages/contract/src/index.ts", "@ai-orchestrator/engine"],
    ["packages/contract/src/index.ts", "node:crypto"],
    ["packages/store/src/open-store.ts", "@ai-orchestrator/vault"],
    ["packages/store/src/open-store.ts", "ai-orchestrator"],
    ["packages/gateway/src/client/client.ts", "../server/serve.ts"],
    ["packages/gateway/src/client/client.ts", "node:http"],
    ["apps/web/src/main.ts", "ai-orchestrator"],
    ["apps/cli/src/main.ts", "@ai-orchestrator/providers"],
    ["packages/engine/src/index.ts", "@ai-orchestrator/cli"],
    ["packages/newcomer/src/index.ts", "./x.ts"],
  ])("%s may not import %s", (file, specifier) => {
    expect(judgeImport(file, specifier)).toEqual(expect.any(String));
  });

  it("fails a file that no row covers and a name that says nothing", () => {
    expect(judgeFile("packages/newcomer/src/index.ts")).toMatch(/No row/);
    expect(judgeFile("packages/engine/src/utils.ts")).toMatch(/says nothing/);
    expect(judgeFile("packages/engine/src/helpers/retry.ts")).toMatch(/says nothing/);
    expect(judgeFile("packages/engine/src/turns/retry.ts")).toBeUndefined();
  });
});

describe("the lint rule as oxlint runs it", () => {
  const folder = path.join(root, "packages/engine/src/lint-probe");
  beforeAll(() => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "probe.ts"), 'import "node:fs";\nimport "@ai-orchestrator/store";\n');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("reports unlawful imports with the rule's name", () => {
    const oxlint = path.join(root, "node_modules/oxlint/bin/oxlint");
    const run = spawnSync(process.execPath, [oxlint, "packages/engine/src/lint-probe"], {
      cwd: root,
      encoding: "utf8",
    });
    expect(run.status).not.toBe(0);
    expect(run.stdout.match(/import-law/g)).toHaveLength(2);
  });
});
