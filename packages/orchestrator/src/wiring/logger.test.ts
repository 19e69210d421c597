import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it, vi } from "vitest";
import { liveSecrets } from "./live-secrets.ts";
import { createLogger } from "./logger.ts";

describe("createLogger", () => {
  it("hides live keys of any look, in any form, in messages, fields and stacks, in a file for its owner only", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "aio-log-"));
    try {
      const file = path.join(folder, "aio.log");
      const secrets = liveSecrets({
        chain: { liveSecrets: () => ["plain words of a key"] },
        config: {
          providers: {
            mine: { apiKeyEnv: "MINE", headers: { "x-team-token": "Bearer team token value", "x-title": "My title" } },
          },
        },
        env: { MINE: "the variable of mine" },
        passphrase: { typed: "correct horse battery" },
      });
      const logger = createLogger({ level: "debug", config: () => ({ file }), secrets: () => secrets });
      for (const secret of [
        "plain words of a key",
        "team token value",
        "the variable of mine",
        "correct horse battery",
      ]) {
        logger.log("error", `Failed with ${secret}.`, { reason: secret, stack: new Error(secret).stack ?? "" });
        logger.log("debug", "Encoded.", { header: Buffer.from(`Bearer ${secret}`).toString("base64") });
        const text = readFileSync(file, "utf8");
        expect(text).not.toContain(secret);
        expect(text).not.toContain(Buffer.from(`Bearer ${secret}`).toString("base64").slice(12, -4));
      }
      logger.log("info", "My title is no secret.");
      expect(readFileSync(file, "utf8")).toContain("My title is no secret.");
      expect(statSync(file).mode & 0o077).toBe(0);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("writes JSON lines for machines and words for people to stderr, both without secrets", () => {
    const written: string[] = [];
    const write = vi.spyOn(process.stderr, "write").mockImplementation((text) => written.push(String(text)) > 0);
    try {
      for (const format of ["json", "text"] as const) {
        const logger = createLogger({
          level: "warn",
          format,
          config: () => undefined,
          secrets: () => ["the live key"],
        });
        logger.log("warn", "Cannot read it.", { reason: "ENOENT the live key" });
        logger.log("info", "Nobody asked.");
      }
    } finally {
      write.mockRestore();
    }
    expect(written).toHaveLength(2);
    expect(JSON.parse(written[0] ?? "")).toMatchObject({ level: "warn", message: "Cannot read it." });
    expect(written[1]).toMatch(/^warning: Cannot read it\. \(reason: ENOENT .+\)\n$/);
    expect(written.join("")).not.toContain("the live key");
  });
});
