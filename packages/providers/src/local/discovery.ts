export { discoverLocalModels, type DiscoveryOptions, type LocalServer } from "./discover-local-models.ts";
export { hubDirectories } from "./hub-directories.ts";
export { readBaseUrl } from "./read-base-url.ts";
