import type { Decision } from "../decision.ts";
import type { Model } from "../model.ts";
import type { ErrorCode, SerializedError } from "../orchestrator-error.ts";
import type { Cost, Usage } from "../usage.ts";

/** The wire protocols a provider can speak natively. */
export type WireProtocol = "openai-chat" | "openai-responses" | "anthropic-messages" | "gemini";

/** Where raw bytes for one model go: for the gateway's relay only. Holds the key; never log or serialize it. */
export interface Upstream {
  readonly model: Model;
  readonly protocol: WireProtocol;
  /** Origin and path prefix, e.g. `https://api.openai.com/v1`. */
  readonly baseUrl: string;
  /** Authentication and configured extra headers. */
  readonly headers: Readonly<Record<string, string>>;
  /** Text of the provider's without the credential in any form: a provider may echo it. Absent where nothing is secret. */
  readonly redact?: (text: string) => string;
  /** True where a refusal in these words is about reasoning that another model, or provider, wrote: translated, the call leaves it out. */
  readonly refusesReasoning?: (text: string) => boolean;
  /** What to do about an error of this kind, in the words a translated call would be told. */
  readonly advice?: (code: ErrorCode) => string | undefined;
}

/** What a relayed answer said, as the caller got it; put together when it is asked for. */
export interface RelayedAnswer {
  /** About what it keeps in memory. */
  readonly bytes: number;
  /** Its words, without reasoning and calls; of a very long one, the beginning. */
  text(): string;
}

/** A raw call that has passed the same gates as a turn: decision, budget, limiter, breaker. */
export interface RelayLease {
  /** In order: the decision's model, then its fallbacks that speak the protocol. */
  readonly upstreams: readonly Upstream[];
  readonly decision: Decision;
  readonly turnId: string;
  /** The answer's words are to be collected on the side and given to `end`. */
  readonly wantsAnswer: boolean;
  /** Reports one attempt: feeds breaker and limiter. */
  attempt(outcome: {
    readonly model: string;
    readonly error?: SerializedError | undefined;
    readonly rateLimitHeaders?: Readonly<Record<string, string>> | undefined;
  }): void;
  /** After `end`, where all of these models failed, the last with `error`: true if the decision has others left that may be asked then, whatever they speak. The turn that asks the very same next is answered by them. */
  handOver(tried: readonly string[], error: SerializedError): boolean;
  /** What the call costs if `model` answered with `usage`, deciding included: what `end` will say, for who must tell it before. */
  costOf(model: Model, usage: Usage): Cost;
  /** Settles budget and usage; audit is written with what was found in the answer, a moment later where there is one. Call exactly once. */
  end(outcome: {
    readonly model: string;
    readonly usage?: Usage | undefined;
    readonly error?: SerializedError | undefined;
    readonly latencyMs: number;
    readonly attempts: number;
    readonly answer?: RelayedAnswer | undefined;
  }): Cost;
}
