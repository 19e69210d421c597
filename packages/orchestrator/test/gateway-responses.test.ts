import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MODELS, openTestGateway, TOOL_MODELS, type TestGateway } from "./open-test-gateway.ts";

let test: TestGateway;
let openai: OpenAI;
beforeAll(async () => {
  test = await openTestGateway((mock) => {
    mock.onMessage(/two cities/, {
      toolCalls: [
        { name: "get_weather", arguments: '{"city":"Paris"}', id: "call_1" },
        { name: "get_weather", arguments: '{"city":"Rome"}', id: "call_2" },
      ],
    });
    mock.onMessage(/as json/, { content: '{"city":"Paris"}' });
    mock.onMessage(/think/, { content: "42", reasoning: "six times seven" });
    mock.onMessage(/[\s\S]*/, { content: "Hello from the mock server." });
  });
  openai = new OpenAI({ baseURL: `${test.gateway.url}/v1`, apiKey: test.token, maxRetries: 0 });
});
afterAll(() => test[Symbol.asyncDispose]());

const parameters = {
  type: "object",
  properties: { city: { type: "string" } },
  required: ["city"],
  additionalProperties: false,
};
const tools = [{ type: "function" as const, name: "get_weather", parameters, strict: false }];

describe("responses through the OpenAI SDK", () => {
  it.each([...MODELS, "auto"])("asks %s, whole and streamed", async (model) => {
    const whole = await openai.responses.create({ model, input: "hello" });
    expect(whole).toMatchObject({
      object: "response",
      status: "completed",
      output_text: "Hello from the mock server.",
    });
    const stream = openai.responses.stream({ model, input: [{ role: "user", content: "hello" }] });
    let text = "";
    stream.on("response.output_text.delta", (event) => {
      text += event.delta;
    });
    const final = await stream.finalResponse();
    expect(text).toBe("Hello from the mock server.");
    expect(final.output_text).toBe(text);
  });

  it.each(TOOL_MODELS)("gets parallel calls from %s and sends their results back as items", async (model) => {
    const first = await openai.responses.create({ model, input: "two cities?", tools });
    const calls = first.output.filter((item) => item.type === "function_call");
    expect(calls.map((call) => JSON.parse(call.arguments))).toEqual([{ city: "Paris" }, { city: "Rome" }]);
    const streamed = await openai.responses.stream({ model, input: "two cities?", tools }).finalResponse();
    expect(streamed.output.filter((item) => item.type === "function_call")).toHaveLength(2);
    const again = await openai.responses.create({
      model,
      tools,
      input: [
        { role: "user", content: "two cities?" },
        ...(first.output as OpenAI.Responses.ResponseInputItem[]),
        ...calls.map((call) => ({ type: "function_call_output" as const, call_id: call.call_id, output: "sunny" })),
      ],
    });
    expect(again.status).toBe("completed");
    expect(JSON.stringify(test.mock.getLastRequest()?.body).match(/sunny/g)).toHaveLength(2);
  });

  it.each(MODELS)("gets structured output from %s", async (model) => {
    const format = { type: "json_schema" as const, name: "place", schema: parameters, strict: true };
    const answer = await openai.responses.create({ model, input: "which city, as json", text: { format } });
    expect(JSON.parse(answer.output_text)).toEqual({ city: "Paris" });
  });

  it("gives reasoning as an item that can be sent back", async () => {
    const first = await openai.responses.create({
      model: "deepseek-flash",
      input: "think",
      reasoning: { effort: "high", summary: "auto" },
    });
    const reasoning = first.output.find((item) => item.type === "reasoning");
    expect(reasoning?.summary).toEqual([{ type: "summary_text", text: "six times seven" }]);
    const events = [];
    for await (const event of await openai.responses.create({ model: "deepseek-flash", input: "think", stream: true }))
      events.push(event);
    expect(events.map((event) => event.sequence_number)).toEqual(events.map((_event, index) => index));
    expect(events.some((event) => event.type === "response.reasoning_summary_text.delta")).toBe(true);
    expect(events.at(-1)?.type).toBe("response.completed");
    const again = await openai.responses.create({
      model: "deepseek-flash",
      input: [
        { role: "user", content: "think" },
        ...(first.output as OpenAI.Responses.ResponseInputItem[]),
        { role: "user", content: "hello" },
      ],
    });
    expect(again.output_text).toBe("Hello from the mock server.");
  });

  it.each([{ previous_response_id: "resp_1" }, { background: true }, { conversation: "conv_1" }])(
    "refuses %j clearly",
    async (extra) => {
      await expect(openai.responses.create({ model: "auto", input: "hello", ...extra })).rejects.toThrow(
        /not stored here/,
      );
    },
  );
});
