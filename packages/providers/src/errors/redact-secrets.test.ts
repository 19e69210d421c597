import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { providerError } from "./classify-failure.ts";
import { redactCause, redactSecrets } from "./redact-secrets.ts";

const KEY = 'sk-a/b+c="quoted"-0123456789';
const base64 = (text: string): string => Buffer.from(text).toString("base64");

describe("redactSecrets", () => {
  it.each([
    ["plain", KEY],
    ["JSON", JSON.stringify(KEY)],
    ["URL", encodeURIComponent(KEY)],
    ["hex", Buffer.from(KEY).toString("hex")],
    ["base64", base64(KEY)],
    ["base64 of a header", base64(`Bearer ${KEY}`)],
    ["base64url of a pair", Buffer.from(`u:${KEY}!`).toString("base64url")],
  ])("hides a key that stands there as %s", (_name, form) => {
    const safe = redactSecrets(`before ${form} after`, [KEY]);
    expect(safe).toContain("[redacted]");
    expect(safe).not.toContain(form.slice(3, -6));
    expect(safe.startsWith("before ")).toBe(true);
    expect(safe.endsWith(" after")).toBe(true);
  });

  it("leaves text without secrets as it is", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(redactSecrets(text, ["short", "none-of-these-0123456789-ever"])).toBe(text);
      }),
    );
  });

  it("hides a key in what a crash report prints: causes, stacks and the request id", () => {
    const inner = new Error(`header was Bearer ${KEY}`);
    const error = providerError("server", `no ${KEY}`, {
      provider: "openai",
      secrets: [KEY],
      now: 0,
      requestId: `req-${KEY}`,
      cause: new TypeError("fetch failed", { cause: inner }),
    });
    expect(error.requestId).toBe("req-[redacted]");
    const cause = error.cause as Error;
    expect(cause.name).toBe("TypeError");
    expect(`${(cause.cause as Error).message} ${(cause.cause as Error).stack}`).not.toContain("0123456789");
    expect(redactCause(inner, ["something-else"])).toBe(inner);
  });
});
