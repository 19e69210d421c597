import type { ProviderId } from "../provider-id.ts";

/** One model on this machine: a repository in a Hugging Face cache, or what a local server offers. */
export interface LocalModel {
  /** As it is asked for: a catalogue key, `provider/name`, or `hf:owner/repo` for what no provider here runs. */
  readonly name: string;
  /** Who can run it; absent for other repositories of the cache. */
  readonly provider?: ProviderId;
  /** The repository, or the server's own id. */
  readonly id: string;
  /** Bytes on disk; absent where a server does not say. */
  readonly size?: number;
  /** The folder, or the server's address. */
  readonly place: string;
  readonly complete: boolean;
  /** Why a model is not complete, e.g. `3 of 8 files are missing`. */
  readonly missing?: string;
  /** A server offers it now. */
  readonly served: boolean;
  readonly recommended: boolean;
}

/** A model worth having, as data. */
export interface RecommendedModel {
  readonly name: string;
  /** On Hugging Face. */
  readonly repository: string;
  readonly goodFor: string;
}

/** What is on this machine, and what is recommended but is not. */
export interface LocalModelList {
  readonly models: readonly LocalModel[];
  readonly absent: readonly RecommendedModel[];
}

/** How far a download is; all in bytes. */
export interface PullProgress {
  /** What is done of `total`, what an earlier run left included. */
  readonly done: number;
  /** Absent until the server says. */
  readonly total?: number;
  /** What is going on besides receiving: verifying, unpacking. */
  readonly phase?: string;
}

/** How a prepared download is run. Aborting keeps what came so far; the next run goes on from there. */
export interface PullOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: PullProgress) => void;
}

/** One download, ready to start: nothing but listings was fetched. */
export interface PreparedPull {
  readonly name: string;
  readonly provider: "hugging-face" | "ollama";
  readonly id: string;
  /** Bytes of the whole; absent where they cannot be known before. */
  readonly size?: number;
  /** Bytes still to fetch; 0 where everything is there. */
  readonly remaining?: number;
  readonly place: string;
  /** What a person should know before saying yes. */
  readonly notes: readonly string[];
  /** Throws `network`, `timeout`, `storage` (disk full), `bad_response` (wrong checksum) or `cancelled`. */
  run(options: PullOptions): Promise<void>;
}

/** One thing that can be taken from the disk. */
export interface Leftover {
  readonly model: string;
  readonly kind: "incomplete download" | "superseded snapshot" | "unreferenced file";
  readonly path: string;
  /** Bytes that its removal frees. */
  readonly size: number;
}

/** What cleaning would remove, and what it leaves because it does not understand it or somebody may be using it. */
export interface PreparedClean {
  readonly leftovers: readonly Leftover[];
  readonly leftAlone: readonly { readonly path: string; readonly why: string }[];
  /** Removes the leftovers; the bytes freed. Throws `storage`. */
  run(): Promise<number>;
}

/** A removal, ready to be done. */
export interface PreparedRemoval {
  readonly name: string;
  readonly id: string;
  readonly places: readonly string[];
  /** Bytes that it frees: what others link to stays and is not counted. Absent where a server does not say. */
  readonly size?: number;
  readonly notes: readonly string[];
  /** Throws `storage`, `not_found` or `network`. */
  run(signal: AbortSignal): Promise<void>;
}

/** Models on this machine: what there is, fetching more, and making room. Nothing is ever fetched unasked. */
export interface LocalModels {
  list(options?: { readonly signal?: AbortSignal }): Promise<LocalModelList>;
  /** Looks up what each name stands for and how much is to be fetched. Throws `unknown_model` with the nearest names, `permission` (gated), `storage` (no room), `blocked_by_policy` (offline), `network`. */
  preparePulls(
    names: readonly string[],
    options: { readonly recommended?: boolean; readonly signal: AbortSignal },
  ): Promise<readonly PreparedPull[]>;
  prepareRemoval(name: string, options?: { readonly signal?: AbortSignal }): Promise<PreparedRemoval>;
  prepareClean(): Promise<PreparedClean>;
}
