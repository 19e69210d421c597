import { expect, it } from "vitest";
import { realRandomness } from "./real-world.ts";

it("makes ids that are UUIDs of version 7, all different, in the order of their time", () => {
  const before = Date.now();
  const ids = Array.from({ length: 2_000 }, () => realRandomness.id());
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const times = ids.map((id) => Number.parseInt(id.slice(0, 13).replace("-", ""), 16));
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(times[0]).toBeGreaterThanOrEqual(before);
});
