import { expect, it } from "vitest";
import { rememberKeys } from "./remember-keys.ts";

it("remembers a key for a second, and only where its provider is what it was", async () => {
  let [now, lookedUp] = [0, 0];
  let settings = {};
  const lookUp = (): Promise<string> => Promise.resolve(`key ${++lookedUp}`);
  const { get, forget } = rememberKeys(lookUp, { monotonic: () => now, settings: () => settings });
  expect([await get("openai"), await get("openai")]).toEqual(["key 1", "key 1"]);
  settings = {};
  expect([await get("openai"), await get("openai")]).toEqual(["key 2", "key 2"]);
  now = 1_000;
  expect(await get("openai")).toBe("key 3");
  forget("openai");
  expect(await get("openai")).toBe("key 4");
});
