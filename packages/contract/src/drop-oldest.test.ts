import { expect, test } from "vitest";
import { dropOldest } from "./drop-oldest.ts";

test("the entry set first goes, and only beyond the most", () => {
  const map = new Map([
    ["a", 1],
    ["b", 2],
  ]);
  dropOldest(map, 2);
  expect([...map.keys()]).toEqual(["a", "b"]);
  map.delete("a");
  map.set("a", 3);
  map.set("c", 4);
  dropOldest(map, 2);
  expect([...map.keys()]).toEqual(["a", "c"]);
});
