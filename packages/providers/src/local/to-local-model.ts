import type { Model, Price } from "@ai-orchestrator/contract";
import { factsFromName, readParameters, tierForParameters } from "./model-name-facts.ts";

/** What a server says about one of its models. */
export interface ServedModel {
  readonly id: string;
  readonly name?: string | undefined;
  /** Shorter names of the same model. */
  readonly aliases?: readonly string[];
  readonly contextWindow?: number | undefined;
  /** In billions. */
  readonly parameters?: number | undefined;
  readonly vision?: boolean | undefined;
  readonly audio?: boolean | undefined;
  readonly tools?: boolean | undefined;
  readonly reasoning?: boolean | undefined;
  readonly embedding?: boolean | undefined;
  /** The server passes the request on to another machine: neither local nor known to be free. */
  readonly remote?: boolean;
}

/** Who serves it, and what is true of all its models. */
export interface Serving {
  readonly provider: string;
  /** Only a loopback server's models are local and free. */
  readonly local: boolean;
  /** ISO date of the listing. */
  readonly asOf: string;
  /** Catalogue entries; one with the same provider and id lends its key and what the server leaves open. */
  readonly known: readonly Model[];
}

const FREE: readonly Price[] = [{ input: 0, output: 0 }];
/** What nearly every model since 2023 can hold; a server that says more is believed. */
const COMMON_WINDOW = 8192;
/** A larger number is a server's "no limit" or a mistake. */
const LARGEST_WINDOW = 100_000_000;
const MOST_OUTPUT = 32_768;

/** A served model as a catalogue entry, with a key like `ollama/llama3.2`. */
export function toLocalModel(served: ServedModel, { provider, local: isLocal, asOf, known }: Serving): Model {
  const twin = known.find((model) => model.provider === provider && model.id === served.id);
  const guess = factsFromName(served.id);
  const local = isLocal && served.remote !== true;
  const embedding = served.embedding ?? guess.embedding;
  const told =
    served.contextWindow === undefined || served.contextWindow > LARGEST_WINDOW ? undefined : served.contextWindow;
  const contextWindow = told ?? twin?.contextWindow ?? COMMON_WINDOW;
  const aliases = [...new Set([...(served.aliases ?? []), ...(twin?.aliases ?? [])])];
  return {
    key: twin?.key ?? `${provider}/${shorten(served.id)}`.toLowerCase(),
    name: served.name ?? twin?.name ?? shorten(served.id),
    provider,
    id: served.id,
    ...(aliases.length > 0 ? { aliases } : {}),
    contextWindow,
    maxOutput: embedding ? 1 : Math.min(contextWindow, MOST_OUTPUT),
    input: [
      "text",
      ...((served.vision ?? guess.vision) ? (["image"] as const) : []),
      ...(served.audio === true ? (["audio"] as const) : []),
    ],
    output: ["text"],
    tools: !embedding && (served.tools ?? guess.tools),
    reasoning: !embedding && (served.reasoning ?? guess.reasoning),
    webSearch: false,
    temperature: true,
    openWeights: local,
    local,
    tier: twin?.tier ?? tierForParameters(served.parameters ?? readParameters(served.id)),
    ...(embedding ? { kind: "embedding" as const } : {}),
    prices: local ? FREE : [],
    ...(local ? { priceSource: "runs on this machine" } : {}),
    asOf,
    ...(twin?.bestFor === undefined ? {} : { bestFor: twin.bestFor }),
  };
}

/** `llama3.2:latest` is what a person calls llama3.2; a model file is called by its name, not its folder. */
function shorten(id: string): string {
  const file = /[^/\\]+(?=\.gguf$)/i.exec(id)?.[0];
  return file ?? id.replace(/:latest$/, "");
}
