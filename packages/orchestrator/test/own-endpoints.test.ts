import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, it, onTestFinished } from "vitest";
import { openLocalOrchestrator, type LocalOrchestrator } from "../src/index.ts";

const servers: Server[] = [];
const opened: LocalOrchestrator[] = [];

afterEach(async () => {
  for (const orchestrator of opened.splice(0)) await orchestrator[Symbol.asyncDispose]();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

interface Asked {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly model: string | undefined;
}

/** An OpenAI-compatible server that wants a key, and lists models only if told to. */
async function startEndpoint({ lists }: { lists: boolean }): Promise<{ url: string; asked: Asked[] }> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += String(chunk);
    const model = text === "" ? undefined : (JSON.parse(text) as { model: string }).model;
    asked.push({ path: request.url ?? "", authorization: request.headers.authorization, model });
    const send = (status: number, body: object): void => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    };
    if (request.headers.authorization !== "Bearer endpoint-key") return send(401, { error: { message: "no key" } });
    if (request.url === "/v1/models" && lists) return send(200, { data: [{ id: "Served-One" }] });
    if (request.url !== "/v1/chat/completions") return send(404, { error: { message: "not here" } });
    const message = { role: "assistant", content: `I am ${model}.` };
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(`data: ${JSON.stringify({ id: "1", choices: [{ index: 0, delta: message }] })}\n\n`);
    response.write(
      `data: ${JSON.stringify({ id: "1", choices: [{ index: 0, delta: {}, finish_reason: "stop" }], usage: { prompt_tokens: 3, completion_tokens: 3, total_tokens: 6 } })}\n\n`,
    );
    response.end("data: [DONE]\n\n");
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, asked };
}

async function openWith(url: string, more: { local?: false } = {}): Promise<LocalOrchestrator> {
  const orchestrator = await openLocalOrchestrator({
    ephemeral: true,
    env: { AI_ORCHESTRATOR_NO_KEYCHAIN: "1", MINE_KEY: "endpoint-key" },
    config: { providers: { mine: { type: "openai-compatible", baseUrl: url, apiKeyEnv: "MINE_KEY", ...more } } },
  });
  opened.push(orchestrator);
  return orchestrator;
}

describe("the user's own endpoint", () => {
  it("lists its models with its key, and knows no others", async () => {
    const { url, asked } = await startEndpoint({ lists: true });
    const orchestrator = await openWith(url);
    expect((await orchestrator.query({ prompt: "Who are you?", model: "mine/served-one" })).text).toBe(
      "I am Served-One.",
    );
    expect(asked.find(({ path }) => path === "/v1/models")?.authorization).toBe("Bearer endpoint-key");
    await expect(orchestrator.query({ prompt: "Who are you?", model: "mine/served-two" })).rejects.toMatchObject({
      code: "unknown_model",
    });
  });

  it.each([true, false])(
    "is not local on this machine where config says it passes prompts on (lists: %s)",
    async (lists) => {
      const { url, asked } = await startEndpoint({ lists });
      const [kept, passing] = [await openWith(url), await openWith(url, { local: false })];
      const localTurn = { prompt: "Who are you?", model: "mine/Served-One", policy: { localOnly: true } };
      if (lists) expect((await kept.query(localTurn)).text).toBe("I am Served-One.");
      const before = asked.filter(({ path }) => path !== "/v1/models").length;
      await expect(passing.query(localTurn)).rejects.toMatchObject({ code: "no_usable_provider" });
      expect(asked.filter(({ path }) => path !== "/v1/models")).toHaveLength(before);
      expect((await passing.query({ prompt: "Who are you?", model: "mine/Served-One" })).text).toBe("I am Served-One.");
      if (!lists) return;
      const listed = (await passing.models()).find(({ id }) => id === "Served-One");
      expect(listed).toMatchObject({ local: false, prices: [] });
    },
  );

  it("learns from a rating of its answer, also where it was not looked for yet", async () => {
    const { url } = await startEndpoint({ lists: true });
    const home = mkdtempSync(path.join(tmpdir(), "aio-rated-"));
    onTestFinished(() => rmSync(home, { recursive: true, force: true }));
    const open = () =>
      openLocalOrchestrator({
        home,
        env: { AI_ORCHESTRATOR_NO_KEYCHAIN: "1", MINE_KEY: "endpoint-key" },
        config: { providers: { mine: { baseUrl: url, apiKeyEnv: "MINE_KEY" } } },
      });
    {
      await using first = await open();
      const { id } = await first.conversations.create();
      await first.query({ prompt: "Write a regex for dates", model: "mine/served-one", conversationId: id });
    }
    await using later = await open();
    await later.routing.rate("up");
    expect(await later.routing.learned()).toMatchObject({ ratings: [{ model: "mine/served-one", up: 1 }] });
  });

  it("answers with a model it does not list, known by its namesake but not priced by it", async () => {
    const { url } = await startEndpoint({ lists: false });
    const orchestrator = await openWith(url);
    const answer = await orchestrator.query({ prompt: "Who are you?", model: "mine/Anthropic/claude-sonnet-4.5" });
    expect(answer).toMatchObject({
      text: "I am Anthropic/claude-sonnet-4.5.",
      model: "mine/Anthropic/claude-sonnet-4.5",
    });
    const { model } = await orchestrator.resolveModel("mine/Anthropic/claude-sonnet-4.5");
    expect(model).toMatchObject({ provider: "mine", tools: true, prices: [{ input: 0, output: 0 }] });
    expect(model.contextWindow).toBeGreaterThanOrEqual(200_000);
  });
});

