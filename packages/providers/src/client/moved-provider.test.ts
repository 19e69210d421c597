import { afterAll, beforeAll, expect, it } from "vitest";
import { createProviderClient } from "../create-provider-client.ts";
import { sendBody, startReplayServer, type ReplayServer } from "../conformance/replay-server.ts";
import { SUBJECTS, TEST_KEY, callOf, subjectDeps } from "../conformance/subjects.ts";

const subject = SUBJECTS.find(({ name }) => name === "openai-compatible") ?? SUBJECTS[0]!;

let server: ReplayServer;
beforeAll(async () => {
  server = await startReplayServer();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

it.each(["whole", "streamed"])(
  "a key of the address a provider moved to never goes to the one before (%s)",
  async (way) => {
    server.seen.length = 0;
    server.respond = sendBody(200, {});
    let baseUrl = `${server.origin}/v1`;
    const client = await createProviderClient(subject.provider, {
      ...subjectDeps(subject, server.origin),
      settings: () => ({ baseUrl }),
      credential: () => Promise.resolve(baseUrl.startsWith(server.origin) ? undefined : TEST_KEY),
    });
    const stream = client.stream(callOf(subject), { signal: new AbortController().signal });
    const asking = way === "whole" ? stream.whole?.() : Array.fromAsync(stream);
    baseUrl = "https://elsewhere.test/v1";
    await expect(asking).rejects.toMatchObject({ code: "network", retryable: true });
    expect(server.seen).toEqual([]);
  },
);
