import fc from "fast-check";
import { expect, test } from "vitest";
import { addTurn, testStore } from "../../test/test-store.ts";

test("no query is ever a syntax error", () => {
  const { conversations } = testStore({ path: ":memory:" });
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.string({
          unit: fc.constantFrom('"', "*", "-", "(", ")", "^", ":", "{", "}", "+", " ", "a", "NEAR", "\u0000"),
        }),
      ),
      (query) => {
        expect(conversations.search({ query }).items).toEqual([]);
      },
    ),
    { numRuns: 300 },
  );
});

test("any word of any text finds it again", () => {
  const store = testStore({ path: ":memory:" });
  let n = 0;
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[\p{L}\p{N}]{2,12}$/u), { minLength: 1, maxLength: 8 }),
      fc.nat(),
      (words, pick) => {
        const { id } = store.conversations.create();
        addTurn(store, id, { id: `w${n++}`, question: words.join(" "), answer: "" });
        const word = words[pick % words.length] ?? "";
        const hits = store.conversations.search({ query: `"${word}"`, limit: 1000 }).items;
        expect(hits.map((hit) => hit.conversation.id)).toContain(id);
        store.conversations.purge({ id });
      },
    ),
    { numRuns: 150 },
  );
  expect(store.verify()).toEqual([]);
});
