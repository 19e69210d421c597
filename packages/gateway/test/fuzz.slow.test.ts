import { afterAll, beforeAll, expect, it } from "vitest";
import { openRelayGateway, type RelayGateway } from "./open-relay-gateway.ts";
import { runFuzz } from "./run-fuzz.ts";

let open: RelayGateway;
beforeAll(async () => {
  open = await openRelayGateway([]);
});
afterAll(() => open[Symbol.asyncDispose]());

it("answers 20,000 broken bodies without a crash or a fault of its own", async () => {
  const { sent, bad } = await runFuzz(
    { port: open.gateway.port, token: open.token },
    // What gets through is refused by the test's orchestrator: the one 503 that is right.
    {
      count: 20_000,
      seed: 2,
      expected: (answer, status) => status === 503 && /No provider|refuses everything/.test(answer),
    },
  );
  expect(sent).toBeGreaterThanOrEqual(20_000);
  expect(bad).toEqual([]);
  expect((await fetch(`${open.gateway.url}/health`)).status).toBe(200);
}, 300_000);
