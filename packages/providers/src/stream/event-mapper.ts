import type { JsonValue, ModelEvent, RateLimitSnapshot } from "@ai-orchestrator/contract";
import type { LanguageModelV4StreamPart, SharedV4Warning } from "@ai-sdk/provider";
import type { SourceReader } from "../clients/provider-adapter.ts";
import { metadata } from "./metadata.ts";
import { createReasoningBlocks } from "./reasoning-blocks.ts";
import { readLogprobs } from "./read-logprobs.ts";
import { createSourceList, toFoundSource } from "./source-list.ts";
import { createTextBlocks } from "./text-blocks.ts";
import { toMediaEvent } from "./to-media.ts";
import { createToolCalls } from "./tool-calls.ts";
import { toFinishReason, toUsage, type Volume } from "./to-usage.ts";

/** How the parts of one stream are to be read. */
export interface EventMapping {
  readonly splitThink: boolean;
  readonly dropReasoningMetadata: boolean;
  readonly wantsLogprobs: boolean;
  readonly sources: SourceReader | undefined;
  /** Size of what was sent, for estimating. */
  readonly inputChars: () => number;
  /** Asked once, when the first event is due. */
  readonly rateLimits: () => RateLimitSnapshot | undefined;
}

/** Turns SDK stream parts into contract events, one by one. Pure but for its own memory of the stream. */
export interface EventMapper {
  map(part: LanguageModelV4StreamPart): readonly ModelEvent[];
  /** The last raw event of the provider. */
  lastRaw(): unknown;
  /** True once anything a person could see or a program could use was sent. */
  hasContent(): boolean;
}

/** A mapper for one stream. Work per part does not grow with the stream. */
export function createEventMapper(mapping: EventMapping): EventMapper {
  const opening = createOpening(mapping);
  const content = createContent(mapping);
  let raw: unknown;
  return {
    map(part) {
      switch (part.type) {
        case "stream-start":
          opening.warn(part.warnings);
          return [];
        case "response-metadata":
          return opening.first({
            ...(part.id === undefined ? {} : { responseId: part.id }),
            ...(part.modelId === undefined ? {} : { modelId: part.modelId }),
          });
        case "raw": {
          raw = part.rawValue;
          const events = content.readRaw(raw);
          return events.length === 0 ? events : [...opening.first(), ...events];
        }
        case "error":
        case "ping":
          return [];
        default: {
          const events = content.map(part);
          const first = opening.first();
          return first.length === 0 ? events : [...first, ...events];
        }
      }
    },
    lastRaw: () => raw,
    hasContent: content.isSeen,
  };
}

interface Opening {
  warn(warnings: readonly SharedV4Warning[]): void;
  /** The `response-start` event, the first time. */
  first(ids?: { readonly responseId?: string; readonly modelId?: string }): readonly ModelEvent[];
}

function createOpening(mapping: EventMapping): Opening {
  let warnings: readonly string[] = [];
  let isStarted = false;
  return {
    warn(given) {
      warnings = given.filter(isLoss).map((warning) => warningText(warning));
    },
    first(ids = {}) {
      if (isStarted) return [];
      isStarted = true;
      const rateLimits = mapping.rateLimits();
      return [
        {
          type: "response-start",
          ...ids,
          ...(rateLimits === undefined ? {} : { rateLimits }),
          ...(warnings.length === 0 ? {} : { warnings }),
        },
      ];
    },
  };
}

interface Content {
  map(part: LanguageModelV4StreamPart): readonly ModelEvent[];
  readRaw(raw: unknown): readonly ModelEvent[];
  isSeen(): boolean;
}

function createContent(mapping: EventMapping): Content {
  const text = createTextBlocks(mapping);
  const reasoning = createReasoningBlocks(mapping);
  const tools = createToolCalls();
  const sources = createSourceList();
  let logprobs: JsonValue | undefined;
  let media = 0;
  const finish = (part: Extract<LanguageModelV4StreamPart, { type: "finish" }>): ModelEvent => {
    const volume = (): Volume => ({
      inputChars: mapping.inputChars(),
      outputChars: text.textChars() + tools.chars(),
      reasoningChars: text.reasoningChars() + reasoning.chars(),
    });
    return {
      type: "finish",
      reason: toFinishReason(part.finishReason),
      usage: toUsage(part.usage, volume),
      ...metadata(part.providerMetadata),
    };
  };
  return {
    readRaw(raw) {
      if (mapping.wantsLogprobs) logprobs = readLogprobs(raw) ?? logprobs;
      return sources.add(mapping.sources?.read(raw) ?? []);
    },
    map(part) {
      switch (part.type) {
        case "text-start":
          return [...reasoning.endOpen(), ...text.map(part)];
        case "text-delta": {
          const own = logprobs;
          logprobs = undefined;
          return text.map(part, own);
        }
        case "text-end":
          return text.map(part);
        case "reasoning-start":
        case "reasoning-delta":
        case "reasoning-end":
          return reasoning.map(part);
        case "tool-input-start":
        case "tool-input-delta":
        case "tool-call":
          return tools.map(part);
        case "source":
          return mapping.sources === undefined ? sources.add([toFoundSource(part)]) : [];
        case "file":
          media += 1;
          return [toMediaEvent(part)];
        case "finish":
          return [...sources.add(mapping.sources?.rest() ?? []), finish(part)];
        default:
          return [];
      }
    },
    isSeen: () => text.textChars() + text.reasoningChars() + reasoning.chars() + tools.count() + media > 0,
  };
}

/** True where something asked for is not done; how a library fits a call to a model concerns nobody. */
function isLoss(warning: SharedV4Warning): warning is Loss {
  return warning.type === "unsupported" || warning.type === "deprecated";
}

type Loss = Extract<SharedV4Warning, { type: "unsupported" | "deprecated" }>;

function warningText(warning: Loss): string {
  if (warning.type === "deprecated") return `${warning.setting} is deprecated: ${warning.message}`;
  return warning.details ?? `${warning.feature} is not supported by this model.`;
}
