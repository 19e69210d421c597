import Anthropic from "@anthropic-ai/sdk";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { good } from "../../gateway/test/faulty-upstream.ts";
import { ODDITIES } from "../../gateway/test/odd-answers.ts";
import { openFaultyGateway, type FaultyGateway } from "./open-faulty-gateway.ts";

/** Strange answers of an own endpoint, translated: what the official client of another dialect hears. */
let test: FaultyGateway;
let client: Anthropic;
beforeAll(async () => {
  test = await openFaultyGateway();
  const { gateway, token } = test;
  client = new Anthropic({ apiKey: token, baseURL: gateway.url, maxRetries: 0 });
});
afterAll(() => test[Symbol.asyncDispose]());

async function ask(stream: boolean): Promise<string> {
  const question = { model: "mine/one", max_tokens: 500, messages: [{ role: "user" as const, content: "hi" }] };
  const message = stream
    ? await client.messages.stream(question).finalMessage()
    : await client.messages.create(question);
  return message.content.map((block) => (block.type === "text" ? block.text : "")).join("");
}

describe.each(Object.keys(ODDITIES))("%s", (name) => {
  it.each([false, true])("is heard through a translation (streamed: %s), and so is the next answer", async (stream) => {
    test.upstream.set(ODDITIES[name] ?? good);
    expect(await ask(stream)).toBe("Grüße, Welt.");
    test.upstream.set(good);
    expect(await ask(stream)).toBe("Grüße, Welt.");
  });
});
