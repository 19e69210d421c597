import { expect, it } from "vitest";
import { CLOUD_PROVIDERS, OrchestratorError, type ModelCall } from "@ai-orchestrator/contract";
import { shippedCatalogue } from "../catalogue/index.ts";
import { SUBJECTS, TOOLS, callOf, clientOf } from "./subjects.ts";

const SCHEMA = { type: "object", properties: { a: { type: "string" } }, required: ["a"], additionalProperties: false };

/** Everything a turn may ask of a model. */
const WISHES: Readonly<Record<string, Partial<ModelCall>>> = {
  "to think hard": { reasoning: { effort: "high" } },
  "not to think": { reasoning: { effort: "none" } },
  "to think within a budget": { reasoning: { budgetTokens: 5000 } },
  "to search": { webSearch: true },
  "to use tools": { tools: TOOLS, toolChoice: { type: "required" }, temperature: 0.7, topP: 0.9 },
  "for JSON": { responseFormat: { type: "json", schema: SCHEMA, name: "reply" } },
};

const models = shippedCatalogue.models.filter((model) => (model.kind ?? "chat") === "chat");

it.each([...CLOUD_PROVIDERS])("every chat model of %s can be asked for everything", async (provider) => {
  const subject = SUBJECTS.find((one) => one.provider === provider && one.api === undefined)!;
  let sent = 0;
  const send: typeof fetch = async () => {
    sent += 1;
    return new Response("", { status: 500 });
  };
  const client = await clientOf(subject, "http://127.0.0.1:9", { fetch: send });
  const refused: string[] = [];
  const own = models.filter((model) => model.provider === provider);
  for (const model of own) {
    for (const [wish, more] of Object.entries(WISHES)) {
      const { reasoning: _reasoning, ...call } = callOf(subject, { model, tools: [] });
      const thrown: unknown = await client
        .stream({ ...call, ...more }, { signal: new AbortController().signal })
        [Symbol.asyncIterator]()
        .next()
        .catch((error: unknown) => error);
      // The pretended server refuses everything with 500; any other error means that nothing sensible was sent.
      if (!(thrown instanceof OrchestratorError) || thrown.code !== "server")
        refused.push(`${model.id} ${wish}: ${String(thrown)}`);
    }
  }
  expect(refused).toEqual([]);
  expect(own.length).toBeGreaterThan(0);
  expect(sent).toBe(own.length * Object.keys(WISHES).length);
});
