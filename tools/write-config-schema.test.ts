import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { configSchemaText } from "./write-config-schema.ts";

it("docs/config.schema.json is what the schema says: node tools/write-config-schema.ts", () => {
  const file = path.resolve(import.meta.dirname, "../docs/config.schema.json");
  expect(readFileSync(file, "utf8")).toBe(configSchemaText());
});
