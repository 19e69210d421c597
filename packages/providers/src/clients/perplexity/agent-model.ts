import { OrchestratorError, type ModelCall } from "@ai-orchestrator/contract";
import type { LanguageModelV4, LanguageModelV4StreamPart, SharedV4Warning } from "@ai-sdk/provider";
import { EventSourceParserStream } from "eventsource-parser/stream";
import type { Link } from "../provider-adapter.ts";
import { toAgentRequest } from "./agent-request.ts";
import { createAgentEventReader } from "./agent-stream.ts";

/**
 * Perplexity's Agent interface as an SDK model; the SDK's own package (4.x) speaks chat completions only.
 * Format: docs.perplexity.ai, Agent API, read November 2026.
 */
export function createAgentModel(link: Link, call: ModelCall): LanguageModelV4 {
  return {
    specificationVersion: "v4",
    provider: "perplexity.agent",
    modelId: call.model.id,
    supportedUrls: {},
    doGenerate: async () => {
      throw new OrchestratorError("unsupported", "Perplexity's Agent interface is used for streaming only.");
    },
    async doStream(options) {
      const body = toAgentRequest(call, options);
      const root = link.baseUrl.endsWith("/v1") ? link.baseUrl : `${link.baseUrl}/v1`;
      const response = await link.fetch(`${root}/responses`, {
        method: "POST",
        headers: { "content-type": "application/json", accept: "text/event-stream" },
        body: JSON.stringify(body),
        ...(options.abortSignal === undefined ? {} : { signal: options.abortSignal }),
      });
      const reader = createAgentEventReader(new Set(options.tools?.map((tool) => tool.name)));
      const warnings: SharedV4Warning[] = (
        ["topK", "seed", "stopSequences", "frequencyPenalty", "presencePenalty"] as const
      ).flatMap((feature) => (options[feature] === undefined ? [] : [{ type: "unsupported" as const, feature }]));
      const events = (response.body ?? new Response("").body ?? new ReadableStream<Uint8Array<ArrayBuffer>>())
        .pipeThrough(new TextDecoderStream() as unknown as ReadableWritablePair<string, Uint8Array>)
        .pipeThrough(new EventSourceParserStream())
        .pipeThrough(
          new TransformStream<{ data: string }, LanguageModelV4StreamPart>({
            start: (controller) => controller.enqueue({ type: "stream-start", warnings }),
            transform({ data }, controller) {
              if (data === "[DONE]") return;
              const raw: unknown = JSON.parse(data);
              controller.enqueue({ type: "raw", rawValue: raw });
              for (const part of reader.read(raw)) controller.enqueue(part);
            },
            flush(controller) {
              for (const part of reader.end()) controller.enqueue(part);
            },
          }),
        );
      return { stream: events, request: { body }, response: { headers: Object.fromEntries(response.headers) } };
    },
  };
}
