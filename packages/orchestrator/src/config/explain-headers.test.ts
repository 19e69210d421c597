import { expect, it } from "vitest";
import { explainConfig } from "./edit-config.ts";

it.each([
  ["nested", ["providers"]],
  ["by themselves", ["providers", "providers.mine.headers.Authorization", "providers.mine.headers.x-title"]],
])("explains headers %s once, without what the secret ones hold", (_how, origins) => {
  const providers = {
    mine: { baseUrl: "https://x.example", headers: { Authorization: "Bearer abc123", "x-title": "Me" } },
  };
  const lines = explainConfig({
    config: { providers },
    origins: new Map(origins.map((path) => [path, "file" as const])),
    file: "config.json",
    exists: true,
  } as unknown as Parameters<typeof explainConfig>[0]);
  const text = JSON.stringify(lines);
  expect(text).not.toContain("abc123");
  expect(text.match(/\(hidden/g)).toHaveLength(1);
  expect(text.match(/"Me"/g)).toHaveLength(1);
});
