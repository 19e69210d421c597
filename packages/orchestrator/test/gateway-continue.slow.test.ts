import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Config } from "@ai-orchestrator/contract";
import { createGateway, type Gateway } from "@ai-orchestrator/gateway/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FAULTS, goodAnswer, startFaultyUpstream, type FaultyUpstream } from "../../gateway/test/faulty-upstream.ts";
import { openLocalOrchestrator } from "../src/index.ts";

let upstream: FaultyUpstream;
/** What each request to an upstream was: its host, and whether it asked for a stream. */
const asked: { readonly host: string; readonly streams: boolean }[] = [];
const open: AsyncDisposable[] = [];
const homes: string[] = [];

beforeAll(async () => {
  upstream = await startFaultyUpstream((url, body) => {
    const host = url.split("/")[1] ?? "";
    asked.push({ host, streams: body.includes('"stream":true') });
    if (host !== "breaks.test") return goodAnswer("and goodbye.");
    return FAULTS[body.includes("Grüße") ? "status 500" : "cut after content"];
  });
});
afterAll(async () => {
  for (const one of open.toReversed()) await one[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
  for (const home of homes) rmSync(home, { recursive: true, force: true });
});

const endpoint = (id: string): NonNullable<Config["providers"]>[string] => ({
  type: "openai-compatible",
  baseUrl: `https://${id}.test/v1`,
  apiKeyEnv: "TEST_KEY",
  models: [{ id: "m" }],
});

/** A gateway over two endpoints that speak the caller's own dialect: without a wish, answers are relayed. */
async function openGateway(defaults: Config["defaults"]): Promise<Gateway> {
  const home = mkdtempSync(path.join(tmpdir(), "aio-continue-"));
  homes.push(home);
  const orchestrator = await openLocalOrchestrator({
    home,
    env: { AI_ORCHESTRATOR_NO_KEYCHAIN: "1", TEST_KEY: "key-of-both-endpoints-0000" },
    logLevel: "error",
    config: {
      defaults: { ...defaults, model: "breaks/m" },
      providers: { breaks: endpoint("breaks"), works: endpoint("works") },
    },
    fetch: (input, init) => {
      const { hostname, pathname } = new URL(input instanceof Request ? input.url : input);
      return fetch(`${upstream.url}/${hostname}${pathname}`, init);
    },
  });
  // Relayed bytes do not pass the orchestrator's fetch: they go where the endpoint's address really leads.
  const relay: typeof orchestrator.relay = {
    connections: orchestrator.relay.connections,
    lease: async (...call) => {
      const lease = await orchestrator.relay.lease(...call);
      return (
        lease && {
          ...lease,
          upstreams: lease.upstreams.map((one) => ({
            ...one,
            baseUrl: one.baseUrl.replace("https://", `${upstream.url}/`),
          })),
        }
      );
    },
  };
  const gateway = await createGateway({
    orchestrator,
    relay,
    token: "owner-0123456789",
    keys: { find: () => undefined },
  });
  open.push(orchestrator, gateway);
  return gateway;
}

async function ask(gateway: Gateway, more: object): Promise<string> {
  asked.length = 0;
  const response = await fetch(`${gateway.url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: "Bearer owner-0123456789", "content-type": "application/json" },
    body: JSON.stringify({ model: "auto", messages: [{ role: "user", content: "Hello" }], ...more }),
  });
  return response.text();
}

const textOf = (stream: string): string =>
  stream
    .split("\n\n")
    .filter((block) => block.startsWith("data: {"))
    .map((block) => (JSON.parse(block.slice(6)) as { choices?: { delta?: { content?: string } }[] }).choices?.[0])
    .map((choice) => choice?.delta?.content ?? "")
    .join("");

describe("an answer that breaks off after its first words", () => {
  it("ends with an error where nobody asked for more", async () => {
    const stream = await ask(await openGateway({}), { stream: true });
    expect(textOf(stream)).toBe("Grüße, ");
    expect(stream).toContain('"error"');
  });

  it.each([
    ["by config", { continueAfterPartial: true }, {}],
    ["by the request", {}, { aio: { continueAfterPartial: true } }],
  ])("goes on with the next model where that is wished %s", async (_how, defaults, more) => {
    const stream = await ask(await openGateway(defaults), { stream: true, ...more });
    expect(textOf(stream)).toBe("Grüße, and goodbye.");
    expect(stream).not.toContain('"error"');
    expect(asked.map(({ host }) => host)).toContain("works.test");
  });
});

describe("hedging", () => {
  it.each([
    ["without a wish", {}, {}, false],
    ["by config", { hedge: true }, {}, true],
    ["by the request", {}, { aio: { hedge: true } }, true],
    [
      "by config, but not for this request",
      { hedge: true },
      { aio: { hedge: false, continueAfterPartial: false } },
      true,
    ],
  ])("takes an answer through the engine, which can: %s", async (_how, defaults, more, throughEngine) => {
    await ask(await openGateway(defaults), { model: "works/m", ...more });
    // The engine always reads a stream; a relayed question is the caller's own.
    expect(asked).toEqual([{ host: "works.test", streams: throughEngine }]);
  });
});
