import type { JsonValue, ReasoningEffort, TurnRequest } from "@ai-orchestrator/contract";
import { object, text, wrong } from "../read-fields.ts";

const EFFORTS: ReadonlyMap<string, ReasoningEffort> = new Map([
  ["low", "low"],
  ["medium", "medium"],
  ["high", "high"],
  ["xhigh", "high"],
  ["max", "high"],
]);

/** How hard to think, and in which shape to answer: Anthropic's `output_config`. */
export function readOutputConfig(value: JsonValue | undefined): Pick<TurnRequest, "reasoning" | "responseFormat"> {
  if (value === undefined || value === null) return {};
  const { effort, format } = object(value, "output_config");
  const known = effort === undefined || effort === null ? undefined : EFFORTS.get(text(effort, "output_config.effort"));
  if (effort !== undefined && effort !== null && known === undefined)
    throw wrong("output_config.effort", [...EFFORTS.keys()].join(", "));
  return { ...(known === undefined ? {} : { reasoning: { effort: known } }), ...readFormat(format) };
}

function readFormat(value: JsonValue | undefined): Pick<TurnRequest, "responseFormat"> {
  if (value === undefined || value === null) return {};
  const { type, schema } = object(value, "output_config.format");
  if (type !== "json_schema") throw wrong("output_config.format.type", "json_schema");
  return { responseFormat: { type: "json", schema: object(schema, "output_config.format.schema"), strict: true } };
}
