export { appPaths, type AppPaths } from "./app-paths.ts";
export { ensureHome } from "./ensure-home.ts";
export { writeFileDurably } from "./write-file-durably.ts";
