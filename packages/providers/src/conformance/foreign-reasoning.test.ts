import type { ModelCall } from "@ai-orchestrator/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sendBody, sendStream, startReplayServer, type ReplayServer } from "./replay-server.ts";
import { SUBJECTS, callOf, clientOf, eventsOf, joined, recorded, type Subject } from "./subjects.ts";

let server: ReplayServer;
beforeAll(async () => {
  server = await startReplayServer();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const named = (name: string): Subject => SUBJECTS.find((subject) => subject.name === name) ?? SUBJECTS[0]!;

/** How providers say it, as users of other clients report it, and where what must come back is kept. */
const REFUSALS: readonly (readonly [name: string, message: string, metadata: object])[] = [
  [
    "anthropic",
    "messages.1.content.0: Invalid `signature` in `thinking` block",
    { anthropic: { signature: "of-another-model" } },
  ],
  ["google", "Corrupted thought signature.", { google: { thoughtSignature: "of-another-model" } }],
  [
    "openai",
    "The encrypted content of-another-model could not be verified. Reason: Encrypted content could not be decrypted or parsed.",
    { openai: { itemId: "rs_1", reasoningEncryptedContent: "of-another-model" } },
  ],
];

describe.each(REFUSALS)("%s", (name, message, providerMetadata) => {
  const subject = named(name);
  const call = (more: Partial<ModelCall> = {}): ModelCall =>
    callOf(subject, {
      messages: [
        { role: "user", parts: [{ type: "text", text: "Hello" }] },
        {
          role: "assistant",
          parts: [
            { type: "reasoning", text: "I thought.", providerMetadata } as never,
            { type: "text", text: "I said." },
          ],
        },
        { role: "user", parts: [{ type: "text", text: "And now?" }] },
      ],
      ...more,
    });

  it("that refuses what another model thought is asked once more without", async () => {
    const bytes = await recorded(subject, "text");
    server.seen.length = 0;
    server.respond = (request, response, socket) =>
      (request.body.includes("of-another-model") ? sendBody(400, { error: { message } }) : sendStream(bytes))(
        request,
        response,
        socket,
      );
    expect(joined(await eventsOf(await clientOf(subject, server.origin), call()), "text-delta")).not.toBe("");
    expect(server.seen.map(({ body }) => body.includes("of-another-model"))).toEqual([true, false]);
    expect(server.seen[1]?.body).toContain("I said.");
    expect(server.seen[1]?.body).not.toContain("I thought.");
  });

  it("that refused it is not asked with it again, but with what came since, and by others of its models as before", async () => {
    const bytes = await recorded(subject, "text");
    const since = { ...providerMetadata, [Object.keys(providerMetadata)[0] ?? ""]: { signature: "of-its-own" } };
    server.respond = (request, response, socket) =>
      (request.body.includes("of-another-model") ? sendBody(400, { error: { message } }) : sendStream(bytes))(
        request,
        response,
        socket,
      );
    const client = await clientOf(subject, server.origin);
    const ask = async (more: Partial<ModelCall> = {}): Promise<readonly boolean[]> => {
      server.seen.length = 0;
      await eventsOf(client, call(more));
      return server.seen.map(({ body }) => body.includes("of-another-model"));
    };
    await ask();
    expect(await ask()).toEqual([false]);
    const { messages } = call();
    const later = { role: "assistant", parts: [{ type: "reasoning", text: "", providerMetadata: since }] } as never;
    expect(await ask({ messages: [...messages, later, messages[0]!] })).toEqual([false]);
    const other = { ...call().model, id: `${call().model.id}-other` };
    expect((await ask({ model: other })).at(0)).toBe(true);
    // Nothing of an incognito turn is remembered.
    const third = { ...call().model, id: `${call().model.id}-third` };
    await ask({ model: third, incognito: true });
    expect((await ask({ model: third })).at(0)).toBe(true);
  });

  it("that refuses it again, or without cause, is asked no more", async () => {
    server.respond = sendBody(400, { error: { message } });
    const client = await clientOf(subject, server.origin);
    server.seen.length = 0;
    await expect(eventsOf(client, call())).rejects.toMatchObject({ code: "bad_request" });
    expect(server.seen).toHaveLength(2);
    server.seen.length = 0;
    await expect(eventsOf(client, callOf(subject))).rejects.toMatchObject({ code: "bad_request" });
    expect(server.seen).toHaveLength(1);
  });
});
