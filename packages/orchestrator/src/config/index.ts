export { openConfigDesk, type ConfigDesk } from "./config-desk.ts";
export type { ConfigLine } from "./edit-config.ts";
