// The gateway as `aio serve` runs it: real decision, budgets, usage and audit on disk; every provider is the mock.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createGateway } from "@ai-orchestrator/gateway/server";
import { openLocalOrchestrator } from "../../packages/orchestrator/src/index.ts";

const upstream = process.argv[2];
if (upstream === undefined) throw new Error("Say the upstream's origin.");
const home = mkdtempSync(path.join(tmpdir(), "aio-bench-"));
const orchestrator = await openLocalOrchestrator({
  home,
  env: {
    AI_ORCHESTRATOR_NO_KEYCHAIN: "1",
    MOONSHOT_API_KEY: "bench-key-000000000000",
    OPENAI_API_KEY: "bench-key-000000000000",
    ANTHROPIC_API_KEY: "bench-key-000000000000",
  },
  config: {
    providers: {
      moonshot: { baseUrl: `${upstream}/v1` },
      openai: { baseUrl: `${upstream}/v1`, api: "chat" },
      anthropic: { baseUrl: `${upstream}/v1` },
    },
  },
});
const gateway = await createGateway({
  orchestrator,
  relay: orchestrator.relay,
  token: "bench-token",
  // Whose calls are relayed whatever the router would rather choose.
  keys: {
    find: (secret) =>
      secret === "bench-relayed" ? { id: "k", name: "k", owner: false, allowedModels: ["moonshot/*"] } : undefined,
  },
});
console.log(gateway.port);
process.once("SIGTERM", () => {
  void gateway[Symbol.asyncDispose]()
    .then(() => orchestrator[Symbol.asyncDispose]())
    .then(() => {
      rmSync(home, { recursive: true, force: true });
      process.exit(0);
    });
});
