import { readFile } from "node:fs/promises";
import type { Model, ModelCall, ModelEvent, ProviderClient, ProviderId } from "@ai-orchestrator/contract";
import { createProviderClient } from "../create-provider-client.ts";
import type { ProviderDeps, ProviderSettings } from "../facts/provider-deps.ts";
import { createConnections } from "../http/connections/create-connections.ts";
import { createHttpFetch } from "../http/create-http-fetch.ts";

/** The error bodies of one family of providers. */
export type ErrorDialect = "openai" | "anthropic" | "google" | "mistral" | "xai";

/** A provider as the conformance suite meets it. */
export interface Subject {
  /** Folder under `fixtures/`, and the subject's name. */
  readonly name: string;
  readonly provider: ProviderId;
  readonly modelId: string;
  /** Path prefix the provider's base URL ends with. */
  readonly basePath: string;
  readonly api?: string;
  /** Path (without prefix and query) a streamed call must go to. */
  readonly callPath: string;
  readonly authHeader: "authorization" | "x-api-key" | "x-goog-api-key";
  readonly dialect: ErrorDialect;
  readonly reasons: boolean;
  readonly tools: boolean;
  readonly pdf: boolean;
  readonly images: boolean;
  /** Has a recorded answer with citations. */
  readonly cites: boolean;
  /** Counts of cached and reasoning tokens its dialect reports. */
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly reasoningTokens: number;
  readonly outputTokens: number;
}

const FULL = {
  basePath: "/v1",
  authHeader: "authorization",
  dialect: "openai",
  reasons: true,
  tools: true,
  pdf: false,
  images: true,
  cites: false,
  cacheRead: 40,
  cacheWrite: 0,
  reasoningTokens: 20,
  outputTokens: 50,
} as const;

/** Every provider and every interface of it. */
export const SUBJECTS: readonly Subject[] = [
  { ...FULL, name: "openai", provider: "openai", modelId: "gpt-6-sol", callPath: "/responses", pdf: true, cites: true },
  {
    ...FULL,
    name: "openai-chat",
    provider: "openai",
    modelId: "gpt-4o",
    api: "chat",
    callPath: "/chat/completions",
    reasons: false,
    pdf: true,
  },
  {
    ...FULL,
    name: "anthropic",
    provider: "anthropic",
    modelId: "claude-sonnet-5-5",
    callPath: "/messages",
    authHeader: "x-api-key",
    dialect: "anthropic",
    pdf: true,
    cites: true,
    cacheRead: 30,
    cacheWrite: 10,
    reasoningTokens: 0,
  },
  {
    ...FULL,
    name: "google",
    provider: "google",
    modelId: "gemini-3.8-flash",
    basePath: "/v1beta",
    callPath: "/models/gemini-3.8-flash:streamGenerateContent",
    authHeader: "x-goog-api-key",
    dialect: "google",
    pdf: true,
    cites: true,
  },
  {
    ...FULL,
    name: "vertex-ai",
    provider: "vertex-ai",
    modelId: "gemini-3.8-flash",
    callPath: "/projects/proj-1/locations/global/publishers/google/models/gemini-3.8-flash:streamGenerateContent",
    dialect: "google",
    pdf: true,
    cites: true,
  },
  {
    ...FULL,
    name: "mistral",
    provider: "mistral",
    modelId: "mistral-medium-latest",
    callPath: "/chat/completions",
    dialect: "mistral",
    pdf: true,
    cites: true,
    reasoningTokens: 0,
  },
  {
    ...FULL,
    name: "groq",
    provider: "groq",
    modelId: "openai/gpt-oss-120b",
    basePath: "/openai/v1",
    callPath: "/chat/completions",
  },
  { ...FULL, name: "xai", provider: "xai", modelId: "grok-4.7", callPath: "/responses", dialect: "xai", cites: true },
  {
    ...FULL,
    name: "perplexity",
    provider: "perplexity",
    modelId: "sonar-pro",
    basePath: "",
    callPath: "/v1/responses",
    pdf: true,
    cites: true,
  },
  {
    ...FULL,
    name: "perplexity-chat",
    provider: "perplexity",
    modelId: "sonar-reasoning-pro",
    api: "chat",
    basePath: "",
    callPath: "/chat/completions",
    tools: false,
    pdf: true,
    cites: true,
    cacheRead: 0,
    outputTokens: 70,
  },
  {
    ...FULL,
    name: "deepseek",
    provider: "deepseek",
    modelId: "deepseek-flash",
    basePath: "",
    callPath: "/chat/completions",
  },
  { ...FULL, name: "moonshot", provider: "moonshot", modelId: "kimi-k3", callPath: "/chat/completions" },
  { ...FULL, name: "openai-compatible", provider: "my-endpoint", modelId: "qwen3:8b", callPath: "/chat/completions" },
  { ...FULL, name: "openai-compatible", provider: "ollama", modelId: "qwen3:8b", callPath: "/chat/completions" },
];

