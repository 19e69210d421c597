import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createGateway } from "@ai-orchestrator/gateway/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openLocalOrchestrator } from "../src/index.ts";
import { NO_LOCAL_SERVERS } from "./no-local-servers.ts";

/** A caller need not know whether a call was relayed: the same failure is told in the same words. */
let answer: { readonly status: number; readonly body: string };
let server: Server;
let baseUrl: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume().on("end", () => {
      response.writeHead(answer.status, { "content-type": "application/json" }).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** What a caller is told, by a gateway that nothing has failed at before. */
async function failure(more: object): Promise<{ readonly status: number; readonly message: string }> {
  await using orchestrator = await openLocalOrchestrator({
    ephemeral: true,
    logLevel: "error",
    env: { ...NO_LOCAL_SERVERS, AI_ORCHESTRATOR_NO_KEYCHAIN: "1", MOONSHOT_API_KEY: "test-key-of-moonshot-000000" },
    config: { providers: { moonshot: { baseUrl } } },
  });
  const token = "owner-token-0123456789";
  await using gateway = await createGateway({
    orchestrator,
    relay: orchestrator.relay,
    token,
    keys: { find: () => undefined },
  });
  const response = await fetch(`${gateway.url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "kimi-k3", messages: [{ role: "user", content: "Hi" }], ...more }),
  });
  const { error } = (await response.json()) as { readonly error: { readonly message: string } };
  return { status: response.status, message: error.message };
}

describe.each([false, true])("an error of the provider's, streamed: %s", (stream) => {
  it.each([
    [500, "Boom"],
    [401, "No such key"],
    [402, "No credit."],
    [404, "No such model"],
    [400, "No such option"],
  ])("%i reads the same, relayed or translated", async (status, message) => {
    answer = { status, body: JSON.stringify({ error: { message } }) };
    const relayed = await failure({ stream });
    // A wish that only the engine can grant.
    const translated = await failure({ stream, aio: { continueAfterPartial: true } });
    expect(translated.message).toMatch(new RegExp(`^Moonshot: ${message}`));
    expect(relayed).toEqual(translated);
  });
});