describe("an endpoint on this machine that lists no models", () => {
  const answerTo: Readonly<Record<string, readonly [status: number, body: string]>> = {
    "has no list": [404, '{"error":{"message":"not here"}}'],
    "lists something else": [200, '{"models":"all"}'],
    "shows a page": [200, "<!doctype html><title>Hello</title>"],
    "wants a key": [401, '{"error":{"message":"no key"}}'],
  };
  const open = async (kind: string): Promise<LocalOrchestrator> => {
    const server = createServer((request, response) => {
      request.resume();
      if (request.url === "/v1/models") {
        const [status, body] = answerTo[kind] ?? [500, ""];
        return void response.writeHead(status, { "content-type": "application/json" }).end(body);
      }
      const choices = [{ index: 0, delta: { role: "assistant", content: "Here." }, finish_reason: "stop" }];
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.end(`data: ${JSON.stringify({ id: "1", choices })}\n\ndata: [DONE]\n\n`);
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const orchestrator = await openLocalOrchestrator({
      ephemeral: true,
      env: { AI_ORCHESTRATOR_NO_KEYCHAIN: "1" },
      config: {
        providers: { mine: { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1` } },
      },
    });
    opened.push(orchestrator);
    return orchestrator;
  };
  const statusOf = async (orchestrator: LocalOrchestrator) => {
    await orchestrator.models();
    return (await orchestrator.providers()).find(({ provider }) => provider === "mine");
  };

  it.each(["has no list", "lists something else", "shows a page"])(
    "is asked for any model, and is not said to be absent, where it %s",
    async (kind) => {
      const orchestrator = await open(kind);
      expect(await statusOf(orchestrator)).toMatchObject({ usable: true, local: true });
      const turn = { prompt: "Who are you?", model: "mine/one", policy: { localOnly: true } };
      expect((await orchestrator.query(turn)).text).toBe("Here.");
    },
  );

  it("is said to want a key where it does", async () => {
    const orchestrator = await open("wants a key");
    expect(await statusOf(orchestrator)).toMatchObject({
      usable: false,
      reason: expect.stringMatching(/^it answered 401 at http:.*\/v1\/models$/),
      suggestion: "aio credentials set mine",
    });
  });

  it("is said to be ill where it is, and what came", async () => {
    const orchestrator = await open("is ill");
    expect(await statusOf(orchestrator)).toMatchObject({
      usable: false,
      reason: expect.stringMatching(/^it answered 500 at http:.*\/v1\/models$/),
    });
  });
});

describe("a rule that names a model only its server knows", () => {
  const rules = ["SQL → mine/Served-One", "haiku → ollama/not-pulled:4b"];
  const openRuled = async (url: string): Promise<LocalOrchestrator> => {
    const orchestrator = await openLocalOrchestrator({
      ephemeral: true,
      env: { AI_ORCHESTRATOR_NO_KEYCHAIN: "1", MINE_KEY: "endpoint-key" },
      config: {
        rules,
        providers: {
          mine: { baseUrl: url, apiKeyEnv: "MINE_KEY", models: [{ id: "other" }] },
          ollama: { baseUrl: "http://127.0.0.1:9/v1" },
        },
      },
    });
    opened.push(orchestrator);
    return orchestrator;
  };

  it.each([true, false])("is followed (the server lists it: %s)", async (lists) => {
    const { url } = await startEndpoint({ lists });
    const orchestrator = await openRuled(url);
    expect(orchestrator.routing.compileRule(rules[1]!)).toMatchObject({ then: "use ollama/not-pulled:4b" });
    expect(await orchestrator.route({ prompt: "Write SQL that counts rows" })).toMatchObject({
      model: expect.stringMatching(/^mine\/served-one$/iu),
      reasons: expect.arrayContaining([expect.objectContaining({ stage: "rule" })]),
    });
  });

  it("is a notice where the model is not there now", async () => {
    const { url } = await startEndpoint({ lists: true });
    const orchestrator = await openRuled(url);
    expect((await orchestrator.route({ prompt: "Write a haiku" })).notices).toContainEqual(
      expect.stringMatching(/could not be followed: ollama\/not-pulled:4b is not known/u),
    );
    expect(() => orchestrator.routing.compileRule("SQL → no-such-model")).toThrow(/not clear/u);
  });
});

it("does not say that it searches where no search was asked for", async () => {
  const { url } = await startEndpoint({ lists: true });
  const orchestrator = await openWith(url);
  const phases: string[] = [];
  for await (const event of orchestrator.stream({
    prompt: "What is the weather in Paris today?",
    model: "mine/served-one",
  })) {
    if (event.type === "status") phases.push(event.phase);
  }
  expect(phases).toContain("generating");
  expect(phases).not.toContain("searching");
});

it.each([{ think: true }, { reasoning: { effort: "high" } }] as const)(
  "says once that a model has no reasoning to show, and not that it thinks: %o",
  async (wish) => {
    const { url } = await startEndpoint({ lists: true });
    const orchestrator = await openWith(url);
    const phases: string[] = [];
    const notices: string[] = [];
    for await (const event of orchestrator.stream({ prompt: "Who are you?", model: "mine/served-one", ...wish })) {
      if (event.type === "status") phases.push(event.phase);
      if (event.type === "route-decided") notices.push(...event.decision.notices);
    }
    expect(notices.filter((notice) => notice.includes("does not show reasoning"))).toHaveLength(1);
    expect(phases).toContain("generating");
    expect(phases).not.toContain("thinking");
  },
);

it("asks a server in the house that wants no key, and never sends one there over plain http", async () => {
  const sent: { readonly url: string; readonly authorization: string | null }[] = [];
  const open = async (
    env: Readonly<Record<string, string>>,
    more: { readonly apiKeyEnv?: string; readonly headers?: Readonly<Record<string, string>> } = {},
  ): Promise<LocalOrchestrator> => {
    const orchestrator = await openLocalOrchestrator({
      ephemeral: true,
      env: { AI_ORCHESTRATOR_NO_KEYCHAIN: "1", ...env },
      config: {
        providers: {
          house: { type: "openai-compatible", baseUrl: "http://192.0.2.7:8000/v1", models: [{ id: "one" }], ...more },
        },
      },
      fetch: async (input, init) => {
        const request = new Request(input, init);
        sent.push({ url: request.url, authorization: request.headers.get("authorization") });
        const choices = [{ index: 0, delta: { role: "assistant", content: "Here." }, finish_reason: "stop" }];
        return new Response(`data: ${JSON.stringify({ id: "1", choices })}\n\ndata: [DONE]\n\n`, {
          headers: { "content-type": "text/event-stream" },
        });
      },
    });
    opened.push(orchestrator);
    return orchestrator;
  };
  const keyless = await open({});
  expect((await keyless.query({ prompt: "Who are you?", model: "house/one" })).text).toBe("Here.");
  expect(sent.filter(({ url }) => url.startsWith("http://192.0.2.7"))).toEqual([
    { url: "http://192.0.2.7:8000/v1/chat/completions", authorization: null },
  ]);
  sent.length = 0;
  const keyed = await open({ HOUSE_API_KEY: "endpoint-key" });
  await expect(keyed.query({ prompt: "Who are you?", model: "house/one" })).rejects.toThrow("travel readable");
  expect(sent).toEqual([]);
  // Nor where config itself names the variable beside the address.
  const named = await open({ THEIR_KEY: "endpoint-key" }, { apiKeyEnv: "THEIR_KEY" });
  await expect(named.query({ prompt: "Who are you?", model: "house/one" })).rejects.toThrow("travel readable");
  expect(sent).toEqual([]);
  // Nor where the key is in a header that config names; another header goes along.
  const headed = await open({}, { headers: { "x-team": "research", "X-Api-Key": "endpoint-key" } });
  await expect(headed.query({ prompt: "Who are you?", model: "house/one" })).rejects.toThrow(
    /"X-Api-Key".*travel readable/,
  );
  expect(sent).toEqual([]);
  const told = await open({}, { headers: { "x-team": "research" } });
  expect((await told.query({ prompt: "Who are you?", model: "house/one" })).text).toBe("Here.");
});
