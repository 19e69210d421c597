import { describe, expect, it } from "vitest";
import { createTemporalWatch } from "./create-temporal-watch.ts";

describe("createTemporalWatch", () => {
  it("counts each caller alone: many slow callers are no fast one", () => {
    let now = 0;
    const watch = createTemporalWatch({ now: () => now });
    const told: string[] = [];
    for (let i = 0; i < 300; i++) {
      now += 50;
      told.push(...watch.record(`r${i}`, `caller ${i % 10}`).map(({ rule }) => `${rule} ${i}`));
    }
    expect(told).toEqual([]);
  });

  it("tells of the caller that is fast, also while another one was told of a moment ago", () => {
    let now = 0;
    const watch = createTemporalWatch({ now: () => now });
    const told = (caller: string) => watch.record(undefined, caller).map(({ rule }) => rule);
    for (const caller of ["a", "b"]) {
      now += 1;
      expect(told(caller)).toEqual([]);
      now += 1;
      expect(told(caller)).toEqual(["rapid_requests"]);
      now += 1;
      expect(told(caller)).toEqual([]);
    }
  });

  it("counts a request once, however often it is told of, and every other one, however like their names", () => {
    let now = 0;
    const watch = createTemporalWatch({ now: () => now, maxPerMinute: 4, minGapMs: 0 });
    const told = (id: string) => watch.record(id).map(({ rule }) => rule);
    for (const id of ["", "a", "ab", "req_xabc", "req_yabc", "ab", "", "req_xabc", "a"]) {
      now += 1;
      expect(told(id), id).toEqual(id === "req_yabc" ? ["high_request_rate"] : []);
    }
  });

  it("remembers a bounded number of callers, and forgets those that are quiet first", () => {
    let now = 0;
    const watch = createTemporalWatch({ now: () => now, maxCallers: 3 });
    for (const caller of ["a", "b", "c"]) watch.record(undefined, caller);
    now += 60_000;
    watch.record(undefined, "a");
    watch.record(undefined, "d");
    watch.record(undefined, "e");
    now += 1;
    expect(watch.record(undefined, "a")).toMatchObject([{ rule: "rapid_requests" }]);
    expect(watch.callers).toBe(3);
  });
});
