import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { openLocalOrchestrator, type LocalOrchestrator } from "../src/index.ts";
import { canaryHome } from "./canary-batch.ts";
import { canaryKey, KEY_MARK, traces } from "./canary-marks.ts";
import { startEchoServer } from "./echo-server.ts";

/** A server at another origin that remembers all it is sent. */
async function startOther(): Promise<{ readonly url: string; readonly seen: readonly string[] } & AsyncDisposable> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    void heard(request).then((text) => {
      seen.push(text);
      response.end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

async function heard(request: IncomingMessage): Promise<string> {
  let text = `${request.url} ${JSON.stringify(request.headers)}`;
  for await (const part of request) text += String(part);
  return text;
}

interface Place {
  readonly home: string;
  readonly baseUrl: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** An orchestrator whose providers are all at `baseUrl`, in one protocol each. */
function openAt({ home, baseUrl, env = {} }: Place): Promise<LocalOrchestrator> {
  const providers = ["openai", "anthropic", "google", "mistral", "groq", "xai", "deepseek", "moonshot"];
  return openLocalOrchestrator({
    home,
    env: { AI_ORCHESTRATOR_NO_KEYCHAIN: "1", ...env },
    config: { providers: Object.fromEntries(providers.map((id) => [id, { baseUrl }])) },
  });
}

describe("a key", () => {
  it.each(["301", "302", "303", "307", "308"])("does not follow a redirect (%s) to another origin", async (status) => {
    using home = canaryHome();
    await using other = await startOther();
    await using server = await startEchoServer(undefined, `${other.url}/elsewhere`);
    const key = (prefix: string): string => canaryKey(prefix);
    await using orchestrator = await openAt({
      home: home.folder,
      baseUrl: server.url,
      env: {
        OPENAI_API_KEY: key("sk-"),
        ANTHROPIC_API_KEY: key("sk-ant-"),
        GEMINI_API_KEY: key("AIza"),
        MISTRAL_API_KEY: key(""),
      },
    });
    const prompt = `[[redirect-${status}]] Hello`;
    const calls = [
      ...["gpt-6.2-sol", "claude-haiku-5.5", "gemini-4-neon", "mistral-small"].map((model) =>
        orchestrator.query({ prompt, model, timeoutMs: 20_000 }),
      ),
      orchestrator.embed({ model: "mistral-embed", texts: [prompt] }),
      orchestrator.generateImages({ model: "gpt-image-2", prompt }),
    ];
    const ends = await Promise.allSettled(calls);
    expect(ends.map((end) => end.status)).toEqual(calls.map(() => "rejected"));
    const reached = new Set(server.seen.map(({ key: sent }) => sent));
    expect(reached.size).toBe(4);
    expect(other.seen).toEqual([]);
  });

  it("that is stored goes to its own origin only, until a person allows the other one", async () => {
    using home = canaryHome();
    await using first = await startEchoServer();
    await using second = await startEchoServer();
    const folder = path.join(home.folder, "data");
    const ask = { prompt: "Hello", model: "mistral-small", timeoutMs: 20_000 };
    {
      await using orchestrator = await openAt({ home: folder, baseUrl: first.url });
      await orchestrator.credentials.createFile({ keyfile: path.join(home.folder, "keyfile") });
      await orchestrator.credentials.set("mistral", canaryKey(), { store: "file" });
      // It was stored for the provider's own address; even the first change has to be allowed.
      await expect(orchestrator.query(ask)).rejects.toMatchObject({
        code: "vault",
        suggestion: expect.stringContaining(`aio credentials allow-origin mistral ${first.origin}`) as string,
      });
      expect(first.seen.filter(({ key }) => key !== "")).toEqual([]);
      await orchestrator.credentials.allowOrigin("mistral", first.origin);
      expect((await orchestrator.query(ask)).text).toBe("All is well.");
      expect(first.seen.some(({ key }) => key.includes(KEY_MARK))).toBe(true);
    }
    await using moved = await openAt({ home: folder, baseUrl: second.url });
    const refusal = moved.query(ask);
    await expect(refusal).rejects.toMatchObject({
      code: "vault",
      suggestion: expect.stringContaining(`aio credentials allow-origin mistral ${second.origin}`) as string,
    });
    await expect(moved.credentials.test("mistral")).rejects.toMatchObject({ code: "vault" });
    await expect(moved.embed({ model: "mistral-embed", texts: ["Hello"] })).rejects.toMatchObject({ code: "vault" });
    expect(traces(JSON.stringify(second.seen), KEY_MARK)).toEqual([]);
  });

  it("from a variable is sent to no other machine that only the config names", async () => {
    using home = canaryHome();
    const sent: string[] = [];
    await using orchestrator = await openLocalOrchestrator({
      home: home.folder,
      env: { AI_ORCHESTRATOR_NO_KEYCHAIN: "1", MISTRAL_API_KEY: canaryKey() },
      config: { providers: { mistral: { baseUrl: "https://elsewhere.example/v1" } } },
      fetch: async (input, init) => {
        sent.push(`${String(input)} ${JSON.stringify([...new Headers(init?.headers)])}`);
        return new Response("{}", { status: 500 });
      },
    });
    await expect(
      orchestrator.query({ prompt: "Hello", model: "mistral-small", timeoutMs: 20_000 }),
    ).rejects.toMatchObject({
      suggestion: expect.stringContaining("allow-origin mistral https://elsewhere.example") as string,
    });
    expect(sent).toEqual([]);
  });
});
