import type { JsonObject, JsonValue, Model, ModelCall } from "@ai-orchestrator/contract";
import type {
  LanguageModelV4CallOptions,
  LanguageModelV4FilePart,
  LanguageModelV4Message,
  LanguageModelV4TextPart,
} from "@ai-sdk/provider";
import { defined } from "../defined.ts";

/** What took the place of the Sonar models, as Perplexity's migration guide pairs them. */
const SUCCESSORS: Readonly<Record<string, JsonObject>> = {
  sonar: { model: "perplexity/sonar" },
  "sonar-pro": { preset: "fast" },
  "sonar-reasoning": { preset: "low" },
  "sonar-reasoning-pro": { preset: "low" },
  "sonar-deep-research": { preset: "medium" },
};

const PRESETS: ReadonlySet<string> = new Set(["fast", "low", "medium", "high", "xhigh"]);

/** The model or preset an id stands for. */
export function agentTarget(model: Model): JsonObject {
  return SUCCESSORS[model.id] ?? (PRESETS.has(model.id) ? { preset: model.id } : { model: model.id });
}

/** The body of `POST /v1/responses` (Perplexity's alias of `/v1/agent`) for one call. Pure. */
export function toAgentRequest(call: ModelCall, options: LanguageModelV4CallOptions): JsonObject {
  const target = agentTarget(call.model);
  const functions = (options.tools ?? []).flatMap((tool) =>
    tool.type === "function"
      ? [
          defined({
            type: "function",
            name: tool.name,
            description: tool.description,
            parameters: tool.inputSchema as JsonObject,
            strict: tool.strict,
          }),
        ]
      : [],
  );
  // Presets bring their own search; a bare model searches only if told to.
  const tools = target["preset"] === undefined ? [{ type: "web_search" }, ...functions] : functions;
  const format = options.responseFormat;
  const passed = (options.providerOptions?.["perplexity"] ?? {}) as JsonObject;
  const { reasoning_effort: effort, ...extra } = passed;
  const system = options.prompt.flatMap((message) => (message.role === "system" ? [message.content] : []));
  return defined({
    ...target,
    input: options.prompt.flatMap((message) => toItems(message)),
    instructions: system.length === 0 ? undefined : system.join("\n\n"),
    stream: true,
    max_output_tokens: options.maxOutputTokens,
    temperature: options.temperature,
    top_p: options.topP,
    tools: tools.length === 0 ? undefined : tools,
    reasoning: effort === undefined ? undefined : { effort },
    response_format:
      format?.type === "json" && format.schema !== undefined
        ? {
            type: "json_schema",
            json_schema: defined({
              name: format.name ?? "answer",
              schema: format.schema as JsonObject,
              description: format.description,
            }),
          }
        : undefined,
    ...extra,
  });
}

function toItems(message: LanguageModelV4Message): JsonValue[] {
  if (message.role === "user")
    return [{ type: "message", role: "user", content: message.content.map((part) => toInput(part)) }];
  if (message.role === "assistant") {
    return message.content.flatMap((part): JsonValue[] => {
      if (part.type === "text")
        return [{ type: "message", role: "assistant", content: [{ type: "output_text", text: part.text }] }];
      if (part.type === "tool-call")
        return [
          {
            type: "function_call",
            call_id: part.toolCallId,
            name: part.toolName,
            arguments: JSON.stringify(part.input),
          },
        ];
      return [];
    });
  }
  if (message.role === "tool") {
    return message.content.flatMap((part): JsonValue[] => {
      if (part.type !== "tool-result") return [];
      const value = "value" in part.output ? part.output.value : (part.output.reason ?? "denied");
      return [
        {
          type: "function_call_output",
          call_id: part.toolCallId,
          output: typeof value === "string" ? value : JSON.stringify(value),
        },
      ];
    });
  }
  return [];
}

function toInput(part: LanguageModelV4TextPart | LanguageModelV4FilePart): JsonObject {
  if (part.type === "text") return { type: "input_text", text: part.text };
  const isImage = part.mediaType.startsWith("image/");
  const link =
    part.data.type === "url"
      ? part.data.url.href
      : part.data.type === "data"
        ? `data:${part.mediaType};base64,${String(part.data.data)}`
        : "";
  if (isImage) return { type: "input_image", image_url: link };
  return part.data.type === "url"
    ? { type: "input_file", file_url: link }
    : { type: "input_file", filename: part.filename ?? "file", file_data: link };
}
