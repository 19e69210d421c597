import { expect, test } from "vitest";
import { testStore } from "../../test/test-store.ts";

const INSTRUCTION =
  "Your answer above was cut off by a technical fault. Continue it from exactly where it stops, in the same language and format. Do not repeat anything, do not comment on the interruption.";

test("a resumed turn stored before such turns were marked shows no question of ours", () => {
  const { conversations } = testStore();
  const { id } = conversations.create();
  const begin = (turnId: string, text: string): void =>
    conversations.beginTurn({ id: turnId, conversationId: id, question: [{ type: "text", text }], at: 1 });
  begin("old", INSTRUCTION);
  begin("other", `Translate: ${INSTRUCTION}`);
  expect(conversations.turn("old")).toMatchObject({ continues: true, question: [] });
  expect(conversations.turn("other")?.continues).toBeUndefined();
  expect(conversations.turn("other")?.question).toHaveLength(1);
});
