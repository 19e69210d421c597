import type { Alert, AlertSeverity } from "./alert.ts";
import type { Compaction, StoredTurn } from "./conversation.ts";
import type { Decision } from "./decision.ts";
import type { Message } from "./message.ts";
import type { Model } from "./model.ts";
import type { Connections } from "./ports/connections.ts";
import type { ConversationStore } from "./ports/conversation-store.ts";
import type { EmbedResult, ImageRequest, ImageResult } from "./ports/provider-client.ts";
import type { ProviderId } from "./provider-id.ts";
import type { ProviderHealth, ProviderStatus } from "./ports/provider-status.ts";
import type { RelayLease, WireProtocol } from "./ports/upstream.ts";
import type { Budget, UsageLedger, UsageRow } from "./ports/usage-ledger.ts";
import type { TurnRequest } from "./turn-request.ts";
import type { TurnEvent } from "./turn-event.ts";
import type { TurnState } from "./turn-state.ts";

/** A cancellable call. */
export interface CallOptions {
  readonly signal?: AbortSignal;
}

/** Who asks for something that is no turn, and within what. */
export type CallScope = Pick<TurnRequest, "policy" | "client" | "keyId" | "timeoutMs">;

/** Which model answered, and who served it. */
export interface MadeBy {
  readonly model: string;
  readonly provider: ProviderId;
}

/** A running turn: its events in order; never throws, always ends. Breaking out of the loop cancels the turn. */
export interface TurnStream extends AsyncIterable<TurnEvent> {
  readonly turnId: string;
  /**
   * Runs the turn to its end in place of reading it, for who wants only what it comes to; `onEvent` sees each event as
   * it happens. Never rejects. Absent where a turn can only be read: see `endOfTurn`.
   */
  readonly toEnd?: (onEvent?: (event: TurnEvent) => void) => Promise<TurnState>;
}

/** A finished turn. `text` is the answer's text parts joined. */
export interface TurnResult extends TurnState {
  readonly text: string;
}

/** A model with whether it can be used now. */
export interface ModelInfo extends Model {
  readonly usable: boolean;
  readonly enabled: boolean;
  /** Why it cannot be used. */
  readonly reason?: string;
}

/** The conversation methods that every surface has, local or remote. */
export type Conversations = {
  readonly [
    K in keyof Omit<ConversationStore, "beginTurn" | "journal" | "finishTurn" | "addCompaction" | "followers">
  ]: ConversationStore[K] extends (...args: infer A) => infer R ? (...args: A) => Promise<R> : never;
} & {
  /** Summarises older turns; `storage` if nothing is left to summarise. */
  compact(
    conversationId: string,
    options?: CallOptions & { readonly model?: string; readonly keepTurns?: number },
  ): Promise<Compaction>;
  /** Continues the partial answer of an interrupted turn as a new turn linked to it. */
  resume(turnId: string, options?: CallOptions): TurnStream;
};

/** The one face of the engine: in process, or over HTTP (`gateway/client`). */
export interface Orchestrator extends AsyncDisposable {
  /** Runs a turn. */
  stream(request: TurnRequest, options?: CallOptions): TurnStream;
  /** Runs a turn to its end; throws OrchestratorError if it fails. */
  query(request: string | TurnRequest, options?: CallOptions): Promise<TurnResult>;
  /** Asks several models at once, isolated from each other; events of all of them interleaved, told apart by `turnId`. `turns` maps turn id to model name as asked. */
  compare(
    request: TurnRequest,
    models: readonly string[],
    options?: CallOptions,
  ): AsyncIterable<TurnEvent> & { readonly turns: Readonly<Record<string, string>> };
  /** Decides without calling an answering model. */
  route(request: string | TurnRequest, options?: CallOptions): Promise<Decision>;
  models(): Promise<readonly ModelInfo[]>;
  providers(): Promise<readonly ProviderStatus[]>;
  health(): Promise<readonly ProviderHealth[]>;
  embed(
    request: CallScope & { readonly model: string; readonly texts: readonly string[]; readonly dimensions?: number },
    options?: CallOptions,
  ): Promise<EmbedResult & MadeBy>;
  generateImages(
    request: CallScope & Omit<ImageRequest, "model"> & { readonly model?: string },
    options?: CallOptions,
  ): Promise<ImageResult & MadeBy>;
  readonly conversations: Conversations;
  usage(query: Parameters<UsageLedger["report"]>[0]): Promise<readonly UsageRow[]>;
  budgets(): Promise<
    readonly {
      readonly budget: Budget;
      readonly spentUsd: number;
      readonly remainingUsd: number;
      readonly resetsAt: string;
    }[]
  >;
  alerts(filter?: {
    readonly severity?: AlertSeverity;
    readonly limit?: number;
    readonly since?: string;
  }): Promise<readonly Alert[]>;
}

/** What the gateway's server needs beyond the public face: raw calls that obey the same gates. */
export interface RelayAccess {
  /** What raw calls are sent over. */
  readonly connections: Connections;
  /** Leases a raw call; undefined where no allowed model speaks `protocol` natively (then translate). */
  lease(
    request: TurnRequest & { readonly messages: readonly Message[] },
    protocol: WireProtocol,
    options?: CallOptions,
  ): Promise<RelayLease | undefined>;
}

/** What `Conversations.turns` returns; named for clients. */
export type TurnTree = readonly StoredTurn[];
