import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestGateway, type TestGateway } from "./open-test-gateway.ts";

let test: TestGateway;
beforeAll(async () => {
  test = await openTestGateway(
    (mock) => {
      mock.on(
        { predicate: (request) => JSON.stringify(request).includes("Another model will review it") },
        { content: "The DRAFT." },
      );
      mock.onMessage(/[\s\S]*/, { content: "Hello from the mock server." });
    },
    { config: { chains: { two: [role("draft", "claude-sonnet-5.5"), role("review", "gpt-5.5")] } } },
  );
});
afterAll(() => test[Symbol.asyncDispose]());

function role(name: string, model: string): { readonly role: string; readonly models: readonly string[] } {
  return { role: name, models: [model] };
}

/** The same question in each dialect. */
const FACES = {
  "chat completions": ["/v1/chat/completions", { messages: [{ role: "user", content: "Hello" }] }],
  responses: ["/v1/responses", { input: "Hello" }],
  messages: ["/v1/messages", { max_tokens: 100, messages: [{ role: "user", content: "Hello" }] }],
  generateContent: ["/v1beta/models/auto:generateContent", { contents: [{ parts: [{ text: "Hello" }] }] }],
} as const;
type Face = keyof typeof FACES;
const NAMES = Object.keys(FACES) as Face[];

async function ask(face: Face, more: object): Promise<{ readonly response: Response; readonly text: string }> {
  const [path, body] = FACES[face];
  const streams = "stream" in more;
  const response = await fetch(
    `${test.gateway.url}${streams ? path.replace(":generateContent", ":streamGenerateContent?alt=sse") : path}`,
    {
      method: "POST",
      headers: { authorization: `Bearer ${test.token}`, "content-type": "application/json" },
      body: JSON.stringify({ ...(face === "generateContent" ? {} : { model: "auto" }), ...body, ...more }),
    },
  );
  return { response, text: await response.text() };
}

it("several answers to one question are one request for the pace of turns", async () => {
  await using quiet = await openTestGateway((mock) => void mock.onMessage(/[\s\S]*/, { content: "Hello." }));
  const response = await fetch(`${quiet.gateway.url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${quiet.token}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "claude-sonnet-5.5", n: 4, messages: [{ role: "user", content: "Hello" }] }),
  });
  expect(((await response.json()) as { readonly choices: readonly unknown[] }).choices).toHaveLength(4);
  expect((await quiet.orchestrator.alerts()).map(({ rule }) => rule)).toEqual([]);
});

describe.each(NAMES)("what a caller of %s can wish for in `aio`", (face) => {
  it.each([{}, { stream: true }])("an answer by a chain: only the last step's words come %j", async (how) => {
    const { response, text } = await ask(face, { ...how, aio: { chain: "two", decision: true } });
    expect(response.status, text).toBe(200);
    expect(response.headers.get("x-aio-model")).toBe("gpt-5.5");
    expect(text).toMatch(/"aio":\{"decision":\{.*"recipe":"two"/);
    expect(text).not.toContain("DRAFT");
    if (!("stream" in how)) expect(text).toContain("Hello from the mock server.");
    expect(JSON.stringify(test.mock.getLastRequest()?.body)).toContain("The DRAFT.");
  });

  it("nothing unknown, and nothing of a wrong type", async () => {
    const strange = await ask(face, { aio: { hurry: true } });
    expect(strange.response.status).toBe(400);
    expect(strange.text).toMatch(/it knows decision, chain, cascade, hedge, continueAfterPartial/);
    expect((await ask(face, { aio: [] })).response.status).toBe(400);
    expect((await ask(face, { aio: { hedge: "yes" } })).response.status).toBe(400);
    expect((await ask(face, { aio: { chain: "no-such" } })).text).toMatch(/no recipe called/);
  });
});

describe("several answers", () => {
  it("come as candidates in Google's dialect, whole and streamed", async () => {
    const generationConfig = { candidateCount: 3 };
    const whole = JSON.parse((await ask("generateContent", { generationConfig, aio: {} })).text) as {
      readonly candidates: readonly { readonly index: number; readonly finishReason: string }[];
    };
    expect(whole.candidates.map(({ index, finishReason }) => [index, finishReason])).toEqual([
      [0, "STOP"],
      [1, "STOP"],
      [2, "STOP"],
    ]);
    const { text } = await ask("generateContent", { generationConfig, aio: {}, stream: true });
    const said = new Map<number, string>();
    for (const block of text.split("\n\n").filter(Boolean)) {
      const { candidates } = JSON.parse(block.replace("data: ", "")) as {
        candidates: { index: number; content: { parts: { text?: string }[] } }[];
      };
      for (const { index, content } of candidates)
        said.set(index, (said.get(index) ?? "") + content.parts.map((part) => part.text ?? "").join(""));
    }
    expect([...said.values()]).toEqual(Array(3).fill("Hello from the mock server."));
  });
});
