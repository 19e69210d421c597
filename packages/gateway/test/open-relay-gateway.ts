import {
  OrchestratorError,
  type Decision,
  type Orchestrator,
  type RelayAccess,
  type RelayLease,
} from "@ai-orchestrator/contract";
import { createConnections } from "../../providers/src/http/connections/index.ts";
import { createGateway, type Gateway, type GatewayOptions } from "../src/server/index.ts";

/** A gateway whose relay goes to given upstreams in order, everything else refused: for what the relay and the door do by themselves. */
export interface RelayGateway extends AsyncDisposable {
  readonly gateway: Gateway;
  readonly token: string;
  /** Calls of the orchestrator that reached it, by method. */
  readonly reached: string[];
  /** Leases taken and settled. */
  readonly leases: { taken: number; settled: number };
  /** What leases were settled with. */
  readonly ended: Parameters<RelayLease["end"]>[0][];
}

/** Opens it. */
export async function openRelayGateway(
  upstreams: readonly string[],
  { modelKey = "model-", ...options }: Partial<GatewayOptions> & { readonly modelKey?: string } = {},
): Promise<RelayGateway> {
  const reached: string[] = [];
  const leases = { taken: 0, settled: 0 };
  const ended: RelayGateway["ended"] = [];
  const token = "relay-test-token-0123456789";
  const connections = createConnections({ connectMs: 600 });
  const relay: RelayAccess = {
    connections,
    lease: async (_request, protocol) => {
      reached.push("lease");
      if (upstreams.length === 0) throw new OrchestratorError("no_usable_provider", "No provider.");
      leases.taken += 1;
      return leaseOver(upstreams, protocol, { leases, ended, modelKey });
    },
  };
  const gateway = await createGateway({
    orchestrator: refusing(reached),
    relay,
    token,
    keys: { find: () => undefined },
    timeouts: { totalMs: 4_000, headersMs: 600, idleMs: 600, keepAliveMs: 200 },
    ...options,
  });
  return {
    gateway,
    token,
    reached,
    leases,
    ended,
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]();
      connections[Symbol.dispose]();
    },
  };
}

function leaseOver(
  upstreams: readonly string[],
  protocol: RelayLease["upstreams"][number]["protocol"],
  { leases, ended, modelKey }: Pick<RelayGateway, "leases" | "ended"> & { readonly modelKey: string },
): RelayLease {
  return {
    turnId: "t",
    wantsAnswer: true,
    decision: {
      model: "model-0",
      provider: "p0",
      fallbacks: [],
      reasons: [{ stage: "pinned", text: "asked for" }],
      estimatedCost: { usd: 0.001 },
    } as unknown as Decision,
    upstreams: upstreams.map((url, index) => ({
      model: {
        key: `${modelKey}${index}`,
        id: `id-${index}`,
        provider: `p${index}`,
      } as unknown as RelayLease["upstreams"][number]["model"],
      protocol,
      baseUrl: `${url}/v1`,
      headers: { authorization: `Bearer secret-of-upstream-${index}` },
    })),
    attempt: () => undefined,
    handOver: () => false,
    costOf: () => ({ usd: 0.001 }),
    end: (outcome) => {
      leases.settled += 1;
      ended.push(outcome);
      return { usd: 0.001 };
    },
  };
}

/** An orchestrator that notes every call and refuses it. */
function refusing(reached: string[]): Orchestrator {
  const refuse = (name: string) => (): never => {
    reached.push(name);
    throw new OrchestratorError("no_usable_provider", "This orchestrator refuses everything.");
  };
  const methods = new Proxy({}, { get: (_target, name) => (typeof name === "string" ? refuse(name) : undefined) });
  return new Proxy({ conversations: methods } as unknown as Orchestrator, {
    get: (target, name) =>
      name === "conversations" ? target.conversations : typeof name === "string" ? refuse(name) : undefined,
  });
}
