import { describe, expect, it } from "vitest";
import { createTemporalWatch } from "./create-temporal-watch.ts";
import { decideAction } from "./decide-action.ts";

describe("decideAction", () => {
  it("logs by default and does nothing for clean texts", () => {
    expect(decideAction({ severity: "none" }, {})).toBeUndefined();
    expect(decideAction({ severity: "critical" }, {})).toBe("log");
  });

  it("takes the strictest that a severity reaches, by source", () => {
    const policy = { default: { warn: "medium" }, document: { block: "high" } } as const;
    expect(decideAction({ severity: "low" }, policy, "prompt")).toBe("log");
    expect(decideAction({ severity: "critical" }, policy, "prompt")).toBe("warn");
    expect(decideAction({ severity: "medium" }, policy, "document")).toBe("warn");
    expect(decideAction({ severity: "high" }, policy, "document")).toBe("block");
    expect(decideAction({ severity: "high" }, { ...policy, prompt: { warn: "never" } }, "prompt")).toBe("log");
  });
});

describe("createTemporalWatch", () => {
  it("tells of more than sixty turns a minute, once in ten seconds", () => {
    let now = 0;
    const watch = createTemporalWatch({ now: () => now });
    const told: string[] = [];
    for (let i = 0; i < 70; i++) {
      now += 500;
      told.push(...watch.record().map(({ rule, severity }) => `${rule} ${severity} ${i}`));
    }
    expect(told).toEqual(["high_request_rate medium 60"]);
  });

  it("tells of turns within a tenth of a second and forgets old ones", () => {
    let now = 1000;
    const watch = createTemporalWatch({ now: () => now });
    expect(watch.record()).toEqual([]);
    now += 99;
    expect(watch.record()).toMatchObject([{ rule: "rapid_requests", severity: "low", category: "temporal" }]);
    now += 60_000;
    expect(watch.record()).toEqual([]);
  });

  it("counts what belongs to one request once", () => {
    let now = 1000;
    const watch = createTemporalWatch({ now: () => now });
    for (let i = 0; i < 100; i++) expect(watch.record("a")).toEqual([]);
    now += 50;
    expect(watch.record("b")).toMatchObject([{ rule: "rapid_requests" }]);
    now += 50;
    expect(watch.record("a")).toEqual([]);
  });
});
