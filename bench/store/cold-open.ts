// Prints the ms from nothing to an open store with its first page read.
import { openStore } from "../../packages/store/src/index.ts";

const start = performance.now();
const [, , path = "", encrypted] = process.argv;
const key = encrypted === undefined ? {} : { encryptionKey: new Uint8Array(32).fill(7) };
const store = openStore({ path, now: Date.now, newId: () => crypto.randomUUID(), ...key });
store.conversations.list();
const took = performance.now() - start;
store[Symbol.dispose]();
console.log(took);
