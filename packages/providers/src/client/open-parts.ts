import { OrchestratorError, type ModelCall } from "@ai-orchestrator/contract";
import type { LanguageModelV4CallOptions } from "@ai-sdk/provider";
import type { CallInterface, CallShape, ProviderAdapter } from "../clients/provider-adapter.ts";
import type { PartSource } from "../stream/part-source.ts";
import { toCallOptions } from "../stream/to-call-options.ts";
import { openWire } from "../wire/open-wire.ts";
import { recordingFetch } from "../wire/write-request.ts";
import type { OpenCall } from "./connection.ts";
import { openSdkParts } from "./sdk-parts.ts";
import { withoutReasoning } from "./without-reasoning.ts";

/** One call about to be sent. */
export interface Sending {
  readonly adapter: ProviderAdapter;
  readonly call: ModelCall;
  readonly open: OpenCall;
  readonly shape: CallShape;
  readonly signal: AbortSignal;
}

/**
 * Sends a call. Where the provider refuses reasoning that another model wrote, once more without it: signatures are good
 * for their own model only, and conversations change models. Nothing was generated then, so this repeats nothing.
 */
export async function openParts(sending: Sending): Promise<PartSource> {
  try {
    return await openInterface(sending);
  } catch (thrown) {
    if (!(thrown instanceof OrchestratorError) || thrown.details?.["foreignReasoning"] !== true) throw thrown;
    const call = withoutReasoning(sending.call);
    if (call === undefined) throw thrown;
    return await openInterface({ ...sending, call });
  }
}

/**
 * Sends a call through the provider's first interface; through the next one where the endpoint does not know the
 * first one's path (404, 405), as proxies and servers of the user's may not. Nothing was generated then, so this
 * repeats nothing.
 */
async function openInterface(sending: Sending): Promise<PartSource> {
  const { adapter, call, open, shape } = sending;
  const options = toCallOptions(call, shape.traits, shape.knobs);
  const [first, ...others] = adapter.interfaces(call, open.link.settings);
  try {
    return await openThrough(first, options, sending);
  } catch (thrown) {
    const other = others[0];
    if (other === undefined || !(thrown instanceof OrchestratorError)) throw thrown;
    if (thrown.status !== 404 && thrown.status !== 405) throw thrown;
    return await openThrough(other, options, sending);
  }
}

async function openThrough(
  way: CallInterface,
  common: LanguageModelV4CallOptions,
  { call, open: { door, exchange, link }, signal }: Sending,
): Promise<PartSource> {
  const options = way.providerOptions === undefined ? common : { ...common, providerOptions: way.providerOptions };
  const { reader: createReader } = way;
  if (createReader === undefined) return openSdkParts(await way.model(link, call), options, signal);
  const model = await way.model({ ...link, fetch: recordingFetch }, call);
  const asking = { door, exchange, model, options, createReader, signal };
  const name = `${link.baseUrl} ${call.model.id}`;
  if (call.whole !== true || way.streamsOnly === true || streamsOnly.has(name))
    return openWire({ ...asking, isWhole: false });
  try {
    return await openWire({ ...asking, isWhole: true });
  } catch (thrown) {
    // Some servers stream some models only, and say so. Nothing was generated, so this repeats nothing.
    if (!(thrown instanceof OrchestratorError) || thrown.details?.["onlyStreams"] !== true) throw thrown;
    const streamed = await openWire({ ...asking, isWhole: false });
    if (streamsOnly.size >= MOST_KNOWN) streamsOnly.clear();
    streamsOnly.add(name);
    return streamed;
  }
}

/** Models, by address and id, that refused to answer whole what they then streamed. */
const streamsOnly = new Set<string>();
const MOST_KNOWN = 256;
