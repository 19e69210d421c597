import { createGateway, type Gateway } from "@ai-orchestrator/gateway/server";
import { openLocalOrchestrator } from "../src/index.ts";
import { NO_LOCAL_SERVERS } from "./no-local-servers.ts";

/** A gateway whose only model, `mine/one`, is an own endpoint of the test's. */
export interface OwnGateway extends AsyncDisposable {
  readonly gateway: Gateway;
  readonly token: string;
}

/** Opens one before the endpoint at `url`; `local: false`: it is taken for a provider elsewhere. */
export async function openGatewayBefore(
  url: string,
  { tools, local }: { readonly tools?: true; readonly local?: false } = {},
): Promise<OwnGateway> {
  const orchestrator = await openLocalOrchestrator({
    ephemeral: true,
    logLevel: "error",
    env: { ...NO_LOCAL_SERVERS, AI_ORCHESTRATOR_NO_KEYCHAIN: "1", MINE_KEY: "endpoint-key" },
    config: {
      providers: {
        mine: {
          type: "openai-compatible",
          baseUrl: `${url}/v1`,
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
    gateway,
    token,
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]();
      await orchestrator[Symbol.asyncDispose]();
    },
  };
}
