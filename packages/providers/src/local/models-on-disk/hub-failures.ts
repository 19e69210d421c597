import { nearestNames, OrchestratorError, type ErrorCode } from "@ai-orchestrator/contract";
import { networkFailure } from "../../errors/network-failure.ts";
import type { HubAccess, HubAnswer } from "./hub-access.ts";
import { RECOMMENDED_MODELS } from "./recommended-models-table.ts";

/** What was asked, for the words of an error. */
export interface HubQuestion {
  readonly repository: string;
  readonly access: HubAccess;
}

/**
 * The error for an answer of the Hub that is not a success. It tells by `x-error-code` what the status alone hides:
 * a repository that does not exist answers 401 to strangers (huggingface_hub `utils/_http.py`).
 */
export function hubFailure({ response, from }: HubAnswer, { repository, access }: HubQuestion): OrchestratorError {
  const { status, headers } = response;
  const code = headers.get("x-error-code");
  const { host, origin } = new URL(access.endpoint);
  // Storage elsewhere refuses when its signed address has run out; asking the Hub again brings a new one.
  if (from.origin !== origin)
    return failure(status === 404 ? "bad_response" : "server", `${from.host} answered ${status}.`, { status });
  if (code === "GatedRepo" || status === 403) return gated(repository, access, status);
  if (code === "RevisionNotFound" || code === "EntryNotFound")
    return failure("not_found", `${host} does not have that file of ${repository} any more.`, { status });
  if (status === 401 && access.token !== undefined && code !== "RepoNotFound")
    return failure("authentication", `${host} does not accept the token in HF_TOKEN.`, {
      status,
      suggestion: `Make a new one at ${access.endpoint}/settings/tokens, or unset HF_TOKEN.`,
    });
  if (status === 401 || status === 404) return noSuchRepository(repository, access, status);
  if (status === 429)
    return failure("rate_limited", `${host} asks us to slow down.`, {
      status,
      suggestion: "Try again later; what came so far is kept. With HF_TOKEN set the limits are higher.",
    });
  return failure(status >= 500 ? "server" : "bad_response", `${host} answered ${status}.`, { status });
}

/** The error for a request that got no whole answer. */
export function hubUnreachable(thrown: unknown, { access }: Pick<HubQuestion, "access">): OrchestratorError {
  return networkFailure(thrown, new URL(access.endpoint).host, { provider: "hugging-face", secrets: [], now: 0 });
}

function gated(repository: string, access: HubAccess, status: number): OrchestratorError {
  return failure("permission", `${repository} is only for people who agreed to its terms.`, {
    status,
    suggestion: `Agree at ${access.endpoint}/${repository}, then set HF_TOKEN to a token of yours that may read it.`,
  });
}

function noSuchRepository(repository: string, { endpoint, token }: HubAccess, status: number): OrchestratorError {
  const nearest = nearestNames(
    repository,
    RECOMMENDED_MODELS.map((model) => model.repository),
  ).map((name) => `hf:${name}`);
  const isPrivate = token === undefined ? " If it is private, set HF_TOKEN." : "";
  return new OrchestratorError(
    "unknown_model",
    `${new URL(endpoint).host} has no model ${repository} that we may see.`,
    {
      status,
      suggestion: `${nearest.length === 0 ? "Check its name." : `Did you mean ${nearest.join(", ")}?`}${isPrivate}`,
      details: { nearest },
    },
  );
}

function failure(code: ErrorCode, message: string, more: { status: number; suggestion?: string }): OrchestratorError {
  return new OrchestratorError(code, message, { provider: "hugging-face", ...more });
}
