export { writeFileDurably } from "./write-file-durably.ts";
