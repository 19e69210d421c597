import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { good, startFaultyUpstream, type FaultyUpstream } from "./faulty-upstream.ts";
import { ODDITIES } from "./odd-answers.ts";
import { openRelayGateway, type RelayGateway } from "./open-relay-gateway.ts";

let upstream: FaultyUpstream;
let relay: RelayGateway;
let client: OpenAI;
beforeAll(async () => {
  upstream = await startFaultyUpstream();
  relay = await openRelayGateway([upstream.url]);
  client = new OpenAI({ apiKey: relay.token, baseURL: `${relay.gateway.url}/v1`, maxRetries: 0 });
});
afterAll(async () => {
  await relay[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

/** What the official client hears. */
async function ask(stream: boolean): Promise<string> {
  const question = { model: "m", messages: [{ role: "user" as const, content: "hi" }] };
  if (!stream) return (await client.chat.completions.create(question)).choices[0]?.message.content ?? "";
  let said = "";
  for await (const piece of await client.chat.completions.create({ ...question, stream }))
    said += piece.choices[0]?.delta.content ?? "";
  return said;
}

describe.each(Object.keys(ODDITIES))("%s", (name) => {
  it.each([false, true])(
    "is heard through the relay (streamed: %s), and the next answer is the next one's",
    async (stream) => {
      upstream.set(ODDITIES[name] ?? good);
      expect(await ask(stream)).toBe("Grüße, Welt.");
      expect(relay.ended.at(-1)?.error).toBeUndefined();
      upstream.set(good);
      expect(await ask(stream)).toBe("Grüße, Welt.");
    },
  );
});
