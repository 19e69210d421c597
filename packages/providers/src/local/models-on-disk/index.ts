export { createLocalModels } from "./create-local-models.ts";
export { freeBytes } from "./hub-folders.ts";
export type { LocalModelsWorld } from "./local-models-world.ts";
