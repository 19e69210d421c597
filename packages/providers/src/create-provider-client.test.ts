import { describe, expect, it } from "vitest";
import { CLOUD_PROVIDERS, LOCAL_PROVIDERS } from "@ai-orchestrator/contract";
import { createProviderClient } from "./create-provider-client.ts";
import { SUBJECTS, TEST_KEY, callOf, eventsOf, modelOf, recorded, subjectDeps } from "./conformance/subjects.ts";
import type { ProviderDeps } from "./facts/provider-deps.ts";
import { PROVIDERS } from "./facts/providers-table.ts";

const openai = SUBJECTS.find((subject) => subject.name === "openai")!;
const signal = new AbortController().signal;

function never(): typeof fetch {
  return async () => {
    throw new Error("must not be called");
  };
}

describe("createProviderClient", () => {
  it("knows every shipped provider", async () => {
    const deps = subjectDeps(openai, "http://127.0.0.1:9", { fetch: never() });
    for (const provider of [...CLOUD_PROVIDERS, ...LOCAL_PROVIDERS]) {
      expect((await createProviderClient(provider, deps)).provider).toBe(provider);
      expect(PROVIDERS[provider].id).toBe(provider);
      expect(PROVIDERS[provider].local).toBe((LOCAL_PROVIDERS as readonly string[]).includes(provider));
      expect(URL.canParse(PROVIDERS[provider].baseUrl)).toBe(true);
    }
    expect(PROVIDERS.moonshot.timeouts.headersMs).toBe(25 * 60_000);
  });

  it("refuses a provider nobody knows", async () => {
    await expect(
      createProviderClient("nobody", { ...subjectDeps(openai, ""), settings: () => ({}) }),
    ).rejects.toMatchObject({
      code: "invalid_config",
      suggestion: expect.stringContaining("providers.nobody.baseUrl") as string,
    });
  });

  it.each(CLOUD_PROVIDERS.filter((provider) => provider !== "vertex-ai"))(
    "%s without a key: authentication, nothing sent",
    async (provider) => {
      const deps: ProviderDeps = {
        ...subjectDeps(openai, "http://127.0.0.1:9", { fetch: never() }),
        credential: async () => undefined,
      };
      const call = { ...callOf(openai), model: modelOf(openai, { provider }) };
      await expect(eventsOf(await createProviderClient(provider, deps), call)).rejects.toMatchObject({
        code: "authentication",
        suggestion: expect.stringContaining(PROVIDERS[provider].envKeys[0] ?? "") as string,
      });
    },
  );

  it("says that a key cannot be one, and that a header cannot be sent", async () => {
    const base = subjectDeps(openai, "http://127.0.0.1:9", { fetch: never() });
    const badKey = await createProviderClient("openai", { ...base, credential: async () => "sk-“quoted”\nkey" });
    await expect(eventsOf(badKey, callOf(openai))).rejects.toMatchObject({ code: "authentication" });
    for (const headers of [{ "x-bad": "line\nbreak" }, { "x bad": "name" }, { "x-bad": "日本" }]) {
      const badHeader = await createProviderClient(
        "openai",
        subjectDeps(openai, "http://127.0.0.1:9", {
          fetch: never(),
          settings: { baseUrl: "http://127.0.0.1:9", headers },
        }),
      );
      await expect(eventsOf(badHeader, callOf(openai))).rejects.toMatchObject({
        code: "invalid_config",
        message: expect.stringContaining(Object.keys(headers)[0] ?? "") as string,
      });
    }
  });

  it("needs no key where the user's own headers authenticate", async () => {
    const bytes = await recorded(openai, "text");
    let seen = new Headers();
    const send: typeof fetch = async (_input, init) => {
      seen = new Headers(init?.headers);
      return new Response(new Uint8Array(bytes), { headers: { "content-type": "text/event-stream" } });
    };
    const deps: ProviderDeps = {
      ...subjectDeps(openai, "http://127.0.0.1:9", {
        fetch: send,
        settings: { baseUrl: "https://proxy.test/v1", headers: { Authorization: "Basic abc" } },
      }),
      credential: async () => undefined,
    };
    await eventsOf(await createProviderClient("openai", deps), callOf(openai));
    expect(seen.get("authorization")).toBe("Basic abc");
  });

  it("reads the key and the settings anew for every call", async () => {
    const bytes = await recorded(openai, "text");
    const seen: string[] = [];
    let turn = 0;
    const deps: ProviderDeps = {
      ...subjectDeps(openai, "", {
        fetch: async (input, init) => {
          seen.push(`${String(input)} ${new Headers(init?.headers).get("authorization")}`);
          return new Response(new Uint8Array(bytes), { headers: { "content-type": "text/event-stream" } });
        },
      }),
      credential: async () => `key-${turn}-${TEST_KEY}`,
      settings: () => ({ baseUrl: `https://host-${turn}.test/v1` }),
    };
    const client = await createProviderClient("openai", deps);
    await eventsOf(client, callOf(openai));
    turn = 1;
    await eventsOf(client, callOf(openai));
    expect(seen).toEqual([
      `https://host-0.test/v1/responses Bearer key-0-${TEST_KEY}`,
      `https://host-1.test/v1/responses Bearer key-1-${TEST_KEY}`,
    ]);
  });

  it("refuses a base URL that is none", async () => {
    for (const baseUrl of ["not a url", "ftp://x.test", "file:///etc/passwd"]) {
      const client = await createProviderClient(
        "openai",
        subjectDeps(openai, "", { fetch: never(), settings: { baseUrl } }),
      );
      await expect(client.verify({ signal })).rejects.toMatchObject({ code: "invalid_config" });
    }
  });

  it("keeps calls at the same time apart", async () => {
    const everything = await recorded(openai, "everything");
    const deps = subjectDeps(openai, "http://127.0.0.1:9", {
      fetch: async (_input, init) => {
        const name = /call-\d+/.exec(String(init?.body))?.[0] ?? "";
        const bytes = Buffer.from(everything.toString("utf8").replaceAll("Grüße", name));
        await new Promise((resolve) => setTimeout(resolve, 1));
        return new Response(new Uint8Array(bytes), {
          headers: { "content-type": "text/event-stream", "x-ratelimit-remaining-requests": name.slice(5) },
        });
      },
    });
    const client = await createProviderClient("openai", deps);
    const answers = await Promise.all(
      Array.from({ length: 100 }, async (_, index) => {
        const events = await eventsOf(
          client,
          callOf(openai, { messages: [{ role: "user", parts: [{ type: "text", text: `call-${index}` }] }] }),
        );
        const start = events[0];
        return {
          text: events.flatMap((event) => (event.type === "text-delta" ? [event.text] : [])).join(""),
          left: start?.type === "response-start" ? start.rateLimits?.requestsRemaining : undefined,
        };
      }),
    );
    answers.forEach((answer, index) => {
      expect(answer.text.startsWith(`call-${index} `)).toBe(true);
      expect(answer.left).toBe(index);
    });
  });
});
