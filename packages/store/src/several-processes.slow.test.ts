import { expect, test } from "vitest";
import { runChild } from "../test/run-child.ts";
import { storeOptions } from "../test/test-store.ts";
import { openStore } from "./index.ts";

test("eight processes make one history together and write into it at once", { timeout: 60_000 }, async () => {
  const options = storeOptions({ now: Date.now });
  const names = Array.from({ length: 8 }, (_, n) => `p${n}`);
  const children = names.map((name) => runChild("write-worker.ts", [options.path, name, "25"]));
  const ends = await Promise.all(children.map((child) => child.ended));
  expect(ends).toEqual(ends.map(() => ({ code: 0, signal: null, errors: "" })));
  using store = openStore(options);
  expect(store.opening).toMatchObject({ uncleanExit: false, recoveredTurns: 0 });
  for (const [index, name] of names.entries()) {
    expect(store.conversations.turns(name).map((turn) => turn.id)).toEqual(children[index]?.lines());
    expect(store.conversations.search({ query: `answer ${name}`, limit: 100 }).items).toHaveLength(25);
  }
  expect(store.context.database.raw.prepare("SELECT refs FROM attachment").all()).toEqual([{ refs: 200 }]);
  expect(store.verify()).toEqual([]);
});
