import { expect, test } from "vitest";
import { OpenList } from "./open-list.ts";

test("what is open stays in the order it came, whoever leaves", () => {
  const list = new OpenList<string>();
  const places = ["a", "b", "c", "d"].map((value) => list.add(value));
  for (const index of [1, 3, 1]) list.leave(places[index]!);
  expect(list.values()).toEqual(["a", "c"]);
  list.add("e");
  list.leave(places[0]!);
  expect(list.values()).toEqual(["c", "e"]);
});

test("a place that was left points to no other, and the list is empty again", () => {
  const list = new OpenList<string>();
  const [first, second] = [list.add("a"), list.add("b")];
  list.leave(first);
  list.leave(second);
  expect([first, second]).toEqual([1, 2].map(() => ({ value: undefined, before: undefined, after: undefined })));
  expect(list.isEmpty).toBe(true);
});
