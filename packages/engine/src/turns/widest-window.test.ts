import { expect, test } from "vitest";
import { fakeCatalogue, fakeModel } from "../../test/fake-world.ts";
import { widestWindow } from "./widest-window.ts";

const models = [
  fakeModel("groq-small", { contextWindow: 8_000 }),
  fakeModel("openai-large", { contextWindow: 1_000_000 }),
  fakeModel("ollama-own", { contextWindow: 32_000, local: true }),
];
const catalogue = fakeCatalogue(models);

test("is that of the largest model the turn may go to", () => {
  expect(widestWindow({}, { catalogue })).toBe(1_000_000);
  expect(widestWindow({ model: "auto:cheap" }, { catalogue })).toBe(1_000_000);
  expect(widestWindow({ policy: { localOnly: true } }, { catalogue })).toBe(32_000);
  expect(widestWindow({ policy: { deniedProviders: ["openai"] } }, { catalogue })).toBe(32_000);
  expect(widestWindow({ model: "groq-small" }, { catalogue })).toBe(8_000);
});

test("leaves out providers that cannot be asked, but never local ones, nor all of them", () => {
  const usable = (provider: string): boolean => provider === "groq";
  expect(widestWindow({}, { catalogue, usable })).toBe(32_000);
  expect(widestWindow({ model: "openai-large" }, { catalogue, usable })).toBe(1_000_000);
});

test("is that of all where the name will be refused", () => {
  expect(widestWindow({ model: "nobody" }, { catalogue })).toBe(1_000_000);
});
