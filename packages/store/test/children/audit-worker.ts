// Appends records to a shared audit log, or until killed; says on stdout what was written.
import { writeSync } from "node:fs";
import { openAuditLog } from "../../src/index.ts";

const [, , directory = "", name = "", count = "Infinity"] = process.argv;
let head: { seq: number; h: string } | undefined;
const log = openAuditLog({
  directory,
  key: new Uint8Array(32).fill(9),
  checkpoint: { read: () => head, write: (to) => void (head = to) },
});
for (let n = 0; n < Number(count); n += 1) {
  log.append({ at: Date.UTC(2026, 0, 1 + (n % 90)), event: "call", outcome: "ok", turnId: `${name}-${n}` });
  writeSync(1, `${name}-${n}\n`);
}
log[Symbol.dispose]();
