import type { CallScope, TurnPolicy } from "@ai-orchestrator/contract";
import type { AccessKey } from "../access/key-store.ts";
import type { GatewayRequest } from "../http/gateway-request.ts";
import type { FaceTurn } from "./face-request.ts";

/** What every face adds to the request it read: whose it is, and that the caller keeps its own history. */
export function turnRequestFor(read: FaceTurn, { key, id }: Pick<GatewayRequest, "key" | "id">): FaceTurn {
  return { ...read, ...scopeOf(key, read.policy), save: false, chain: read.chain ?? false, requestId: id };
}

/** Who pays for a call, and what the key may do. Every call of a model carries it, turns and others. */
export function scopeOf(key: AccessKey, asked?: TurnPolicy): CallScope {
  const policy: TurnPolicy = {
    ...asked,
    ...(key.localOnly === true ? { localOnly: true } : {}),
    ...(key.allowedModels === undefined ? {} : { allowedModels: key.allowedModels }),
  };
  return { policy, client: "gateway", ...(key.owner ? {} : { keyId: key.id }) };
}
