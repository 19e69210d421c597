import Anthropic from "@anthropic-ai/sdk";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestGateway, type TestGateway } from "./open-test-gateway.ts";

let test: TestGateway;
let anthropic: Anthropic;
beforeAll(async () => {
  test = await openTestGateway((mock) => void mock.onMessage(/[\s\S]*/, { content: "Hello from the mock server." }));
  anthropic = new Anthropic({ apiKey: test.token, baseURL: test.gateway.url, maxRetries: 0 });
});
afterAll(() => test[Symbol.asyncDispose]());

const ask = (model: string, content: Anthropic.ContentBlockParam[]): Promise<Anthropic.Message> =>
  anthropic.messages.create({ model, max_tokens: 100, messages: [{ role: "user", content }] });

it.each(["gpt-5.5", "gemini-3.5-flash", "mistral-small"])("pieces of a document reach %s as text", async (model) => {
  await ask(model, [
    {
      type: "document",
      title: "t",
      source: {
        type: "content",
        content: [
          { type: "text", text: "First piece." },
          { type: "text", text: "Second." },
        ],
      },
    },
    { type: "document", source: { type: "content", content: "All in one." } },
    { type: "text", text: "Sum up." },
  ]);
  for (const words of ["First piece.", "Second.", "All in one.", "Sum up."]) expect(test.sent.at(-1)).toContain(words);
});

it("a PDF by its address is a PDF, not a picture", async () => {
  await ask("gpt-5.5", [
    { type: "document", source: { type: "url", url: "https://a.test/paper.pdf" } },
    { type: "text", text: "Sum up." },
  ]);
  expect(test.sent.at(-1)).toContain('"input_file"');
  expect(test.sent.at(-1)).not.toContain("input_image");
});

it("a document's pictures are refused by name where they cannot be said", async () => {
  const image = { type: "image" as const, source: { type: "url" as const, url: "https://a.test/x.png" } };
  await expect(ask("gpt-5.5", [{ type: "document", source: { type: "content", content: [image] } }])).rejects.toThrow(
    /pictures beside it/,
  );
});
