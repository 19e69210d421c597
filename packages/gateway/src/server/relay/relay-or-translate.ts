import type { JsonObject, Message, TurnRequest, WireProtocol } from "@ai-orchestrator/contract";
import type { GatewayOptions } from "../gateway-options.ts";
import { turnRequestFor } from "../faces/turn-request-for.ts";
import type { GatewayRequest } from "../http/gateway-request.ts";
import type { Metrics } from "../operations/metrics.ts";
import type { Dialect } from "./dialect.ts";
import { relayCall } from "./relay-call.ts";
import type { RelayPool } from "./relay-pool.ts";

/** One call that may be relayed as it is, or must be translated. */
export interface EitherWay {
  readonly options: GatewayOptions;
  readonly pool: RelayPool;
  readonly metrics: Metrics;
  readonly body: JsonObject;
  readonly raw: Buffer;
  readonly request: GatewayRequest;
  readonly protocol: WireProtocol;
  readonly dialect: Dialect;
  readonly streams: boolean;
  readonly read: (body: JsonObject) => Omit<TurnRequest, "messages"> & { readonly messages: readonly Message[] };
  /** The way through the engine. */
  readonly translate: () => Promise<void>;
}

/** Same protocol on both sides: bytes are relayed. Otherwise the engine's way. Both pass the same decision, budget and audit. */
export async function relayOrTranslate(way: EitherWay): Promise<void> {
  const { options, request, body, raw, dialect, pool, metrics, streams } = way;
  const turn = turnRequestFor(way.read(body), request.key);
  const lease = asksForMore(body)
    ? undefined
    : await options.relay.lease(turn, way.protocol, { signal: request.signal });
  if (lease === undefined) return way.translate();
  await relayCall({ lease, dialect, body, raw, streams, request, pool, metrics });
}

/** A body that asks for what only the engine can add: the decision in the answer. */
function asksForMore(body: JsonObject): boolean {
  return body["aio"] !== undefined;
}
