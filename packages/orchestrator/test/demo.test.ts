import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { CLOUD_PROVIDERS } from "@ai-orchestrator/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openLocalOrchestrator, type LocalOrchestrator } from "../src/index.ts";

let home: string;
let orchestrator: LocalOrchestrator;
beforeAll(async () => {
  home = mkdtempSync(path.join(tmpdir(), "aio-demo-"));
  const own = path.join(home, "own-credentials.json");
  writeFileSync(
    own,
    JSON.stringify({ type: "authorized_user", client_id: "a", client_secret: "b", refresh_token: "c" }),
  );
  orchestrator = await openLocalOrchestrator({
    home,
    demo: true,
    env: { GOOGLE_APPLICATION_CREDENTIALS: own, GOOGLE_CLOUD_PROJECT: "my-real-project", OPENAI_API_KEY: "sk-real" },
  });
});
afterAll(async () => {
  await orchestrator[Symbol.asyncDispose]();
  rmSync(home, { recursive: true, force: true });
});

describe("demo", () => {
  it("has every cloud provider usable, at loopback only, and nobody's own credentials", async () => {
    const statuses = (await orchestrator.providers()).filter(({ provider }) =>
      CLOUD_PROVIDERS.includes(provider as never),
    );
    expect(statuses.filter(({ usable }) => !usable)).toEqual([]);
    for (const { baseUrl } of statuses) expect(new URL(baseUrl ?? "").hostname).toBe("127.0.0.1");
    expect(JSON.stringify(statuses)).not.toMatch(/my-real-project|own-credentials|sk-real/);
  });

  it.concurrent.each([
    ["gpt-5.5", "openai"],
    ["claude-sonnet-5.5", "anthropic"],
    ["google/gemini-3-flash", "google"],
    ["vertex-gemini-3-flash", "vertex-ai"],
    ["gemini-3-flash", "vertex-ai"],
    ["mistral-large", "mistral"],
    ["groq-gpt-oss-120b", "groq"],
    ["perplexity-sonar-pro", "perplexity"],
    ["deepseek-flash", "deepseek"],
    ["kimi-k3", "moonshot"],
  ])("%s answers through %s, labelled", async (model, provider) => {
    const answer = await orchestrator.query({ prompt: "Explain quantum computing", model });
    expect(answer).toMatchObject({ provider, demo: true });
    expect(answer.text).toContain("qubit");
  });
});
