import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MODELS, openTestGateway, TOOL_MODELS, type TestGateway } from "./open-test-gateway.ts";

let test: TestGateway;
beforeAll(async () => {
  test = await openTestGateway((mock) => {
    mock.onMessage(/weather/, { toolCalls: [{ name: "get_weather", arguments: '{"city":"Paris"}', id: "call_1" }] });
    mock.onMessage(/think/, { content: "42", reasoning: "six times seven" });
    mock.onMessage(/[\s\S]*/, { content: "Hello from the mock server." });
  });
});
afterAll(() => test[Symbol.asyncDispose]());

interface Answer {
  readonly candidates: readonly {
    readonly content: {
      readonly parts: readonly {
        readonly text?: string;
        readonly thought?: boolean;
        readonly functionCall?: unknown;
      }[];
    };
    readonly finishReason?: string;
  }[];
  readonly usageMetadata?: { readonly totalTokenCount: number };
}

function post(model: string, method: string, body: unknown): Promise<Response> {
  return fetch(`${test.gateway.url}/v1beta/models/${model}:${method}`, {
    method: "POST",
    headers: { "x-goog-api-key": test.token, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

const ask = (text: string): object => ({ contents: [{ role: "user", parts: [{ text }] }] });
const textOf = (answers: readonly Answer[]): string =>
  answers
    .flatMap(({ candidates }) => candidates[0]?.content.parts ?? [])
    .map((part) => (part.thought ? "" : (part.text ?? "")))
    .join("");

describe("Google's dialect", () => {
  it("refuses pictures and speech where nobody could make them, and leaves them to Google's own models", async () => {
    const body = (responseModalities: readonly string[]): object => ({
      ...ask("hello"),
      generationConfig: { responseModalities },
    });
    for (const modality of ["IMAGE", "AUDIO"]) {
      const refused = await post("claude-sonnet-5.5", "generateContent", body(["TEXT", modality]));
      expect(refused.status).toBe(400);
      expect(await refused.text()).toContain("responseModalities");
    }
    expect((await post("claude-sonnet-5.5", "generateContent", body(["TEXT"]))).status).toBe(200);
    expect((await post("gemini-3.5-flash", "generateContent", body(["TEXT", "IMAGE"]))).status).toBe(200);
  });

  it("lists models, and tells one", async () => {
    const get = async (path: string): Promise<{ readonly status: number; readonly body: unknown }> => {
      const response = await fetch(test.gateway.url + path, { headers: { "x-goog-api-key": test.token } });
      return { status: response.status, body: await response.json() };
    };
    const one = { name: "models/gemini-3.5-flash", inputTokenLimit: expect.any(Number) as number };
    expect((await get("/v1beta/models")).body).toMatchObject({
      models: expect.arrayContaining([
        expect.objectContaining({ name: "models/auto" }),
        expect.objectContaining(one),
      ]) as unknown[],
    });
    // Google's own client says v1 since its version 3.
    expect((await get("/v1/models")).body).toEqual((await get("/v1beta/models")).body);
    expect(await get("/v1/models/gemini-3.5-flash")).toMatchObject({ status: 200, body: one });
    expect(await get("/v1beta/models/no-such-model")).toMatchObject({
      status: 404,
      body: { error: { status: "NOT_FOUND" } },
    });
  });

  it.each([...MODELS, "auto:cheap"])("asks %s whole, as events and as one array", async (model) => {
    const whole = (await (await post(model, "generateContent", ask("hello"))).json()) as Answer;
    expect(textOf([whole])).toBe("Hello from the mock server.");
    expect(whole.candidates[0]?.finishReason).toBe("STOP");
    const sse = await (await post(model, "streamGenerateContent?alt=sse", ask("hello"))).text();
    const events = sse
      .split(/\r?\n\r?\n/)
      .filter(Boolean)
      .map((block) => JSON.parse(block.replace(/^data: /, "")) as Answer);
    expect(textOf(events)).toBe("Hello from the mock server.");
    const array = (await (await post(model, "streamGenerateContent", ask("hello"))).json()) as Answer[];
    expect(textOf(array)).toBe("Hello from the mock server.");
    expect(array.at(-1)?.usageMetadata?.totalTokenCount).toBeGreaterThan(0);
  });

  it.each([...TOOL_MODELS, "auto:cheap"])(
    "gets a call from %s and sends its answer back without an id",
    async (model) => {
      const parameters = { type: "OBJECT", properties: { city: { type: "STRING", nullable: true } } };
      const tools = [{ functionDeclarations: [{ name: "get_weather", parameters }] }];
      const first = (await (await post(model, "generateContent", { ...ask("weather?"), tools })).json()) as Answer;
      const parts = first.candidates[0]?.content.parts ?? [];
      expect(parts.find((part) => part.functionCall !== undefined)?.functionCall).toMatchObject({
        name: "get_weather",
        args: { city: "Paris" },
      });
      const contents = [
        { role: "user", parts: [{ text: "weather?" }] },
        { role: "model", parts: [{ functionCall: { name: "get_weather", args: { city: "Paris" } } }] },
        { role: "user", parts: [{ functionResponse: { name: "get_weather", response: { sky: "sunny" } } }] },
      ];
      expect((await post(model, "generateContent", { contents, tools })).status).toBe(200);
      expect(JSON.stringify(test.mock.getLastRequest()?.body)).toContain("sunny");
    },
  );

  it("shows thoughts, counts tokens, and tells errors in its own words", async () => {
    const thinking = { generationConfig: { thinkingConfig: { includeThoughts: true, thinkingBudget: 1024 } } };
    const answer = (await (
      await post("deepseek-flash", "generateContent", { ...ask("think"), ...thinking })
    ).json()) as Answer;
    expect(answer.candidates[0]?.content.parts[0]).toMatchObject({ text: "six times seven", thought: true });
    expect(await (await post("auto", "countTokens", ask("hello there"))).json()).toEqual({
      totalTokens: expect.any(Number) as number,
    });
    const missing = await post("no-such-model", "generateContent", ask("hello"));
    expect(missing.status).toBe(404);
    expect(await missing.json()).toMatchObject({ error: { code: 404, status: "NOT_FOUND" } });
    expect((await post("auto", "generateContent", { contents: [] })).status).toBe(400);
    expect((await post("auto", "predict", {})).status).toBe(404);
  });
});
