export { openConfigDesk, type ConfigDesk } from "./config-desk.ts";
export { configKeys } from "./validate-config.ts";
export type { ConfigLine } from "./edit-config.ts";
