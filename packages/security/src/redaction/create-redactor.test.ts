import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRedactor } from "./create-redactor.ts";
import { createStreamRedactor } from "./create-stream-redactor.ts";

const KEY = 'zq/7Kp+w9 "Lm"&x~Ünïcode-4411';
const redactor = createRedactor({ secrets: () => [{ name: "openai", value: KEY }] });

describe("createRedactor", () => {
  it("hides a live value in every encoding", () => {
    const hex = Buffer.from(KEY).toString("hex");
    const forms = [
      KEY,
      JSON.stringify(KEY).slice(1, -1),
      encodeURIComponent(KEY),
      hex,
      hex.toUpperCase(),
      hex.replace(/../g, "%$&"),
      Array.from(KEY).toReversed().join(""),
    ];
    for (const form of forms) {
      const { text, found } = redactor.redact(`before ${form} after`);
      expect(found.length).toBeGreaterThan(0);
      expect(text).not.toContain(form);
    }
  });

  it("hides a live value in base64 and base64url wherever it begins", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20 }), fc.uint8Array({ maxLength: 20 }), (before, after) => {
        const bytes = Buffer.concat([before, Buffer.from(KEY), after]);
        const core = Buffer.from(KEY).toString("base64");
        for (const encoded of [bytes.toString("base64"), bytes.toString("base64url")]) {
          const clean = redactor.redact(encoded).text;
          expect(clean).toContain("[redacted openai]");
          // Nothing of the middle of the key can be decoded from what is left.
          expect(Buffer.from(clean.replace("[redacted openai]", ""), "base64").toString()).not.toContain(
            KEY.slice(4, 20),
          );
          expect(clean).not.toContain(core.slice(8, 28));
        }
      }),
    );
  });

  it("asks for live values at every call", () => {
    let value = "first-secret-value";
    const live = createRedactor({ secrets: () => [{ name: "k", value }] });
    expect(live.redact("first-secret-value").found).toHaveLength(1);
    value = "second-secret-value";
    expect(live.redact("first-secret-value").found).toHaveLength(0);
    expect(live.redact("second-secret-value").text).toBe("[redacted k]");
  });

  it("leaves text without secrets as it is", () => {
    fc.assert(
      fc.property(fc.lorem({ maxCount: 60 }), (text) => {
        expect(redactor.redact(text).text).toBe(text);
      }),
    );
  });

  it("redacts deep values, errors, maps and cycles without touching the original", () => {
    const cause = new Error(`inner ${KEY}`);
    const value: Record<string, unknown> = {
      list: [KEY, 7],
      error: new TypeError(`bad ${KEY}`, { cause }),
      map: new Map([["apiKey", "short"]]),
      apiKey: "abc",
      [`k ${KEY}`]: 1,
      at: new Date(0),
    };
    value["self"] = value;
    const copy = redactor.redactValue(value);
    expect(copy["list"]).toEqual(["[redacted openai]", 7]);
    expect(copy["error"]).toBeInstanceOf(TypeError);
    expect((copy["error"] as Error).message).toBe("bad [redacted openai]");
    expect((copy["error"] as Error).stack).not.toContain(KEY);
    expect(((copy["error"] as Error).cause as Error).message).not.toContain(KEY);
    expect((copy["map"] as Map<string, string>).get("apiKey")).toBe("[redacted value]");
    expect(copy["apiKey"]).toBe("[redacted value]");
    expect(copy["self"]).toBe(copy);
    expect(copy["at"]).toEqual(new Date(0));
    expect(Object.keys(copy).join()).not.toContain(KEY);
    expect((value["list"] as unknown[])[0]).toBe(KEY);
  });
});

describe("createStreamRedactor", () => {
  const secrets = [
    KEY,
    "sk-ant-api03-Zk2vTn9xLwP4sRbYcU8mJhDfG3aE6tKiVoQ1",
    `-----BEGIN PRIVATE KEY-----\n${"aB3dE5gH7jK9mN1pQ3sT5vX7zA9cE1gI\n".repeat(20)}-----END PRIVATE KEY-----`,
    "password: Tr0ub4dor&33x",
  ];

  it("gives what redacting the whole would give, wherever the text is cut", () => {
    const words = fc.array(
      fc.oneof(
        { weight: 6, arbitrary: fc.lorem({ maxCount: 12 }) },
        { weight: 1, arbitrary: fc.constantFrom(...secrets) },
      ),
      { maxLength: 24 },
    );
    fc.assert(
      fc.property(
        words,
        fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 40 }),
        (parts, sizes) => {
          const text = parts.join("\n");
          const stream = createStreamRedactor(redactor);
          let out = "";
          for (let at = 0, i = 0; at < text.length; i++) {
            const size = sizes[i % sizes.length] ?? 1;
            out += stream.write(text.slice(at, at + size));
            at += size;
          }
          expect(out + stream.end()).toBe(redactor.redact(text).text);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("lets ordinary text go while it streams", () => {
    const stream = createStreamRedactor(redactor);
    let shown = 0;
    for (let i = 0; i < 100; i++) shown += stream.write("some plain words here. ").length;
    expect(shown).toBeGreaterThan(1500);
  });
});
