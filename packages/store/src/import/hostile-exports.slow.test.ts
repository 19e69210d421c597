import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { OrchestratorError } from "@ai-orchestrator/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { arbitraryConversation } from "../../test/arbitrary-history.ts";
import { CHATGPT, CLAUDE, OPEN_WEBUI } from "../../test/foreign-exports.ts";
import { makeZip } from "../../test/make-zip.ts";
import { tempFolder } from "../../test/test-store.ts";
import { importConversations, openStore } from "../index.ts";

/** Values that no exporter should write where something else belongs. */
const hostile = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    1e300,
    Number.MAX_SAFE_INTEGER,
    "",
    "\u0000",
    "\ud800",
    "not a time",
    "9999999-01-01",
    "__proto__",
    [],
    {},
    [[]],
    { type: "text" },
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

/** Replaces, removes or repeats `count` values somewhere in a JSON value. */
function damaged(
  value: unknown,
  edits: readonly { readonly at: number; readonly by: unknown; readonly how: string }[],
): unknown {
  const copy: unknown = structuredClone(value);
  for (const { at, by, how } of edits) {
    const places = [...placesOf(copy)];
    const place = places[at % Math.max(1, places.length)];
    if (place === undefined) continue;
    const [holder, key] = place;
    if (how === "remove" && !Array.isArray(holder)) delete holder[key];
    else if (how === "repeat" && Array.isArray(holder)) holder.push(structuredClone(holder[Number(key)]));
    else holder[key] = structuredClone(by);
  }
  return copy;
}

function* placesOf(value: unknown): Generator<readonly [Record<string, unknown>, string]> {
  if (typeof value !== "object" || value === null) return;
  for (const key of Object.keys(value)) {
    yield [value as Record<string, unknown>, key];
    yield* placesOf((value as Record<string, unknown>)[key]);
  }
}

const edits = fc.array(fc.record({ at: fc.nat(), by: hostile, how: fc.constantFrom("replace", "remove", "repeat") }), {
  minLength: 1,
  maxLength: 4,
});

test("exports damaged in any way are imported as far as they go, or refused; the history stays sound", () => {
  const path = join(tempFolder(), "conversations.json");
  const history = arbitraryConversation("a").map((conversation) => ({
    format: "ai-orchestrator-history",
    version: 1,
    exportedAt: "",
    conversations: [conversation],
  }));
  using store = openStore({ path: ":memory:", now: () => 1, newId: () => crypto.randomUUID() });
  const holds = (): void =>
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom<unknown>(CHATGPT, CLAUDE, OPEN_WEBUI), history), edits, (value, made) => {
        writeFileSync(path, JSON.stringify(damaged(value, made)));
        try {
          importConversations(store, { path });
        } catch (thrown) {
          if (!(thrown instanceof OrchestratorError) || thrown.code !== "invalid_input") throw thrown;
        }
        for (const { id } of store.conversations.list({ limit: 1000 }).items) {
          expect(() => JSON.stringify([store.conversations.turns(id), store.conversations.branch(id)])).not.toThrow();
          store.conversations.purge({ id });
        }
      }),
      { numRuns: 500 },
    );
  expect(holds).not.toThrow();
  expect(store.verify()).toEqual([]);
});

test("archives cut off or changed anywhere are refused or read, and never anything else", () => {
  const path = join(tempFolder(), "export.zip");
  const whole = makeZip({ "conversations.json": JSON.stringify(CLAUDE), "other.bin": Buffer.alloc(100, 7) });
  using store = openStore({ path: ":memory:", now: () => 1, newId: () => crypto.randomUUID() });
  const holds = (): void =>
    fc.assert(
      fc.property(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 }), fc.boolean(), (at, byte, cut) => {
        const bytes = cut ? whole.subarray(0, at) : Buffer.from(whole);
        if (!cut) bytes[at] = byte;
        writeFileSync(path, bytes);
        try {
          importConversations(store, { path });
        } catch (thrown) {
          if (!(thrown instanceof OrchestratorError) || !["invalid_input", "storage"].includes(thrown.code))
            throw thrown;
        }
      }),
      { numRuns: 400 },
    );
  expect(holds).not.toThrow();
  expect(store.verify()).toEqual([]);
});
