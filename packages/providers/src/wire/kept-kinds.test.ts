import { expect, it } from "vitest";
import { KeptKinds } from "./kept-kinds.ts";

it("keeps the newest kinds, by their number and by all their characters", () => {
  const few = new KeptKinds<number>();
  for (let n = 0; n < 257; n += 1) few.set(`kind ${n}`, n);
  expect([few.has("kind 0"), few.get("kind 1"), few.get("kind 256")]).toEqual([false, 1, 256]);
  const long = new KeptKinds<number>();
  const kind = (n: number): string => `${n} ${"x".repeat(131_000)}`;
  for (let n = 0; n < 9; n += 1) long.set(kind(n), n);
  expect([long.has(kind(0)), long.get(kind(1)), long.get(kind(8))]).toEqual([false, 1, 8]);
});

it("counts a kind once, and takes none that is too long", () => {
  const kinds = new KeptKinds<number>();
  kinds.set("first", 1);
  for (let n = 0; n < 20; n += 1) kinds.set("x".repeat(131_072), n);
  expect([kinds.get("first"), kinds.get("x".repeat(131_072))]).toEqual([1, 19]);
  expect([kinds.takes("x".repeat(131_072)), kinds.takes("x".repeat(131_073))]).toEqual([true, false]);
});
