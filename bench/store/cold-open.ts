// Prints the ms from nothing to an open store with its first page read.
import { openStore } from "../../packages/store/src/index.ts";

const start = performance.now();
const store = openStore({ path: process.argv[2] ?? "", now: Date.now, newId: () => crypto.randomUUID() });
store.conversations.list();
const took = performance.now() - start;
store[Symbol.dispose]();
console.log(took);
