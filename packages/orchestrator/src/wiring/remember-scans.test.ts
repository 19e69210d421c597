import type { ScanInput, ScanResult } from "@ai-orchestrator/security";
import { expect, it } from "vitest";
import { rememberScans } from "./remember-scans.ts";

function counting(): { readonly scan: (input: ScanInput) => ScanResult; readonly seen: ScanInput[] } {
  const seen: ScanInput[] = [];
  const scan = rememberScans((input) => {
    seen.push(input);
    return { severity: "none", score: seen.length, findings: [] };
  });
  return { scan, seen };
}

it("looks at the same text once, and anew where it is something else or stands beside another system prompt", () => {
  const { scan, seen } = counting();
  const first = scan({ text: "a", kind: "prompt" });
  expect(scan({ text: "a", kind: "prompt" })).toBe(first);
  expect(seen).toHaveLength(1);
  scan({ text: "a", kind: "document" });
  scan({ text: "a", kind: "prompt", system: "" });
  scan({ text: "a", kind: "prompt", system: "b" });
  scan({ text: "ba", kind: "prompt" });
  scan({ text: "", kind: "prompt", system: "ba" });
  expect(seen).toHaveLength(6);
});

it("looks for secrets every time: they change", () => {
  const { scan, seen } = counting();
  for (const secrets of [["one"], ["two"]]) scan({ text: "a", kind: "response", secrets });
  expect(seen.map((input) => input.secrets)).toEqual([["one"], ["two"]]);
});

it("forgets what was not asked for longest", () => {
  const { scan, seen } = counting();
  for (let n = 0; n < 9_000; n++) scan({ text: String(n), kind: "prompt" });
  scan({ text: "8999", kind: "prompt" });
  expect(seen).toHaveLength(9_000);
  scan({ text: "0", kind: "prompt" });
  expect(seen).toHaveLength(9_001);
});
