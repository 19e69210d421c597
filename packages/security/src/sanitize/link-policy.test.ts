import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeCsvCell } from "./escape-csv-cell.ts";
import { checkImage, checkLink } from "./link-policy.ts";

describe("checkLink", () => {
  it("allows http, https and mailto only", () => {
    expect(checkLink("https://a.example/x")).toMatchObject({ isAllowed: true, host: "a.example", carriesData: false });
    expect(checkLink("mailto:a@b.example").isAllowed).toBe(true);
    for (const address of [
      "javascript:alert(1)",
      "java\nscript:alert(1)",
      "data:text/html,x",
      "file:///x",
      "/x",
      "//x.example",
      "",
      "https://",
      "x",
    ])
      expect(checkLink(address).isAllowed, address).toBe(false);
  });

  it("shows punycode and data carried away", () => {
    expect(checkLink("https://аpple.com/")).toMatchObject({ isInternational: true, host: "xn--pple-43d.com" });
    expect(checkLink("https://a.example/?q=secret").carriesData).toBe(true);
    expect(checkLink("https://bank.example@evil.example/")).toMatchObject({ host: "evil.example", carriesData: true });
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(checkLink(text).isAllowed).toBeTypeOf("boolean");
        expect(checkImage(text).kind).toBeTypeOf("string");
      }),
    );
  });
});

describe("checkImage", () => {
  it("shows small raster images, names remote ones, refuses the rest", () => {
    expect(checkImage("data:image/png;base64,iVBORw0KGgo=").kind).toBe("inline");
    expect(checkImage("https://a.example/p.png")).toEqual({
      kind: "remote",
      href: "https://a.example/p.png",
      host: "a.example",
    });
    for (const address of [
      "data:image/svg+xml;base64,PHN2Zz4=",
      "data:image/png;base64,<x>",
      `data:image/png;base64,${"A".repeat(1_500_000)}`,
      "x.png",
      "javascript:1",
    ])
      expect(checkImage(address).kind).toBe("refused");
  });
});

describe("escapeCsvCell", () => {
  it("neutralises formulas and keeps numbers", () => {
    expect(escapeCsvCell("=HYPERLINK(1)")).toBe("'=HYPERLINK(1)");
    expect(escapeCsvCell("-5.2")).toBe("-5.2");
    expect(escapeCsvCell('@a,"b"')).toBe('"\'@a,""b"""');
  });
});
