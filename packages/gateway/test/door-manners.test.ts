import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startFaultyUpstream, type FaultyUpstream } from "./faulty-upstream.ts";
import { openRelayGateway, type RelayGateway } from "./open-relay-gateway.ts";

let upstream: FaultyUpstream;
let relay: RelayGateway;
beforeAll(async () => {
  upstream = await startFaultyUpstream();
  relay = await openRelayGateway([upstream.url]);
});
afterAll(async () => {
  await relay[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

it.each([
  ["/health", 200],
  ["/ready", 200],
  ["/metrics", 401],
  ["/v1/models", 401],
  ["/nowhere", 401],
] as const)("HEAD %s answers %d, without a body", async (path, status) => {
  const response = await fetch(relay.gateway.url + path, { method: "HEAD" });
  expect(response.status).toBe(status);
  expect(await response.text()).toBe("");
});

it("HEAD opens nothing that GET does not open to everybody", async () => {
  const headers = { authorization: `Bearer ${relay.token}` };
  for (const path of ["/v1/models", "/metrics", "/api/v1/models"])
    expect((await fetch(relay.gateway.url + path, { method: "HEAD", headers })).status).toBe(405);
});

it("says what is wrong with a packed body", async () => {
  const response = await fetch(`${relay.gateway.url}/v1/chat/completions`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${relay.token}`,
      "content-type": "application/json",
      "content-encoding": "gzip",
    },
    body: gzipSync(JSON.stringify({ model: "m", messages: [{ role: "user", content: "hi" }] })),
  });
  expect(response.status).toBe(415);
  expect(await response.text()).toContain("content-encoding");
});

it.each(["/v1/files", "/v1/messages/batches"])(
  "says in Anthropic's words to its clients that there is no %s, and under which id it was asked",
  async (path) => {
    const headers = { "x-api-key": relay.token, "anthropic-version": "2023-06-01" };
    const response = await fetch(relay.gateway.url + path, { headers });
    expect(response.status).toBe(404);
    const id = response.headers.get("request-id");
    expect(id).toMatch(/^req_/);
    expect(response.headers.get("x-request-id")).toBe(id);
    expect(await response.json()).toMatchObject({
      type: "error",
      error: { type: "not_found_error" },
      request_id: id,
    });
  },
);
