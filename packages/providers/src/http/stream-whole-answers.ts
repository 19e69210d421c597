import type { JsonObject } from "@ai-orchestrator/contract";

/**
 * A fetch that turns a whole chat completion into the stream that was asked for: some OpenAI-compatible servers and
 * proxies ignore `stream: true`. Other answers pass untouched, errors among them.
 */
export function streamWholeAnswers(send: typeof fetch): typeof fetch {
  return async (input, init) => {
    const response = await send(input, init);
    const isJson = (response.headers.get("content-type") ?? "").includes("application/json");
    if (!response.ok || !isJson || !String(init?.body).includes('"stream":true')) return response;
    const text = await response.text();
    const chunks = toChunks(text);
    const body =
      chunks === undefined
        ? text
        : [...chunks.map((chunk) => JSON.stringify(chunk)), "[DONE]"].map((data) => `data: ${data}\n\n`).join("");
    return new Response(body, { status: response.status, statusText: response.statusText, headers: response.headers });
  };
}

/** The chunks that say what the whole completion says; undefined where the text is none. */
function toChunks(text: string): JsonObject[] | undefined {
  const completion = parse(text);
  const choice = Array.isArray(completion?.["choices"])
    ? (completion["choices"][0] as JsonObject | undefined)
    : undefined;
  const message = choice?.["message"] as JsonObject | undefined;
  if (completion === undefined || choice === undefined || message === undefined || message === null) return undefined;
  const calls = Array.isArray(message["tool_calls"]) ? message["tool_calls"] : [];
  const { choices: _choices, usage, object: _object, ...rest } = completion;
  const delta = {
    ...message,
    ...(calls.length === 0 ? {} : { tool_calls: calls.map((call, index) => ({ index, ...(call as JsonObject) })) }),
  };
  const chunk = { ...rest, object: "chat.completion.chunk" };
  return [
    { ...chunk, choices: [{ index: 0, delta, finish_reason: null }] },
    {
      ...chunk,
      choices: [{ index: 0, delta: {}, finish_reason: choice["finish_reason"] ?? "stop" }],
      ...(usage === undefined ? {} : { usage }),
    },
  ];
}

function parse(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
  } catch {
    // Whoever reads the body will say that it is no JSON.
    return undefined;
  }
}
