import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aioInProcess } from "./in-process.ts";
import { makeMockHome, type MockHome } from "./mock-home.ts";
import type { Run } from "./run-aio.ts";

let world: MockHome;
beforeAll(async () => {
  world = await makeMockHome();
  world.mock.prependFixture({ match: { userMessage: /capital/ }, response: { content: "I'm not sure about that." } });
});
afterAll(() => world[Symbol.asyncDispose]());
const aio = (...args: string[]): Promise<Run> => aioInProcess(args, { env: { ...world.home.env, ...world.env } });
const json = async (...args: string[]): Promise<unknown> => JSON.parse((await aio(...args, "--json")).stdout);

describe("a cascade over a provider", () => {
  it("asks a second model where the first does not know, and aio why tells", async () => {
    const run = await aio("--best", "--cascade", "Which city is the capital of Australia?");
    expect(run.stderr).toMatch(
      /switching: \S+ was not good enough: its answer says that it does not know; asking \S+\./,
    );
    expect(run).toMatchObject({ code: 0, stdout: "I'm not sure about that.\n" });
    const why = await aio("why");
    expect(why.stdout).toMatch(/^\S+ was not good enough/);
    expect(why.stdout).toMatch(/all calls together/);
    expect(await json("why")).toMatchObject({ cascade: {} });
  });

  it("is a wish of a turn or of config", async () => {
    const question = ["route", "--best", "Describe how the water cycle works for a class of ten-year-old children."];
    expect(await json(...question)).not.toHaveProperty("cascade");
    expect(await json(...question, "--cascade")).toMatchObject({ cascade: {} });
    await aio("config", "set", "defaults.cascade", "true");
    expect(await json(...question)).toMatchObject({ cascade: {} });
    expect(await json(...question, "--no-cascade")).not.toHaveProperty("cascade");
    await aio("config", "unset", "defaults.cascade");
  });
});

it("a model that config chooses is not said to have been asked for", async () => {
  await aio("config", "set", "defaults.model", "mistral-small");
  await aio("Tell me about lakes");
  expect((await aio("why")).stdout).toMatch(/config chooses mistral-small \(defaults\.model\)/);
  await aio("-m", "mistral-medium", "Tell me about lakes");
  expect((await aio("why")).stdout).toContain("you asked for mistral-medium");
  await aio("config", "unset", "defaults.model");
});

describe("a corrected task", () => {
  it("is learned, shown and forgotten, and needs a rating no more than a rating needs it", async () => {
    await aio("Tell me about rivers");
    expect(await json("rate", "--task", "writing")).toEqual({ task: "writing", before: expect.any(String) });
    expect(await json("rate", "up")).toEqual({ rating: "up" });
    expect(await json("learned", "show")).toMatchObject({ corrections: [{ to: "writing", count: 1 }] });
    await aio("learned", "reset");
    expect(await json("learned", "show")).toMatchObject({ corrections: [], ratings: [] });
  });

  it("is not a rating of an answer that never came", async () => {
    world.mock.prependFixture({
      match: { userMessage: /glacier/ },
      response: { error: { message: "no", type: "invalid_request_error" }, status: 400 },
    });
    expect((await aio("-m", "mistral-small", "Tell me about a glacier")).code).not.toBe(0);
    for (const word of ["up", "down"]) {
      const { code, stderr } = await aio("rate", word);
      expect(code).toBe(2);
      expect(stderr).toMatch(/^error: The last turn has no answer to rate: it ended with ".*"\.\n {2}fix: /);
    }
    expect(await json("learned", "show")).toMatchObject({ ratings: [] });
    expect(await json("rate", "none")).toEqual({ rating: null });
  });

  it.each([
    [["rate"], "nothing to learn"],
    [["rate", "code"], "aio rate --task code"],
    [["rate", "--task", "cooking"], "invalid"],
  ])("%j is refused with what to type", async (args, said) => {
    const run = await aio(...args);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain(said);
  });
});

it("learns nothing while learning is off, and says so", async () => {
  await aio("learned", "reset");
  await aio("Describe a windmill for me in a few words");
  await aio("learned", "off");
  expect((await aio("learned")).stdout).toContain("learning is off");
  await aio("rate", "up");
  await aio("again", "-m", "codestral");
  await aio("--continue", "And a watermill?");
  expect((await aio("rate", "--task", "code")).code).toBe(2);
  await aio("learned", "on");
  expect(await json("learned", "show")).toMatchObject({ enabled: true, events: 0, ratings: [], corrections: [] });
});

describe("an answer asked for again", () => {
  it("is another model's, and going on from it counts once as keeping it", async () => {
    await aio("learned", "reset");
    await aio("Describe a lighthouse for me in a few words");
    const first = (await json("history", "show", "last")) as { turns: { model: string }[] };
    expect((await aio("again", "-m", "codestral")).code).toBe(0);
    await aio("--continue", "And a harbour?");
    await aio("--continue", "And a pier?");
    const { ratings } = (await json("learned", "show")) as { ratings: { model: string; up: number; down: number }[] };
    expect(ratings).toHaveLength(2);
    expect(ratings).toContainEqual(expect.objectContaining({ model: "codestral", up: 1, down: 0 }));
    expect(ratings).toContainEqual(expect.objectContaining({ model: first.turns[0]?.model, up: 0, down: 1 }));
  });

  it("is the next best model's where none is named", async () => {
    await aio("Describe a bridge for me in a few words");
    const before = (await json("why")) as { model: string };
    await aio("again");
    const after = (await json("why")) as { model: string; decidedBy: string };
    expect(after.model).not.toBe(before.model);
    expect((await aio("again", "nobody")).code).toBe(2);
  });
});

describe("a rule held against the history", () => {
  it("names the turns it would have sent elsewhere and what that would have cost, and adds nothing", async () => {
    await aio("Explain what a volcano is");
    const trial = await json("rules", "test", "volcano → codestral", "--history");
    expect(trial).toMatchObject({
      applies: 1,
      changed: [{ question: "Explain what a volcano is", to: "codestral", fromUsd: expect.any(Number) }],
      unpriced: 0,
    });
    expect(await json("rules", "list")).toEqual([]);
    const said = await aio("rules", "test", "volcano → codestral", "--history");
    expect(said.stdout).toMatch(/It speaks about 1 of the last \d+ turns: 1 would have gone elsewhere, for \$/);
  });

  it("tells of turns that nobody could have answered, and of rules that speak about nothing", async () => {
    const trial = await json("rules", "test", "volcanoes never leave this machine", "--history", "1");
    expect(trial).toMatchObject({
      turns: 1,
      changed: [{ to: null, problem: expect.stringContaining("this machine") }],
    });
    const none = await aio("rules", "test", "elephants → codestral", "--history");
    expect(none.stdout).toContain("It speaks about none of the last");
    expect((await aio("rules", "test", "whatever you like", "--history")).code).toBe(2);
  });
});
