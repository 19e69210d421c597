import { dropOldest, OrchestratorError, type ModelCall } from "@ai-orchestrator/contract";
import type { CallInterface, CallShape, ProviderAdapter } from "../clients/provider-adapter.ts";
import type { PartSource } from "../stream/part-source.ts";
import { toCallOptions } from "../stream/to-call-options.ts";
import { openWhole } from "../wire/open-whole.ts";
import { openWire, type WireCall } from "../wire/open-wire.ts";
import type { OpenCall } from "./connection.ts";
import { rememberRefused, withoutRefused } from "./refused-reasoning.ts";
import { openSdkParts } from "./sdk-parts.ts";
import { withoutReasoning } from "./without-reasoning.ts";

/** One call about to be sent. */
export interface Sending {
  readonly adapter: ProviderAdapter;
  readonly call: ModelCall;
  readonly open: OpenCall;
  readonly shape: CallShape;
  readonly isWhole: boolean;
  /** Something is read from the events as they came. */
  readonly wantsRaw: boolean;
  readonly signal: AbortSignal;
}

/** One way to put a call to its provider. */
interface Attempt {
  readonly call: ModelCall;
  readonly way: CallInterface;
  readonly isWhole: boolean;
  /** Why it is not the first one. */
  readonly after?: "other-interface" | "streams-only";
  readonly isUnsigned?: boolean;
}

/**
 * Sends a call, and where its provider refuses the way it was put but would take another, once more that way. Nothing was
 * generated then, so this repeats nothing.
 */
export async function openParts(sending: Sending): Promise<PartSource> {
  let attempt = firstAttempt(sending, withoutRefused(nameOf(sending.call, sending), sending.call));
  for (;;) {
    try {
      const source = await openThrough(attempt, sending);
      if (attempt.after === "streams-only") rememberStreamsOnly(nameOf(attempt.call, sending));
      if (attempt.isUnsigned === true) rememberRefused(nameOf(attempt.call, sending), sending.call);
      return source;
    } catch (thrown) {
      const next = thrown instanceof OrchestratorError ? otherWay(thrown, attempt, sending) : undefined;
      if (next === undefined) throw thrown;
      attempt = next;
    }
  }
}

function firstAttempt(sending: Sending, call: ModelCall): Attempt {
  const [way] = sending.adapter.interfaces(call, sending.open.settings);
  return { call, way, isWhole: isAskedWhole(call, way, sending) };
}

function isAskedWhole(call: ModelCall, way: CallInterface, sending: Sending): boolean {
  return sending.isWhole && way.reader !== undefined && way.streamsOnly !== true && !isKnownToStreamOnly(call, sending);
}

/** How the same is asked again after a refusal; undefined where there is no other way. */
function otherWay(refused: OrchestratorError, attempt: Attempt, sending: Sending): Attempt | undefined {
  const { status, details } = refused;
  const { call } = attempt;
  // Some servers stream some models only, and say so.
  if (attempt.isWhole && details?.["onlyStreams"] === true)
    return { ...attempt, isWhole: false, after: "streams-only" };
  // An endpoint may not know the path of the provider's first interface, as proxies and servers of the user's may not.
  if ((status === 404 || status === 405) && attempt.after !== "other-interface") {
    const [, way] = sending.adapter.interfaces(call, sending.open.settings);
    if (way !== undefined)
      return { ...attempt, way, isWhole: isAskedWhole(call, way, sending), after: "other-interface" };
  }
  // Signatures are good for their own model only, and conversations change models.
  if (details?.["foreignReasoning"] !== true || attempt.isUnsigned === true) return undefined;
  const unsigned = withoutReasoning(sending.call);
  return unsigned === undefined ? undefined : { ...firstAttempt(sending, unsigned), isUnsigned: true };
}

async function openThrough(
  { call, way, isWhole }: Attempt,
  { open, shape, wantsRaw, signal }: Sending,
): Promise<PartSource> {
  const common = toCallOptions(call, shape.traits, shape.knobs);
  const options = way.providerOptions === undefined ? common : { ...common, providerOptions: way.providerOptions };
  const { reader: createReader } = way;
  if (createReader === undefined) return openSdkParts(await way.model(open.link, call), options, signal);
  const { door, exchange, writing } = open;
  const model = await way.model(writing, call);
  const isKept = call.incognito !== true;
  const asking: WireCall = { door, exchange, model, options, createReader, wantsRaw, isKept, signal };
  return isWhole ? openWhole(asking) : openWire(asking);
}

/** Models, by address and id, that refused to answer whole what they then streamed. */
const streamsOnly = new Map<string, true>();
const MOST_KNOWN = 256;

function nameOf({ model }: ModelCall, { open }: Sending): string {
  return `${open.door.baseUrl} ${model.id}`;
}

function isKnownToStreamOnly(call: ModelCall, sending: Sending): boolean {
  return streamsOnly.size > 0 && streamsOnly.has(nameOf(call, sending));
}

function rememberStreamsOnly(name: string): void {
  streamsOnly.set(name, true);
  dropOldest(streamsOnly, MOST_KNOWN);
}
