import { OrchestratorError, type Catalogue } from "@ai-orchestrator/contract";
import type { LocalServer } from "../discover-local-models.ts";
import type { HubEnvironment } from "../hub-directories.ts";
import type { DownloadWorld } from "./download-blob.ts";

/** What models on this machine take from outside. */
export interface LocalModelsWorld extends HubEnvironment {
  /** For downloads: never over HTTP/2, whose windows are too small for them. */
  readonly fetch: typeof globalThis.fetch;
  /** `process.platform` and `process.arch`. */
  readonly platform: string;
  readonly arch: string;
  readonly catalogue: () => Catalogue;
  /** Servers that answer on this machine now. */
  readonly servers: (signal?: AbortSignal) => Promise<readonly LocalServer[]>;
  /** Where Ollama is, running or not. */
  readonly ollamaUrl: () => string;
  /** Epoch ms. */
  readonly now: () => number;
  /** Why nothing may be fetched; undefined where it may. */
  readonly offline?: string;
  readonly download: DownloadWorld;
  readonly freeBytes: (folder: string) => Promise<number>;
}

/** A prepared removal's name stands for nothing here. */
export function notHere(name: string): OrchestratorError {
  return new OrchestratorError("not_found", `${name} is not on this machine.`, {
    suggestion: "See what is: aio models local",
  });
}
