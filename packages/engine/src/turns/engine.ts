import type {
  CallOptions,
  Compaction,
  Decision,
  EmbedResult,
  ImageResult,
  MadeBy,
  ProviderHealth,
  RelayAccess,
  TurnEvent,
  TurnRequest,
  TurnStream,
} from "@ai-orchestrator/contract";
import type { EmbedJob } from "./operations/embed-texts.ts";
import type { ImageJob } from "./operations/make-images.ts";

/** Several turns at once; `turns` maps turn id to the model name as asked. */
export type ComparedTurns = AsyncIterable<TurnEvent> & { readonly turns: Readonly<Record<string, string>> };

/** Runs turns. Streams never throw and always end with exactly one last event; the promises throw OrchestratorError. */
export interface Engine extends Pick<RelayAccess, "lease">, AsyncDisposable {
  /** Runs a turn; it starts when the stream is first read and is cancelled by leaving the loop or by `signal`. */
  stream(request: TurnRequest, options?: CallOptions): TurnStream;
  /** Asks each of `models` the same, isolated from each other. */
  compare(request: TurnRequest, models: readonly string[], options?: CallOptions): ComparedTurns;
  /** Decides without calling an answering model. */
  route(request: TurnRequest, options?: CallOptions): Promise<Decision>;
  /** Summarises the older turns of a conversation's current branch. `storage` if nothing is left to summarise. */
  compact(
    conversationId: string,
    options?: CallOptions & { readonly model?: string; readonly keepTurns?: number },
  ): Promise<Compaction>;
  /** Titles a conversation by its first exchange; a title the user gave stays. Resolves to the title. */
  title(conversationId: string, options?: CallOptions & { readonly by?: "local" | "model" }): Promise<string>;
  /** Continues the partial answer of an interrupted, failed or cancelled turn as a new turn linked to it. */
  resume(turnId: string, options?: CallOptions): TurnStream;
  /** Embeds texts, behind the same gates, limits and books as a turn. */
  embed(job: EmbedJob, options?: CallOptions): Promise<EmbedResult & MadeBy>;
  /** Makes pictures, behind the same gates, limits and books as a turn. */
  generateImages(job: ImageJob, options?: CallOptions): Promise<ImageResult & MadeBy>;
  /** Providers and models that failed recently, and until when they are left alone. */
  health(): readonly ProviderHealth[];
  /** Waits until the work that follows turns (titles) is done, or `signal` aborts. Disposing stops such work. */
  settled(signal: AbortSignal): Promise<void>;
}
