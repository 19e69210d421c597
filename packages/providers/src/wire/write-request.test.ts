import { expect, it } from "vitest";
import type { LanguageModelV4, LanguageModelV4CallOptions, LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { keepModels } from "./keep-models.ts";
import { recordingFetch, writeRequest } from "./write-request.ts";

/** A model that posts the prompt's first words, and says that it takes no topK. */
function modelOver(send: typeof fetch): LanguageModelV4 & { answers: number } {
  return {
    answers: 0,
    specificationVersion: "v4",
    provider: "test",
    modelId: "m",
    supportedUrls: {},
    async doGenerate({ prompt, abortSignal }) {
      const body = JSON.stringify({ whole: prompt });
      await send("https://api.test/v1/x", {
        method: "POST",
        body,
        ...(abortSignal === undefined ? {} : { signal: abortSignal }),
      });
      throw new Error("nobody waits for an answer");
    },
    async doStream({ prompt, topK, abortSignal }) {
      if (prompt.length === 0) throw new Error("nothing to say");
      const response = await send("https://api.test/v1/x", {
        method: "POST",
        headers: { "x-one": "1" },
        body: JSON.stringify(prompt),
        ...(abortSignal === undefined ? {} : { signal: abortSignal }),
      });
      this.answers += response.ok ? 1 : 0;
      const warnings = topK === undefined ? [] : [{ type: "unsupported" as const, feature: "topK" }];
      const parts: LanguageModelV4StreamPart[] = [{ type: "stream-start", warnings }];
      return { stream: new ReadableStream({ start: (to) => parts.forEach((part) => to.enqueue(part)) }) };
    },
  };
}

const options = (text: string, more: Partial<LanguageModelV4CallOptions> = {}): LanguageModelV4CallOptions => ({
  prompt: [{ role: "user", content: [{ type: "text", text }] }],
  ...more,
});

it("gives what the model would send, many calls at once kept apart", async () => {
  const model = modelOver(recordingFetch);
  const written = await Promise.all(["a", "b", "c"].map((text) => writeRequest(model, options(text))));
  expect(written.map(({ url, headers }) => [url.href, headers])).toEqual(
    Array.from({ length: 3 }, () => ["https://api.test/v1/x", { "x-one": "1" }]),
  );
  for (const [index, text] of ["a", "b", "c"].entries())
    expect(JSON.parse(written[index]?.body ?? "")).toEqual(options(text).prompt);
});

it("tells the warnings of every call, and asks the model for them once a kind of call", async () => {
  const model = modelOver(recordingFetch);
  for (const topK of [1, 2, 3]) {
    const { warnings } = await writeRequest(model, options("a", { topK }));
    expect(warnings).toEqual([{ type: "unsupported", feature: "topK" }]);
  }
  expect((await writeRequest(model, options("a"))).warnings).toEqual([]);
  expect(model.answers).toBe(2);
});

it("has whole answers asked for, with the warnings of streamed ones", async () => {
  const model = modelOver(recordingFetch);
  for (const topK of [1, 2]) {
    const { body, warnings } = await writeRequest(model, options("a", { topK }), true);
    expect(JSON.parse(body)).toEqual({ whole: options("a").prompt });
    expect(warnings).toEqual([{ type: "unsupported", feature: "topK" }]);
  }
  expect(model.answers).toBe(1);
});

it("throws what the model throws before it sends", async () => {
  await expect(writeRequest(modelOver(recordingFetch), { prompt: [] })).rejects.toThrow("nothing to say");
});

it("keeps models that only write requests, one for each address and id, and no others", async () => {
  const make = keepModels(async (link) => modelOver(link.fetch));
  const call = { model: { id: "m" } } as Parameters<typeof make>[1];
  const link = { baseUrl: "https://a.test", fetch: recordingFetch } as Parameters<typeof make>[0];
  const first = await make(link, call);
  expect(await make(link, call)).toBe(first);
  expect(await make({ ...link, baseUrl: "https://b.test" }, call)).not.toBe(first);
  expect(await make({ ...link, fetch }, call)).not.toBe(first);
});
