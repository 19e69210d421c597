import type { TurnRequest } from "@ai-orchestrator/contract";
import { expect, test } from "vitest";
import { FakeClock } from "../../test/fake-clock.ts";
import { answer, collect, fakeDecision, fakeModel, fakeProvider, fakeWorld } from "../../test/fake-world.ts";
import { createEngine } from "../create-engine.ts";

const tools = [{ name: "f", inputSchema: { type: "object" } }];
const searcher = fakeModel("openai-a", { webSearch: true });
const reader = fakeModel("openai-b", { webSearch: false });

/** Whether the call searched, and whether the turn said so. */
async function search(request: TurnRequest, model = searcher, task: "websearch" | "chat" = "websearch") {
  const clock = new FakeClock();
  const provider = fakeProvider("openai", clock, () => answer(["ok"]));
  const decide = () => fakeDecision(model, [], { task });
  const world = fakeWorld({ clock, models: [model], providers: [provider], decide });
  const events = await collect(clock, createEngine(world.deps).stream(request));
  const said = events.some((event) => event.type === "status" && event.phase === "searching");
  return { searched: provider.calls[0]?.call.webSearch, said };
}

const yes = { searched: true, said: true };
const no = { searched: false, said: false };

test("a question that needs the web is searched for where the model was left to us", async () => {
  expect(await search({ prompt: "Weather today?" })).toEqual(yes);
  expect(await search({ prompt: "Weather today?", model: "auto:best" })).toEqual(yes);
  expect(await search({ prompt: "Hello" }, searcher, "chat")).toEqual(no);
});

test("who names the model, brings tools or says no decides alone", async () => {
  expect(await search({ prompt: "Weather today?", model: "openai-a" })).toEqual(no);
  expect(await search({ prompt: "Weather today?", tools })).toEqual(no);
  expect(await search({ prompt: "Weather today?", web: false })).toEqual(no);
  expect(await search({ prompt: "Hello", model: "openai-a", web: true }, searcher, "chat")).toEqual(yes);
});

test("a model that cannot search does not claim to", async () => {
  expect(await search({ prompt: "Weather today?" }, reader)).toEqual(no);
});
