import { expect, test } from "vitest";
import { LatencyRecord } from "./latency-record.ts";

test("only the models heard of lately are kept", () => {
  const record = new LatencyRecord();
  const know = (model: string): void => {
    for (let i = 0; i < 20; i++) {
      record.add(model, 100);
      record.answered(model, 1_000);
    }
  };
  know("mine/first");
  know("mine/used");
  for (let i = 0; i < 499; i++) {
    record.add("mine/used", 100);
    record.answered("mine/used", 1_000);
    know(`mine/${i}`);
  }
  expect(record.p95("mine/first")).toBeUndefined();
  expect(record.answersSoon("mine/first")).toBe(false);
  expect(record.p95("mine/used")).toBe(100);
  expect(record.answersSoon("mine/used")).toBe(true);
});
