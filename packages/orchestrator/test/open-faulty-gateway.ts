import { createGateway, type Gateway } from "@ai-orchestrator/gateway/server";
import { startFaultyUpstream, type FaultyUpstream } from "../../gateway/test/faulty-upstream.ts";
import { openLocalOrchestrator } from "../src/index.ts";
import { NO_LOCAL_SERVERS } from "./no-local-servers.ts";

/** A gateway whose only model, `mine/one`, is an own endpoint that answers as it is told. */
export interface FaultyGateway extends AsyncDisposable {
  readonly upstream: FaultyUpstream;
  readonly gateway: Gateway;
  readonly token: string;
}

/** Opens one; `local: false`: it is taken for a provider elsewhere. */
export async function openFaultyGateway(
  of: { readonly tools?: true; readonly local?: false } = {},
): Promise<FaultyGateway> {
  const { tools, local } = of;
  const upstream = await startFaultyUpstream();
  const orchestrator = await openLocalOrchestrator({
    ephemeral: true,
    env: { ...NO_LOCAL_SERVERS, AI_ORCHESTRATOR_NO_KEYCHAIN: "1", MINE_KEY: "endpoint-key" },
    config: {
      providers: {
        mine: {
          type: "openai-compatible",
          baseUrl: `${upstream.url}/v1`,
          apiKeyEnv: "MINE_KEY",
          ...(local === undefined ? {} : { local }),
          models: [{ id: "one", ...(tools === undefined ? {} : { tools }) }],
        },
      },
    },
  });
  const token = "owner-token-0123456789";
  const gateway = await createGateway({
    orchestrator,
    relay: orchestrator.relay,
    token,
    keys: { find: () => undefined },
  });
  return {
    upstream,
    gateway,
    token,
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]();
      await orchestrator[Symbol.asyncDispose]();
      await upstream[Symbol.asyncDispose]();
    },
  };
}
