export { createMlxClient, type MlxClientParts } from "./create-mlx-client.ts";
export { discoverLocalModels, type DiscoveryOptions, type LocalServer } from "./discover-local-models.ts";
export { findCachedMlxModels, type CachedMlxModel } from "./find-cached-mlx-models.ts";
export { hubDirectories, type HubEnvironment } from "./hub-directories.ts";
export * from "./models-on-disk/index.ts";
export { readBaseUrl } from "./read-base-url.ts";
export { MlxRuntime, type MlxLease, type MlxRuntimeOptions } from "./mlx-runtime.ts";
