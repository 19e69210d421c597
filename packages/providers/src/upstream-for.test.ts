import { describe, expect, it } from "vitest";
import type { Model, ProviderId } from "@ai-orchestrator/contract";
import { SUBJECTS, TEST_KEY, modelOf } from "./conformance/subjects.ts";
import type { ProviderDeps, ProviderSettings } from "./facts/provider-deps.ts";
import { upstreamFor } from "./upstream-for.ts";

function modelAt(provider: ProviderId): Model {
  const subject = SUBJECTS.find((one) => one.provider === provider) ?? SUBJECTS[0]!;
  return modelOf(subject, { provider });
}

function depsWith(settings: ProviderSettings = {}): ProviderDeps {
  return {
    fetch: async () => Response.json({ access_token: "ya29.token", expires_in: 3600 }),
    credential: async () => TEST_KEY,
    settings: () => settings,
    env: { GOOGLE_CLOUD_PROJECT: "p1", GCE_METADATA_HOST: "metadata.test" },
    now: () => 0,
  };
}

describe("upstreamFor", () => {
  it.each([
    ["openai", "openai-responses", "https://api.openai.com/v1", { authorization: `Bearer ${TEST_KEY}` }],
    [
      "anthropic",
      "anthropic-messages",
      "https://api.anthropic.com/v1",
      { "x-api-key": TEST_KEY, "anthropic-version": "2023-06-01" },
    ],
    ["google", "gemini", "https://generativelanguage.googleapis.com/v1beta", { "x-goog-api-key": TEST_KEY }],
    [
      "vertex-ai",
      "gemini",
      "https://aiplatform.googleapis.com/v1beta1/projects/p1/locations/global/publishers/google",
      { authorization: "Bearer ya29.token" },
    ],
    ["groq", "openai-chat", "https://api.groq.com/openai/v1", { authorization: `Bearer ${TEST_KEY}` }],
    ["ollama", "openai-chat", "http://127.0.0.1:11434/v1", { authorization: `Bearer ${TEST_KEY}` }],
  ])("%s speaks %s", async (provider, protocol, baseUrl, headers) => {
    const model = modelAt(provider);
    const upstream = await upstreamFor(model, depsWith());
    const given = expect.any(Function) as unknown;
    const functions = { redact: given, refusesReasoning: given, advice: given };
    expect(upstream).toEqual({ model, protocol, baseUrl, headers, ...functions });
    const [secret = ""] = Object.values(headers).map((value) => value.replace("Bearer ", ""));
    const echo = `${secret} ${Buffer.from(secret).toString("hex")} ${JSON.stringify(headers)}`;
    expect(upstream?.redact?.(echo)).not.toMatch(new RegExp(`${secret}|${Buffer.from(secret).toString("hex")}`));
  });

  it("finds the protocol asked for, or nothing", async () => {
    expect((await upstreamFor(modelAt("openai"), depsWith(), "openai-chat"))?.protocol).toBe("openai-chat");
    expect(await upstreamFor(modelAt("openai"), depsWith(), "anthropic-messages")).toBeUndefined();
    expect(await upstreamFor(modelAt("openai"), depsWith({ api: "chat" }), "openai-responses")).toBeUndefined();
    for (const apart of ["perplexity", "mistral"])
      expect(await upstreamFor(modelAt(apart), depsWith())).toBeUndefined();
  });

  it("leaves what goes through a proxy that is no HTTP proxy to the way that knows of it", async () => {
    const through = (proxy: string): ProviderDeps => ({
      ...depsWith(),
      env: { HTTPS_PROXY: proxy, NO_PROXY: "anthropic.com" },
    });
    expect(await upstreamFor(modelAt("openai"), through("http://proxy.test:3128"))).toBeDefined();
    const deps = through("socks5://proxy.test:1080");
    expect(await upstreamFor(modelAt("openai"), deps)).toBeUndefined();
    expect(await upstreamFor(modelAt("anthropic"), deps)).toBeDefined();
    expect(await upstreamFor(modelAt("ollama"), deps)).toBeDefined();
  });

  it("honours a base URL, extra headers, organization and project", async () => {
    const upstream = await upstreamFor(
      modelAt("openai"),
      depsWith({
        baseUrl: "https://proxy.test/v1/",
        headers: { "x-team": "blue" },
        organization: "org-1",
        project: "proj-1",
      }),
    );
    expect(upstream?.baseUrl).toBe("https://proxy.test/v1");
    expect(upstream?.headers).toEqual({
      authorization: `Bearer ${TEST_KEY}`,
      "x-team": "blue",
      "openai-organization": "org-1",
      "openai-project": "proj-1",
    });
  });

  it("serves the user's own endpoint", async () => {
    const upstream = await upstreamFor(modelAt("my-endpoint"), depsWith({ baseUrl: "http://10.0.0.5:8000/v1" }));
    expect(upstream).toMatchObject({ protocol: "openai-chat", baseUrl: "http://10.0.0.5:8000/v1" });
  });

  it("says that a key is missing", async () => {
    await expect(
      upstreamFor(modelAt("openai"), { ...depsWith(), credential: async () => undefined }),
    ).rejects.toMatchObject({ code: "authentication" });
  });
});
