import type { JsonObject, WireProtocol } from "@ai-orchestrator/contract";
import type { FaceTurn } from "../faces/face-request.ts";
import type { GatewayOptions } from "../gateway-options.ts";
import { turnRequestFor } from "../faces/turn-request-for.ts";
import type { GatewayRequest } from "../http/gateway-request.ts";
import type { Metrics } from "../operations/metrics.ts";
import type { Dialect } from "./dialect.ts";
import { relayCall } from "./relay-call.ts";
import type { Rounds } from "./rounds.ts";
import type { Upstreams } from "./upstreams.ts";

/** One call that may be relayed as it is, or must be translated. */
export interface EitherWay {
  readonly options: GatewayOptions;
  readonly upstreams: Upstreams;
  readonly metrics: Metrics;
  /** Says on open streams that they live. */
  readonly keepAlives: Rounds;
  readonly body: JsonObject;
  readonly raw: Buffer;
  readonly request: GatewayRequest;
  readonly protocol: WireProtocol;
  readonly dialect: Dialect;
  /** The body as read. */
  readonly turn: FaceTurn;
  readonly streams: boolean;
  /** The way through the engine. */
  readonly translate: () => Promise<void>;
  /** Only the caller's own bytes can say what is asked for. */
  readonly needsRaw: boolean;
}

/** Same protocol on both sides: bytes are relayed. Otherwise the engine's way. Both pass the same decision, budget and audit. */
export async function relayOrTranslate(way: EitherWay): Promise<void> {
  const { options, request, body, raw, dialect, upstreams, metrics, keepAlives, streams } = way;
  const turn = turnRequestFor(way.turn, request);
  const lease = asksForMore(body) ? undefined : await options.relay.lease(turn, way.protocol, request);
  if (lease === undefined) return way.translate();
  const translate = way.needsRaw ? undefined : way.translate;
  await relayCall({ lease, dialect, body, raw, streams, request, upstreams, metrics, keepAlives, translate });
}

/** A body that asks for what only the engine can add: the decision in the answer. */
function asksForMore(body: JsonObject): boolean {
  return body["aio"] !== undefined;
}
