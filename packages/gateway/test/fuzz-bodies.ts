/** A generator of numbers in [0, 1) from a seed (mulberry32): the same bodies every run. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const ODD: readonly Json[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  -1e308,
  9_007_199_254_740_991,
  "",
  "x",
  "\u0000",
  "\ud800",
  "__proto__",
  [],
  {},
  [null],
  [[]],
  { type: "text" },
  { type: 7 },
  "data:image/png;base64,",
  "data:;base64,!!!",
  "http://",
  "javascript:1",
  "y".repeat(5_000),
];

/** Bodies that are right, by path: what is broken starts from one of them. */
export const BODIES: Readonly<Record<string, Json>> = {
  "/v1/chat/completions": {
    model: "auto",
    stream: false,
    n: 1,
    messages: [
      { role: "system", content: "s" },
      {
        role: "user",
        content: [
          { type: "text", text: "t" },
          { type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } },
          { type: "input_audio", input_audio: { format: "wav", data: "AAAA" } },
          { type: "file", file: { file_data: "data:application/pdf;base64,AAAA", filename: "f" } },
        ],
      },
      {
        role: "assistant",
        content: null,
        reasoning_details: [{ type: "reasoning.text", text: "t", signature: "aio1.e30", index: 0 }],
        tool_calls: [
          {
            id: "c",
            type: "function",
            function: { name: "f", arguments: "{}" },
            extra_content: { google: { thought_signature: "s" }, aio: "aio1.e30" },
          },
          { id: "d", type: "custom", custom: { name: "g", input: "i" } },
        ],
      },
      { role: "tool", tool_call_id: "c", content: "r" },
    ],
    tools: [
      { type: "function", function: { name: "f", description: "d", parameters: { type: "object" }, strict: true } },
      {
        type: "custom",
        custom: { name: "g", format: { type: "grammar", grammar: { syntax: "lark", definition: "start: x" } } },
      },
    ],
    tool_choice: {
      type: "allowed_tools",
      allowed_tools: { mode: "auto", tools: [{ type: "function", function: { name: "f" } }] },
    },
    response_format: { type: "json_schema", json_schema: { name: "n", schema: { type: "object" } } },
    stop: ["x"],
    temperature: 1,
    top_logprobs: 2,
    logprobs: true,
    stream_options: { include_usage: true },
    reasoning_effort: "low",
    aio: { decision: true, hedge: true, continueAfterPartial: false },
  },
  "/v1/messages": {
    model: "auto",
    max_tokens: 10,
    system: [{ type: "text", text: "s", cache_control: { type: "ephemeral" } }],
    messages: [
      {
        role: "user",
        content: [
          { type: "text", text: "t" },
          { type: "image", source: { type: "base64", media_type: "image/png", data: "AAAA" } },
          { type: "document", source: { type: "text", data: "d" }, title: "t" },
        ],
      },
      {
        role: "assistant",
        content: [
          { type: "thinking", thinking: "t", signature: "s" },
          { type: "redacted_thinking", data: "d" },
          { type: "tool_use", id: "c", name: "f", input: {} },
        ],
      },
      {
        role: "user",
        content: [{ type: "tool_result", tool_use_id: "c", content: [{ type: "text", text: "r" }], is_error: true }],
      },
    ],
    tools: [
      { name: "f", input_schema: { type: "object" } },
      { type: "web_search_20250305", name: "web_search" },
    ],
    tool_choice: { type: "tool", name: "f", disable_parallel_tool_use: true },
    thinking: { type: "enabled", budget_tokens: 1024 },
    stop_sequences: ["x"],
    stream: true,
  },
  "/v1/responses": {
    model: "auto",
    instructions: "i",
    input: [
      {
        role: "user",
        content: [
          { type: "input_text", text: "t" },
          { type: "input_image", image_url: "data:image/png;base64,AAAA" },
          { type: "input_file", file_data: "data:application/pdf;base64,AAAA" },
        ],
      },
      { type: "reasoning", id: "r", summary: [{ type: "summary_text", text: "s" }], encrypted_content: "aio1.e30" },
      { type: "function_call", call_id: "c", name: "f", arguments: "{}" },
      { type: "function_call_output", call_id: "c", output: "o" },
      { type: "custom_tool_call", call_id: "d", name: "g", input: "i" },
      { type: "custom_tool_call_output", call_id: "d", output: [{ type: "input_text", text: "o" }] },
      { type: "compaction", encrypted_content: "e" },
      { type: "message", role: "assistant", content: [{ type: "output_text", text: "t", annotations: [] }] },
    ],
    tools: [
      { type: "function", name: "f", parameters: { type: "object" }, strict: false },
      { type: "custom", name: "g", format: { type: "grammar", syntax: "regex", definition: "x" } },
      { type: "namespace", name: "s", tools: [{ type: "function", name: "h" }] },
      { type: "tool_search", execution: "client", parameters: { type: "object" } },
    ],
    tool_choice: { type: "allowed_tools", mode: "required", tools: [{ type: "custom", name: "g" }] },
    text: { format: { type: "json_schema", name: "n", schema: { type: "object" } } },
    reasoning: { effort: "low", summary: "auto" },
    include: ["reasoning.encrypted_content"],
    stream: true,
  },
  "/v1beta/models/auto:generateContent": {
    contents: [
      {
        role: "user",
        parts: [
          { text: "t" },
          { inlineData: { mimeType: "image/png", data: "AAAA" } },
          { file_data: { mime_type: "image/png", file_uri: "https://x.test/y" } },
        ],
      },
      {
        role: "model",
        parts: [{ text: "t", thought: true, thoughtSignature: "s" }, { functionCall: { name: "f", args: {} } }],
      },
      { role: "user", parts: [{ functionResponse: { name: "f", response: {} } }] },
    ],
    systemInstruction: { parts: [{ text: "s" }] },
    tools: [
      {
        functionDeclarations: [
          { name: "f", parameters: { type: "OBJECT", properties: { a: { type: "STRING", nullable: true } } } },
        ],
      },
      { googleSearch: {} },
    ],
    toolConfig: { functionCallingConfig: { mode: "ANY", allowedFunctionNames: ["f"] } },
    generationConfig: {
      temperature: 1,
      candidateCount: 2,
      stopSequences: ["x"],
      responseMimeType: "application/json",
      responseSchema: { type: "OBJECT" },
      thinkingConfig: { thinkingBudget: 5, includeThoughts: true },
    },
  },
  "/v1/embeddings": { model: "m", input: ["a", "b"], encoding_format: "base64", dimensions: 3 },
  "/v1/images/generations": { prompt: "p", n: 1, size: "1024x1024", quality: "hd", seed: 3 },
  "/api/v1/turns": {
    prompt: "p",
    messages: [{ role: "user", parts: [{ type: "text", text: "t" }] }],
    policy: { localOnly: true },
    tools: [{ name: "f", inputSchema: {} }],
    stop: ["x"],
    temperature: 1,
  },
  "/api/v1/compare": { request: { prompt: "p" }, models: ["a", "b"] },
  "/api/v1/route": { request: { prompt: "p" } },
  "/api/v1/conversations": { title: "t", system: "s" },
  "/api/v1/purge": { id: "x" },
  "/api/v1/stored-turns/x/rating": { rating: "up" },
  "/api/v1/login": { code: "c" },
};

