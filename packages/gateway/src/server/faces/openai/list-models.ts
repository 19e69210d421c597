import { OrchestratorError, type ModelInfo, type Orchestrator } from "@ai-orchestrator/contract";
import type { GatewayRequest } from "../../http/gateway-request.ts";
import { sendJson } from "../../http/send.ts";

const AUTO = ["auto", "auto:cheap", "auto:best", "auto:local", "auto:code"];

/** `GET /v1/models` and `/v1/models/{name}`: what this caller may use now. */
export async function listModels(request: GatewayRequest, orchestrator: Orchestrator): Promise<void> {
  const models = (await orchestrator.models()).filter(
    (model) => model.usable && isAllowed(model, request.key.allowedModels),
  );
  const rows = [
    ...AUTO.map((id) => ({ id, object: "model", created: 0, owned_by: "ai-orchestrator" })),
    ...models.map(toRow),
  ];
  const name = request.params["name"];
  if (name === undefined) return sendJson(request.response, 200, { object: "list", data: rows });
  const found = rows.find((row) => row.id === name);
  if (found === undefined)
    throw new OrchestratorError("unknown_model", `The model "${name}" does not exist here.`, {
      suggestion: "See GET /v1/models.",
    });
  sendJson(request.response, 200, found);
}

function toRow(model: ModelInfo): {
  readonly id: string;
  readonly object: string;
  readonly created: number;
  readonly owned_by: string;
} {
  return {
    id: model.key,
    object: "model",
    created: model.released === undefined ? 0 : Math.floor(Date.parse(model.released) / 1000) || 0,
    owned_by: model.provider,
  };
}

function isAllowed(model: ModelInfo, allowed: readonly string[] | undefined): boolean {
  return (
    allowed === undefined ||
    allowed.includes(model.key) ||
    allowed.includes(`${model.provider}/*`) ||
    allowed.includes(`${model.provider}/${model.key}`)
  );
}
