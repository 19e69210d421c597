import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { good, type Fault } from "../../gateway/test/faulty-upstream.ts";
import { openFaultyGateway, type FaultyGateway } from "./open-faulty-gateway.ts";

/** What the official clients do by themselves after an error: they ask again where that may help, and nowhere else. */
let test: FaultyGateway;
let openai: OpenAI;
let anthropic: Anthropic;
let arrived = 0;

beforeAll(async () => {
  test = await openFaultyGateway({ local: false });
  const { gateway, token } = test;
  const counted: typeof fetch = (input, init) => {
    arrived += 1;
    return fetch(input, init);
  };
  openai = new OpenAI({ apiKey: token, baseURL: `${gateway.url}/v1`, maxRetries: 1, fetch: counted });
  anthropic = new Anthropic({ apiKey: token, baseURL: gateway.url, maxRetries: 1, fetch: counted });
});
afterAll(() => test[Symbol.asyncDispose]());
beforeEach(() => {
  arrived = 0;
});

const refuse =
  (status: number, error: object): Fault =>
  (response) =>
    void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ error }));

const messages = [{ role: "user" as const, content: "hi" }];
const ASK: Readonly<Record<string, (model: string) => Promise<unknown>>> = {
  "relayed, OpenAI's": (model) => openai.chat.completions.create({ model, messages }),
  "translated, Anthropic's": (model) => anthropic.messages.create({ model, max_tokens: 100, messages }),
};

describe.each(Object.keys(ASK))("%s client", (name) => {
  const ask = (model = "mine/one"): Promise<unknown> => ASK[name]?.(model) ?? Promise.reject(new Error(name));

  it.each([
    ["our key at the provider is wrong", refuse(401, { message: "Bad key." })],
    ["the provider's account has no money left", refuse(402, { message: "Insufficient balance." })],
    ["the provider refuses the question", refuse(400, { message: "No such parameter." })],
  ])("asks once where %s", async (_why, fault) => {
    test.upstream.set(fault);
    await expect(ask()).rejects.toThrow(/Bad key|Insufficient balance|No such parameter/);
    expect(arrived).toBe(1);
  });

  it("asks once for a model that nobody can answer with", async () => {
    await expect(ask("auto:local")).rejects.toMatchObject({ status: 503 });
    expect(arrived).toBe(1);
  });

  it("asks again where the provider is overloaded, and gets the answer", async () => {
    let calls = 0;
    test.upstream.set((response, streams, socket) => {
      calls += 1;
      (arrived === 1 ? refuse(503, { message: "Overloaded." }) : good)(response, streams, socket);
    });
    await ask();
    expect(arrived).toBeLessThanOrEqual(2);
    expect(calls).toBeGreaterThan(1);
  });
});