/** A body that is wrong somewhere, as bytes. */
export function brokenBody(good: Json, random: () => number): Buffer {
  const kind = random();
  const text = JSON.stringify(mutate(good, random));
  if (kind < 0.85) return Buffer.from(text);
  const bytes = Buffer.from(text);
  if (kind < 0.92) return bytes.subarray(0, Math.floor(random() * bytes.length));
  for (let n = 0; n < 4; n++) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
  return bytes;
}

/** One to three changes at random places: a value replaced, a field left out, doubled or added. */
function mutate(good: Json, random: () => number): Json {
  const copy = structuredClone(good);
  const times = 1 + Math.floor(random() * 3);
  for (let n = 0; n < times; n++) change(copy, random);
  return copy;
}

function change(value: Json, random: () => number): void {
  if (typeof value !== "object" || value === null) return;
  const holder = value as { [key: string]: Json };
  const keys = Object.keys(holder);
  const key = keys[Math.floor(random() * keys.length)];
  if (key === undefined) return;
  const inner = holder[key] as Json;
  if (random() < 0.6 && typeof inner === "object" && inner !== null) return change(inner, random);
  const choice = random();
  if (choice < 0.7) holder[key] = structuredClone(ODD[Math.floor(random() * ODD.length)] as Json);
  else if (choice < 0.85 && !Array.isArray(value)) delete holder[key];
  else if (Array.isArray(value)) value.push(structuredClone(inner));
  else holder[`${key}_x`] = structuredClone(inner);
}
