import type { AuditEntry } from "@ai-orchestrator/contract";
import type { OpenAuditLog } from "@ai-orchestrator/store";
import { expect, it } from "vitest";
import { deferAudit } from "./deferred-audit.ts";

const entry = (at: number): AuditEntry => ({ at, event: "call", outcome: "ok" });

/** A log that cannot be opened, or not be written, as often as said. */
function setUp({ unopened = 0, unwritten = 0 }) {
  const written: number[] = [];
  const said: string[] = [];
  let failing = unwritten;
  let closed = 0;
  const log = {
    appendAll: (entries: readonly AuditEntry[]) => {
      if (failing-- > 0) throw new Error("The disk is full.");
      written.push(...entries.map(({ at }) => at));
    },
    flush: () => Promise.resolve(),
    attest: () => Promise.resolve(),
    [Symbol.dispose]: () => void (closed += 1),
  } as unknown as OpenAuditLog;
  let left = unopened;
  const open = (): Promise<OpenAuditLog> => (left-- > 0 ? Promise.reject(new Error("locked")) : Promise.resolve(log));
  const audit = deferAudit(open, { log: (_level, what) => void said.push(what) });
  return { audit, written, said, closed: () => closed };
}

it("keeps what was said while the log could not be opened, and opens it when it is needed", async () => {
  const { audit, written, said } = setUp({ unopened: 1 });
  audit.append(entry(1));
  audit.append(entry(2));
  await expect(audit.flush()).rejects.toThrow("locked");
  expect(said).toEqual(["The audit log cannot be opened."]);
  audit.append(entry(3));
  await audit.flush();
  expect(written).toEqual([1, 2, 3]);
  await audit.close();
});

it("keeps what could not be written, in order, and closes the log whatever happens", async () => {
  const { audit, written } = setUp({ unwritten: 1 });
  await audit.open();
  audit.append(entry(1));
  await expect(audit.flush()).rejects.toThrow("full");
  audit.append(entry(2));
  await audit.close();
  expect(written).toEqual([1, 2]);
  const full = setUp({ unwritten: 9 });
  full.audit.append(entry(1));
  await expect(full.audit.close()).rejects.toThrow("full");
  expect([full.closed(), full.written]).toEqual([1, []]);
});
