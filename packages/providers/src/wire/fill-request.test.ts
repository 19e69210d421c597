import { describe, expect, it } from "vitest";
import type { Message, ModelCall } from "@ai-orchestrator/contract";
import type { LanguageModelV4, LanguageModelV4CallOptions } from "@ai-sdk/provider";
import { connectionFor } from "../client/connection-for.ts";
import { SUBJECTS, TOOLS, callOf, subjectDeps, type Subject } from "../conformance/subjects.ts";
import { toCallOptions } from "../stream/to-call-options.ts";
import { fillRequest } from "./fill-request.ts";
import { recordingFetch, writeRequest } from "./write-request.ts";

/** What a text may hold that a careless filler would stumble over. */
const TEXTS = [
  "Hello there",
  'quotes " and \\ and\nlines\tand \u2028 and 🎈',
  "$& $1 $` {} </s> 0> :0>",
  "  leading and trailing  ",
  "\uD83C lone half",
];

function conversations(text: string): Readonly<Record<string, readonly Message[]>> {
  const says = (role: Message["role"], ...texts: string[]): Message => ({
    role,
    parts: texts.map((one) => ({ type: "text", text: one })),
  });
  return {
    question: [says("user", text)],
    "several parts": [says("user", text, "and", text)],
    "longer conversation": [says("user", "one"), says("assistant", text), says("user", text)],
    "system within": [says("user", "one"), says("assistant", "two"), says("system", text), says("user", text)],
    "same role twice": [says("user", text), says("user", "again"), says("assistant", "a", text), says("user", "b")],
    "answer to go on from": [says("user", "one"), says("assistant", `${text}  `)],
  };
}

const LONG_TOOL: Omit<NonNullable<ModelCall["tools"]>[number], "name"> = {
  description: "Reads a file. ".repeat(20),
  inputSchema: { type: "object", properties: { path: { type: "string", description: "Where it is." } } },
};

const KNOBS: Readonly<Record<string, Partial<ModelCall>>> = {
  plain: { tools: [], reasoning: { effort: "none" } },
  sampling: { temperature: 0.3, topP: 0.9, topK: 5, presencePenalty: 1, frequencyPenalty: 1, seed: 7, stop: ["END"] },
  limited: { maxOutputTokens: 321, reasoning: { effort: "high" } },
  tools: { tools: TOOLS, toolChoice: { type: "required" }, parallelToolCalls: false },
  "many tools": { tools: Array.from({ length: 40 }, (_, n) => ({ ...LONG_TOOL, name: `tool_${n}` })) },
  json: { tools: [], responseFormat: { type: "json" } },
  schema: {
    tools: [],
    responseFormat: {
      type: "json",
      name: "reply",
      schema: { type: "object", properties: { a: { type: "string" } }, required: ["a"], additionalProperties: false },
    },
  },
  search: { tools: [], webSearch: true },
};

async function writerOf(
  subject: Subject,
  call: ModelCall,
): Promise<{ readonly model: LanguageModelV4; readonly options: LanguageModelV4CallOptions } | undefined> {
  const deps = subjectDeps(subject, "https://api.test");
  const settings = deps.settings(subject.provider);
  const { adapter } = await connectionFor(subject.provider, deps);
  const { traits, knobs } = adapter.shape(call, settings);
  const [way] = adapter.interfaces(call, settings);
  if (way.reader === undefined) return undefined;
  const link = { provider: subject.provider, baseUrl: settings.baseUrl ?? "", fetch: recordingFetch, settings };
  const common = toCallOptions(call, traits, knobs);
  return {
    model: await way.model(link, call),
    options: way.providerOptions === undefined ? common : { ...common, providerOptions: way.providerOptions },
  };
}

describe.each(SUBJECTS.map((subject) => ({ subject, title: `${subject.provider} (${subject.name})` })))(
  "$title",
  ({ subject }) => {
    it.each(Object.entries(KNOBS))("a filled request is what the SDK writes: %s", async (_name, knobs) => {
      for (const text of TEXTS)
        for (const [name, messages] of Object.entries(conversations(text)))
          for (const isWhole of [false, true]) {
            const call = callOf(subject, { ...knobs, messages, system: text, idempotencyKey: `key ${text.length}` });
            const way = await writerOf(subject, call);
            if (way === undefined) return;
            const filled = await fillRequest(way.model, way.options, { isWhole, isKept: true });
            const written = await writeRequest(way.model, way.options, isWhole);
            expect({ name, ...filled, url: filled.url.href }).toEqual({ name, ...written, url: written.url.href });
          }
    });
  },
);

it.each([
  [true, 1],
  [false, 2],
])("what a call is asked with stays in memory: %s", async (isKept, written) => {
  const subject = SUBJECTS.find(({ provider }) => provider === "mistral");
  if (subject === undefined) return expect.fail("no such subject");
  const call = callOf(subject, {
    tools: TOOLS,
    system: "Be brief.",
    messages: conversations("Hello")["question"] ?? [],
  });
  const way = await writerOf(subject, call);
  if (way === undefined) return expect.fail("no reader of our own");
  let times = 0;
  const model: LanguageModelV4 = Object.create(way.model, {
    doGenerate: { value: (options: LanguageModelV4CallOptions) => (times++, way.model.doGenerate(options)) },
  }) as LanguageModelV4;
  const first = await fillRequest(model, way.options, { isWhole: true, isKept });
  expect((await fillRequest(model, way.options, { isWhole: true, isKept })).body).toBe(first.body);
  expect(times).toBe(written);
});
