import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { aioInProcess } from "./in-process.ts";
import { makeMockHome } from "./mock-home.ts";

it("a title by a model is waited for, though the process ends with the answer", async () => {
  await using mocked = await makeMockHome();
  const { home, mock } = mocked;
  const env = { ...home.env, ...mocked.env };
  mock.clearFixtures();
  mock.onMessage(/<exchange>/, { content: "Lamps on cliffs" }, { latency: 100 });
  mock.onMessage(/[\s\S]*/, { content: "Hello." });
  const config = { providers: { mistral: { baseUrl: `${mock.url}/v1` } }, history: { titles: "model" } };
  writeFileSync(path.join(home.env["AI_ORCHESTRATOR_HOME"] ?? "", "config.json"), JSON.stringify(config));
  await aioInProcess(["-q", "what are lighthouses"], { env });
  const list = JSON.parse((await aioInProcess(["history", "list", "--json"], { env })).stdout);
  expect(list.items[0].title).toBe("Lamps on cliffs");
});
