import type { LanguageModelV4, LanguageModelV4CallOptions } from "@ai-sdk/provider";
import { KeptKinds } from "./kept-kinds.ts";
import { bodyTemplate, markedPrompt, plainPrompt, type BodyTemplate } from "./request-template.ts";
import { writeRequest, type WrittenRequest } from "./write-request.ts";

interface RequestTemplate {
  readonly request: WrittenRequest;
  readonly body: BodyTemplate;
}

/** By model and kind of call; undefined for a kind whose texts the SDK does not send as they are. */
const templates = new WeakMap<LanguageModelV4, KeptKinds<RequestTemplate | undefined>>();

/**
 * `writeRequest` with a memory: what an SDK makes of a call hangs on everything but the words in it, so of calls that
 * consist of texts it writes one of a kind, and the others are filled in. That is a tenth of the work, and no message of a
 * caller's is kept. The rest of a kind is (the tools and their descriptions, a schema, stop words), unless `isKept` is false.
 */
export async function fillRequest(
  model: LanguageModelV4,
  options: LanguageModelV4CallOptions,
  { isWhole, isKept }: { readonly isWhole: boolean; readonly isKept: boolean },
): Promise<WrittenRequest> {
  const { prompt, headers, ...rest } = options;
  const plain = plainPrompt(prompt);
  if (plain === undefined) return await writeRequest(model, options, isWhole);
  const kind = `${isWhole} ${plain.shape}${JSON.stringify(rest)}`;
  const kinds = kindsOf(model);
  let template = kinds.get(kind);
  if (template === undefined && isKept && kinds.takes(kind) && !kinds.has(kind)) {
    const request = await writeRequest(model, { ...rest, prompt: markedPrompt(prompt) }, isWhole);
    const body = bodyTemplate(request.body, plain.texts.length);
    template = body === undefined ? undefined : { request, body };
    kinds.set(kind, template);
  }
  if (template === undefined) return await writeRequest(model, options, isWhole);
  const { request, body } = template;
  return { ...request, headers: { ...request.headers, ...ownHeaders(headers) }, body: body.fill(plain.texts) };
}

function kindsOf(model: LanguageModelV4): KeptKinds<RequestTemplate | undefined> {
  let kinds = templates.get(model);
  if (kinds === undefined) templates.set(model, (kinds = new KeptKinds()));
  return kinds;
}

/** The call's own headers, which no SDK looks at. */
function ownHeaders(headers: LanguageModelV4CallOptions["headers"]): Record<string, string> {
  const own: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) own[name] = value;
  }
  return own;
}
