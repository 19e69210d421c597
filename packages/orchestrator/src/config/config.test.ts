import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CONFIG_DEFAULTS } from "./config-defaults.ts";
import { configValue, explainConfig, setConfigValue } from "./edit-config.ts";
import { loadConfig } from "./load-config.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "aio-config-"));
  file = path.join(folder, "config.json");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const load = () => loadConfig({ file, defaults: CONFIG_DEFAULTS });

/** The original readme's sample, whole. */
const SAMPLE = {
  version: "2.0.0",
  defaults: {
    preferLocal: false,
    localProvider: "mlx",
    costOptimize: true,
    enableLLMRouting: true,
    routerAllTasks: true,
    routingModel: "gemini-3-flash-preview",
    preferSubscriptionProviders: ["vertex-ai"],
    preferSubscriptionModels: ["vertex-gemini-3-pro"],
    enableWebSearch: true,
    maxTokens: 4096,
    temperature: 0.7,
    timeout: 120,
  },
  models: {
    "gemini-2.0-flash": { enabled: false },
    "claude-opus-4.5": { enabled: true, priority: 90, maxTokens: 100, temperature: 1 },
  },
  taskRouting: { general: ["mlx-qwen3-4b", "vertex-gemini-3-flash"], websearch: ["perplexity-sonar-pro"] },
  providers: {
    "vertex-ai": { location: "global" },
    openai: { organization: "o", baseUrl: "https://api.openai.com/v1" },
  },
  rateLimits: { openai: { requestsPerMinute: 60, tokensPerMinute: 150_000 } },
  logging: { level: "INFO", file: "x.log", redactSensitive: true },
  security: { maxPromptLength: 500_000, maxMessages: 100, allowRemoteExecution: false },
  musicGeneration: { defaultModel: "musicgen-small", availableModels: ["musicgen-small"] },
};

describe("config.json", () => {
  it("loads the original sample whole, and defaults where there is no file", async () => {
    expect((await load()).config).toEqual(CONFIG_DEFAULTS);
    writeFileSync(file, `\uFEFF${JSON.stringify(SAMPLE)}`);
    const loaded = await load();
    expect(loaded.config.defaults?.costOptimize).toBe(true);
    expect(loaded.config.defaults?.dial).toBe("balanced");
    expect(configValue(loaded, "models.gemini-2.0-flash.enabled")).toBe(false);
    const lines = explainConfig(loaded);
    expect(lines.find((line) => line.path === "models.gemini-2.0-flash.enabled")).toMatchObject({
      value: false,
      origin: "file",
    });
    expect(lines.find((line) => line.path === "defaults.dial")).toMatchObject({ value: "balanced", origin: "default" });
    expect(lines.every((line) => line.value !== undefined)).toBe(true);
  });

  it.each([
    ['{"defualts": {}}', /unknown key "defualts"; did you mean "defaults"/],
    ['{"defaults": {"preferlocal": true}}', /unknown key "defaults.preferlocal"; did you mean "preferLocal"/],
    ['{"models": {"gpt-4o": {"enable": true}}}', /unknown key "models.gpt-4o.enable"; did you mean "enabled"/],
    ['{"defaults": {"timeout": "soon"}}', /"defaults.timeout"/],
    ['{\n  "defaults": {,}\n}', /not valid JSON at line 2, column 16/],
    ['{"agent": {"enabledByDefault": true}}', /"agent": the earlier agent .* not part of this program/],
    ["[]", /expected object/i],
  ])("refuses %s in one line that names the key", async (text, message) => {
    writeFileSync(file, text);
    const error = await load().catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ code: "invalid_config", message: expect.stringMatching(message) });
    expect((error as Error).message).not.toContain("\n");
  });

  it("sets one key and keeps the rest; a wrong value changes nothing", async () => {
    writeFileSync(file, JSON.stringify(SAMPLE));
    setConfigValue(file, "models.gpt-5.5.enabled", false);
    setConfigValue(file, "defaults.dial", "best");
    const written = JSON.parse(readFileSync(file, "utf8"));
    expect(written).toEqual({
      ...SAMPLE,
      defaults: { ...SAMPLE.defaults, dial: "best" },
      models: { ...SAMPLE.models, "gpt-5.5": { enabled: false } },
    });
    const before = readFileSync(file, "utf8");
    expect(() => setConfigValue(file, "defaults.dial", "bset")).toThrow(/defaults.dial/);
    expect(readFileSync(file, "utf8")).toBe(before);
    setConfigValue(file, "models.gpt-5.5.enabled", undefined);
    expect((await load()).config.models?.["gpt-5.5"]).toEqual({});
  });
});
