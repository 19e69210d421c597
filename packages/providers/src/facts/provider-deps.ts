import type { ProviderId } from "@ai-orchestrator/contract";
import type { Send, SendWhole } from "../http/http-answer.ts";
import type { ProviderTimeouts } from "./provider-facts.ts";

/** What the user configured for one provider. */
export interface ProviderSettings {
  /** Origin and path prefix used instead of the provider's own; the key then goes there. */
  readonly baseUrl?: string;
  /** Extra headers; they win over ours. */
  readonly headers?: Readonly<Record<string, string>>;
  /** OpenAI organization. */
  readonly organization?: string;
  /** OpenAI or Google Cloud project. */
  readonly project?: string;
  /** Google Cloud location: `global`, `us`, `eu` or a region. */
  readonly location?: string;
  /** Which of a provider's interfaces to use: `responses`, `chat` (OpenAI), `agent`, `chat` (Perplexity). */
  readonly api?: string;
}

/** Everything a provider client takes from the outside world. */
export interface ProviderDeps {
  readonly fetch: typeof fetch;
  /** The cheaper way, of a pool of ours, for calls; they go through the fetch without it. */
  readonly send?: Send;
  /** The cheapest way, for answers that are wanted whole; they go through `send` without it. */
  readonly sendWhole?: SendWhole;
  /** The provider's key, looked up when a call needs it; sent to that provider's origin only. */
  readonly credential: (provider: ProviderId) => Promise<string | undefined>;
  readonly settings: (provider: ProviderId) => ProviderSettings;
  /** Read for Google's Application Default Credentials only. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Epoch ms. */
  readonly now: () => number;
  /** Overrides the provider's own limits, e.g. from config. */
  readonly timeouts?: Partial<ProviderTimeouts>;
  /** Reads a credential file for Application Default Credentials; `undefined` where it does not exist. */
  readonly readFile?: (path: string) => Promise<string | undefined>;
}
