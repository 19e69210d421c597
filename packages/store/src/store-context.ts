import type { Logger } from "@ai-orchestrator/contract";
import type { Database } from "./database/database.ts";
import type { ProcessRegistry } from "./database/process-registry.ts";
import type { ContentCodec } from "./encryption/content-codec.ts";
import type { SearchIndex } from "./search/search-index.ts";

/** What every part of an open store works with. */
export interface StoreContext {
  readonly database: Database;
  readonly codec: ContentCodec;
  readonly index: SearchIndex;
  readonly registry: ProcessRegistry;
  readonly now: () => number;
  readonly newId: () => string;
  readonly logger: Logger;
}
