import type { JsonObject, WireProtocol } from "@ai-orchestrator/contract";
import type { RouteParts } from "../all-routes.ts";
import type { FaceContext } from "../faces/begin-answer.ts";
import type { FaceRequest } from "../faces/face-request.ts";
import type { GatewayRequest } from "../http/gateway-request.ts";
import type { Dialect } from "../relay/dialect.ts";
import { relayOrTranslate } from "../relay/relay-or-translate.ts";

/** How one dialect asks a model: read, then relayed as it is where the provider speaks it too, else answered through the engine. */
export interface DialectCall<R extends FaceRequest> {
  readonly protocol: WireProtocol;
  readonly dialect: Dialect;
  /** Throws `invalid_input` or `unsupported`, naming the field. */
  readonly read: (body: JsonObject, request: GatewayRequest) => R;
  readonly answer: (read: R, request: GatewayRequest, context: FaceContext) => Promise<void>;
  /** False where what is asked for is not what an upstream sends. */
  readonly isRelayable?: (read: R, request: GatewayRequest) => boolean;
}

/** What a route of that dialect runs; it sends its own headers. */
export function dialectCall<R extends FaceRequest>(
  parts: RouteParts,
  { protocol, dialect, read: readBody, answer, isRelayable }: DialectCall<R>,
): (body: JsonObject, request: GatewayRequest, raw: Buffer) => Promise<void> {
  const { options, upstreams, metrics, keepAlives } = parts;
  const context: FaceContext = { orchestrator: options.orchestrator, metrics };
  return (body, request, raw) => {
    const read = readBody(body, request);
    const translate = async (): Promise<void> => {
      if (read.onlyRaw !== undefined) throw read.onlyRaw;
      return answer(read, request, context);
    };
    const isTranslatable = read.onlyRaw === undefined;
    if (isRelayable?.(read, request) === false || (read.isForeign === true && isTranslatable)) return translate();
    const { turn, stream: streams } = read;
    return relayOrTranslate({
      options,
      upstreams,
      metrics,
      keepAlives,
      body,
      raw,
      request,
      protocol,
      dialect,
      turn,
      streams,
      translate,
      needsRaw: !isTranslatable,
    });
  };
}
