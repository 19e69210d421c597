import type { Model, RejectionCode } from "@ai-orchestrator/contract";

/** What a turn can need of a model, one bit each. */
export const ABILITY = {
  image: 1,
  audio: 2,
  video: 4,
  pdf: 8,
  tools: 16,
  json: 32,
  schema: 64,
  web: 128,
  imageOutput: 256,
  textOutput: 512,
} as const;

/** The bits a model has. An unknown `structuredOutput` is enough for plain JSON, not for a schema; local runtimes enforce schemas by grammar. */
export function abilitiesOf(model: Model): number {
  let bits = 0;
  for (const modality of model.input) if (modality !== "text") bits |= ABILITY[modality];
  if (model.tools) bits |= ABILITY.tools;
  if (model.structuredOutput !== false) bits |= ABILITY.json;
  if (model.structuredOutput === true || (model.structuredOutput === undefined && model.local)) bits |= ABILITY.schema;
  if (model.webSearch) bits |= ABILITY.web;
  if (model.output.includes("image")) bits |= ABILITY.imageOutput;
  if (model.output.includes("text") && (model.kind ?? "chat") === "chat") bits |= ABILITY.textOutput;
  return bits;
}

const LACKS: readonly (readonly [number, RejectionCode, string])[] = [
  [ABILITY.image, "modality", "cannot read images"],
  [ABILITY.audio, "modality", "cannot hear audio"],
  [ABILITY.video, "modality", "cannot watch video"],
  [ABILITY.pdf, "modality", "cannot read PDF files"],
  [ABILITY.imageOutput, "modality", "cannot make pictures"],
  [ABILITY.textOutput, "modality", "does not answer in text"],
  [ABILITY.tools, "no_tools", "cannot call tools"],
  [ABILITY.json, "no_structured_output", "cannot promise JSON"],
  [ABILITY.schema, "no_structured_output", "cannot promise to follow a JSON schema"],
  [ABILITY.web, "no_web_search", "cannot search the web"],
];

/** The first thing that is needed and not there. */
export function lackOf(
  abilities: number,
  needed: number,
): { readonly code: RejectionCode; readonly why: string } | undefined {
  const missing = needed & ~abilities;
  if (missing === 0) return undefined;
  for (const [bit, code, why] of LACKS) if (missing & bit) return { code, why };
  return undefined;
}
