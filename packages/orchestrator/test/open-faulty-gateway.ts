import { startFaultyUpstream, type FaultyUpstream } from "../../gateway/test/faulty-upstream.ts";
import { openGatewayBefore, type OwnGateway } from "./open-gateway-before.ts";

/** A gateway whose only model, `mine/one`, is an own endpoint that answers as it is told. */
export interface FaultyGateway extends OwnGateway {
  readonly upstream: FaultyUpstream;
}

/** Opens one; `local: false`: it is taken for a provider elsewhere. */
export async function openFaultyGateway(
  of: { readonly tools?: true; readonly local?: false } = {},
): Promise<FaultyGateway> {
  const upstream = await startFaultyUpstream();
  const own = await openGatewayBefore(upstream.url, of);
  return {
    ...own,
    upstream,
    async [Symbol.asyncDispose]() {
      await own[Symbol.asyncDispose]();
      await upstream[Symbol.asyncDispose]();
    },
  };
}
