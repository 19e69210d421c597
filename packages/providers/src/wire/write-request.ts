import { OrchestratorError } from "@ai-orchestrator/contract";
import type { LanguageModelV4, LanguageModelV4CallOptions, SharedV4Warning } from "@ai-sdk/provider";

/** A request as an SDK's model would send it. */
export interface WrittenRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What of the call the model does not take. */
  readonly warnings: readonly SharedV4Warning[];
}

interface Writing {
  /** The model shall think it is answered: only then does it say its warnings. */
  readonly wantsAnswer: boolean;
  request?: Omit<WrittenRequest, "warnings">;
}

const writings = new WeakMap<AbortSignal, Writing>();
/** How a model is stopped once its request is known. */
const WRITTEN = new Error("The request is written.");

/** The fetch of models that only write requests: sends nothing, and keeps what was to be sent under its signal. */
export const recordingFetch: typeof fetch = async (input, init = {}) => {
  const writing = init.signal instanceof AbortSignal ? writings.get(init.signal) : undefined;
  if (writing !== undefined)
    writing.request = {
      url: new URL(input instanceof Request ? input.url : input),
      headers: plainHeaders(init.headers),
      body: String(init.body),
    };
  if (writing?.wantsAnswer === true) return new Response("", { headers: { "content-type": "text/event-stream" } });
  throw WRITTEN;
};

/** What models said of kinds of calls. */
const warned = new WeakMap<LanguageModelV4, Map<string, readonly SharedV4Warning[]>>();
const MOST_KINDS = 256;

/**
 * Has an SDK's model, made with `recordingFetch`, write the request for a call, whose answer is to be a stream or
 * `isWhole`. Throws what the model throws about the call.
 */
export async function writeRequest(
  model: LanguageModelV4,
  options: LanguageModelV4CallOptions,
  isWhole = false,
): Promise<WrittenRequest> {
  const known = warned.get(model)?.get(kindOf(options));
  if (!isWhole) return await writeStreamed(model, options, known);
  // Warnings are the same either way, and only a stream says them without an answer.
  const warnings = known ?? (await writeStreamed(model, options, known)).warnings;
  return {
    ...(await record(model, false, (signal) => model.doGenerate({ ...options, abortSignal: signal }))),
    warnings,
  };
}

/** For the first call of a kind the model is given an empty answer, whose stream begins with the warnings and is then left. */
async function writeStreamed(
  model: LanguageModelV4,
  options: LanguageModelV4CallOptions,
  known: readonly SharedV4Warning[] | undefined,
): Promise<WrittenRequest> {
  let warnings = known ?? [];
  const request = await record(model, known === undefined, async (signal) => {
    const { stream } = await model.doStream({ ...options, includeRawChunks: false, abortSignal: signal });
    // Nobody reads on, and nothing hangs on the rest: the answer is a constant.
    const { value: first } = await stream.getReader().read();
    if (first?.type === "stream-start") warnings = first.warnings;
    remember(model, kindOf(options), warnings);
  });
  return { ...request, warnings };
}

/** The request that `ask` makes the model send. */
async function record(
  model: LanguageModelV4,
  wantsAnswer: boolean,
  ask: (signal: AbortSignal) => PromiseLike<unknown>,
): Promise<Omit<WrittenRequest, "warnings">> {
  // A signal of its own names the call, so that one model can write for many at once.
  const { signal } = new AbortController();
  const writing: Writing = { wantsAnswer };
  writings.set(signal, writing);
  try {
    await ask(signal);
  } catch (thrown) {
    if (writing.request === undefined) throw thrown;
  }
  if (writing.request === undefined)
    throw new OrchestratorError("internal", `The SDK wrote no request for ${model.provider}.`);
  return writing.request;
}

/** Warnings follow from which options a call has, and from a few values. */
function kindOf(options: LanguageModelV4CallOptions): string {
  const { reasoning, toolChoice, responseFormat, tools } = options;
  const values = [reasoning, toolChoice?.type, responseFormat?.type, tools?.some((tool) => tool.type === "provider")];
  return `${Object.keys(options).join()} ${values.join()}`;
}

function remember(model: LanguageModelV4, kind: string, warnings: readonly SharedV4Warning[]): void {
  const kinds = warned.get(model) ?? new Map<string, readonly SharedV4Warning[]>();
  if (kinds.size >= MOST_KINDS) kinds.clear();
  kinds.set(kind, warnings);
  warned.set(model, kinds);
}

function plainHeaders(headers: RequestInit["headers"]): Readonly<Record<string, string>> {
  if (headers === undefined) return {};
  return headers instanceof Headers || Array.isArray(headers)
    ? Object.fromEntries(new Headers(headers))
    : (headers as Readonly<Record<string, string>>);
}
