import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { STREAM, WHOLE, startFaultyUpstream, type FaultyUpstream } from "./faulty-upstream.ts";
import { openRelayGateway, type RelayGateway } from "./open-relay-gateway.ts";

let upstream: FaultyUpstream;
let relay: RelayGateway;
beforeAll(async () => {
  upstream = await startFaultyUpstream();
  relay = await openRelayGateway([upstream.url]);
});
afterAll(async () => {
  await relay[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

interface Piece {
  readonly error?: object;
  readonly choices: readonly {
    readonly delta: { readonly content?: string; readonly tool_calls?: readonly { readonly index: number }[] };
    readonly finish_reason: string | null;
  }[];
}

/** Has the upstream answer with these bytes, a few at a time. */
function answersWith(body: string, type: string | undefined): void {
  upstream.set((response) => {
    response.writeHead(200, type === undefined ? {} : { "content-type": type });
    const bytes = Buffer.from(body);
    for (let at = 0; at < bytes.length; at += 41) response.write(bytes.subarray(at, at + 41));
    response.end();
  });
}

async function ask(): Promise<{
  readonly response: Response;
  readonly pieces: readonly Piece[];
  readonly text: string;
}> {
  const response = await fetch(`${relay.gateway.url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${relay.token}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "m", messages: [{ role: "user", content: "hi" }], stream: true }),
  });
  const text = await response.text();
  if (response.status !== 200) return { response, text, pieces: [] };
  const events = text.split(/\r?\n\r?\n/).filter((event) => event !== "" && !event.startsWith(":"));
  const pieces = events
    .filter((event) => !/^data: ?\[DONE\]$/.test(event))
    .map((event) => JSON.parse(event.replace(/^data: ?/, "")) as Piece);
  return { response, text, pieces };
}

const said = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => piece.choices[0]?.delta.content ?? "").join("");
const lines = STREAM.slice(0, -1).map((event) => event.slice("data: ".length).trim());

const BODIES: Readonly<Record<string, string>> = {
  events: STREAM.join(""),
  "events with CRLF, no blank after the colon and a comment first": `: hi\r\n\r\n${STREAM.join("").replaceAll("\n", "\r\n").replaceAll("data: ", "data:")}`,
  "events after a byte order mark": `\uFEFF${STREAM.join("")}`,
  "lines of JSON": lines.map((line) => `${line}\n`).join(""),
  "lines of JSON without an end of the last line": lines.join("\r\n\r\n"),
  "a whole answer": WHOLE,
  "a whole answer over several lines": `\n${JSON.stringify(JSON.parse(WHOLE), null, 2)}\n`,
};

describe.each(["text/plain; charset=utf-8", undefined, "application/x-ndjson", "application/octet-stream"])(
  "a relayed stream that calls itself %s",
  (type) => {
    it.each(Object.keys(BODIES))("goes on as events where it is %s", async (name) => {
      answersWith(BODIES[name] ?? "", type);
      const { response, pieces, text } = await ask();
      expect(response.status, text).toBe(200);
      expect(response.headers.get("content-type")).toContain("text/event-stream");
      expect(said(pieces)).toBe("Grüße, Welt.");
      expect(pieces.map((piece) => piece.choices[0]?.finish_reason).filter((reason) => reason !== null)).toEqual([
        "stop",
      ]);
      expect(text.trimEnd().endsWith("[DONE]")).toBe(true);
      expect(relay.ended.at(-1)?.error).toBeUndefined();
    });

    it.each([
      ["plain words", "Service unavailable"],
      ["an error", JSON.stringify({ error: { message: "inside", type: "server_error" } })],
      ["an error over several lines", JSON.stringify({ error: { message: "inside", type: "server_error" } }, null, 2)],
      ["a page", "<html>hello</html>"],
      ["another thing's JSON", '{"hello":"world"}'],
      ["nothing", ""],
    ])("is refused where it is %s", async (_name, body) => {
      answersWith(body, type);
      const { response, text } = await ask();
      expect(response.status, text).toBeGreaterThanOrEqual(500);
      if (body.includes("inside")) expect(text).toContain("inside");
    });

    it("ends with one error event where its lines break off", async () => {
      answersWith(`${lines.slice(0, 2).join("\n")}\n{"id":"c","cho`, type);
      const { response, text } = await ask();
      expect(response.status).toBe(200);
      expect(text).toContain("Grüße, ");
      expect(text.match(/"error"/g)).toHaveLength(1);
      expect(text).not.toContain("[DONE]");
    });
  },
);

it("a whole answer in place of a stream is said as one, its calls, refusal and usage included", async () => {
  const call = { id: "call_1", type: "function", function: { name: "f", arguments: "{}" } };
  const whole = JSON.parse(WHOLE) as { choices: object[] };
  const message = { role: "assistant", content: null, tool_calls: [call, { ...call, id: "call_2" }] };
  whole.choices = [{ index: 0, message, finish_reason: "tool_calls" }];
  answersWith(JSON.stringify(whole), "application/json");
  const { pieces, text } = await ask();
  const [choice] = pieces.flatMap((piece) => piece.choices);
  expect(choice).toMatchObject({
    delta: {
      tool_calls: [
        { ...call, index: 0 },
        { id: "call_2", index: 1 },
      ],
    },
    finish_reason: "tool_calls",
  });
  expect(text.trimEnd().endsWith("data: [DONE]")).toBe(true);
  expect(relay.ended.at(-1)).toMatchObject({ usage: { inputTokens: 3, outputTokens: 4 } });
});
