import { OrchestratorError } from "@ai-orchestrator/contract";

/** What `POST /v1beta/models/{model}:{method}` names. */
export interface GeminiCall {
  readonly model: string;
  readonly method: (typeof METHODS)[number];
}

const METHODS = [
  "generateContent",
  "streamGenerateContent",
  "countTokens",
  "embedContent",
  "batchEmbedContents",
] as const;

/** Reads the end of the path. The model's name may hold colons itself (`auto:cheap`). Throws `not_found`. */
export function readCall(name: string): GeminiCall {
  const cut = name.lastIndexOf(":");
  const method = METHODS.find((one) => one === name.slice(cut + 1));
  if (cut < 1 || method === undefined)
    throw new OrchestratorError("not_found", `Say {model}:${METHODS.join(", :")}.`, { status: 404 });
  return { model: name.slice(0, cut), method };
}
