import type { TurnPolicy } from "@ai-orchestrator/contract";
import type { AccessKey } from "../access/key-store.ts";
import type { FaceTurn } from "./face-request.ts";

/** What every face adds to the request it read: who pays, what the key may do, and that the caller keeps its own history. */
export function turnRequestFor(read: FaceTurn, key: AccessKey): FaceTurn {
  const policy: TurnPolicy = {
    ...read.policy,
    ...(key.localOnly === true ? { localOnly: true } : {}),
    ...(key.allowedModels === undefined ? {} : { allowedModels: key.allowedModels }),
  };
  return {
    ...read,
    policy,
    save: false,
    client: "gateway",
    chain: read.chain ?? false,
    ...(key.owner ? {} : { keyId: key.id }),
  };
}
