import { expect, it } from "vitest";
import { SseFrames } from "./sse-frames.ts";

const EVENTS = ["data: one\n\n", "event: x\r\ndata: Grüße\r\n\r\n", "\n\n", "data: a\ndata: b\n\r\n", ": comment\n\n"];
const REST = "data: cut o";

it("gives the same events however the bytes are cut, and what is left", () => {
  const bytes = Buffer.from(EVENTS.join("") + REST);
  for (let size = 1; size <= bytes.length; size += 1) {
    const frames = new SseFrames();
    const found: string[] = [];
    for (let at = 0; at < bytes.length; at += size)
      found.push(...frames.push(bytes.subarray(at, at + size)).map((frame) => frame.toString()));
    expect(found).toEqual(EVENTS);
    expect(frames.waiting).toBe(REST.length);
    expect(frames.rest()?.toString()).toBe(REST);
    expect([frames.waiting, frames.rest()]).toEqual([0, undefined]);
  }
});