/** The key every subject is given; must be seen in headers only. */
export const TEST_KEY = "sk-conformance-0123456789abcdef";

/** A service token for Google's Application Default Credentials, from a pretended metadata server. */
const METADATA = { access_token: TEST_KEY, expires_in: 3600, token_type: "Bearer" };

/** What a subject's client is built from. */
export interface SubjectOptions {
  readonly fetch?: typeof fetch;
  readonly settings?: ProviderSettings;
  readonly timeouts?: ProviderDeps["timeouts"];
}

/** The fetch and the connections that ship: what the suite is green with is what people run. */
const pooled = createHttpFetch();
const connections = createConnections();

/** Dependencies that reach `origin` in place of the provider. */
export function subjectDeps(subject: Subject, origin: string, options: SubjectOptions = {}): ProviderDeps {
  const send = options.fetch ?? pooled.fetch;
  return {
    ...(options.fetch === undefined ? { send: connections.send, sendWhole: connections.sendWhole } : {}),
    fetch: async (input, init) =>
      String(input).includes("metadata.test") ? Response.json(METADATA) : await send(input, init),
    credential: async () => TEST_KEY,
    settings: () => ({
      baseUrl: `${origin}${subject.basePath}`,
      project: "proj-1",
      ...(subject.api === undefined ? {} : { api: subject.api }),
      ...options.settings,
    }),
    env: { GCE_METADATA_HOST: "metadata.test" },
    now: () => Date.UTC(2026, 10, 25),
    ...(options.timeouts === undefined ? {} : { timeouts: options.timeouts }),
  };
}

/** A client of the subject that talks to `origin`. */
export function clientOf(subject: Subject, origin: string, options: SubjectOptions = {}): Promise<ProviderClient> {
  return createProviderClient(subject.provider, subjectDeps(subject, origin, options));
}

/** A catalogue entry for the subject. */
export function modelOf(subject: Subject, more: Partial<Model> = {}): Model {
  return {
    key: `${subject.name}-model`,
    name: "Test model",
    provider: subject.provider,
    id: subject.modelId,
    contextWindow: 100_000,
    maxOutput: 4096,
    input: ["text", "image", ...(subject.pdf ? (["pdf"] as const) : [])],
    output: ["text"],
    tools: subject.tools,
    reasoning: subject.reasons,
    webSearch: true,
    openWeights: false,
    local: false,
    tier: "large",
    prices: [],
    asOf: "2026-11-25",
    ...more,
  };
}

/** A small call of the subject's model. */
export function callOf(subject: Subject, more: Partial<ModelCall> = {}): ModelCall {
  return {
    model: modelOf(subject),
    system: "You are terse.",
    messages: [{ role: "user", parts: [{ type: "text", text: "Hello there" }] }],
    ...(subject.reasons ? { reasoning: { effort: "medium" } } : {}),
    ...(subject.tools ? { tools: TOOLS } : {}),
    ...more,
  };
}

/** The two tools of the recorded answers. */
export const TOOLS: NonNullable<ModelCall["tools"]> = [
  {
    name: "get_weather",
    description: "The weather",
    inputSchema: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  },
  {
    name: "get_time",
    description: "The time",
    inputSchema: { type: "object", properties: { zone: { type: "string" } }, required: ["zone"] },
  },
];

/** The recorded bytes of one answer. */
export function recorded(subject: Pick<Subject, "name">, file: string): Promise<Buffer> {
  return readFile(new URL(`../../fixtures/${subject.name}/${file}.sse`, import.meta.url));
}

/** All events of a call. */
export async function eventsOf(
  client: ProviderClient,
  call: ModelCall,
  signal: AbortSignal = new AbortController().signal,
): Promise<ModelEvent[]> {
  const events: ModelEvent[] = [];
  for await (const event of client.stream(call, { signal })) events.push(event);
  return events;
}

/** The joined text of one kind of delta. */
export function joined(events: readonly ModelEvent[], type: "text-delta" | "reasoning-delta"): string {
  return events.flatMap((event) => (event.type === type ? [event.text] : [])).join("");
}

/** The only event of a type. */
export function only<T extends ModelEvent["type"]>(
  events: readonly ModelEvent[],
  type: T,
): Extract<ModelEvent, { type: T }> {
  const found = events.filter((event): event is Extract<ModelEvent, { type: T }> => event.type === type);
  if (found.length !== 1 || found[0] === undefined) throw new Error(`expected one ${type}, got ${found.length}`);
  return found[0];
}
