import { expect, it } from "vitest";
import { explainConfig } from "./edit-config.ts";

it("explains headers without what the secret ones hold, nested or by themselves", () => {
  const providers = {
    mine: { baseUrl: "https://x.example", headers: { Authorization: "Bearer abc123", "x-title": "Me" } },
  };
  const origins = ["providers", "providers.mine.headers.Authorization", "providers.mine.headers.x-title"];
  const lines = explainConfig({
    config: { providers },
    origins: new Map(origins.map((path) => [path, "file" as const])),
    file: "config.json",
    exists: true,
  } as unknown as Parameters<typeof explainConfig>[0]);
  const text = JSON.stringify(lines);
  expect(text).not.toContain("abc123");
  expect(text.match(/\(hidden/g)).toHaveLength(2);
  expect(text).toContain('"x-title":"Me"');
});
