import { readdir } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OrchestratorError, type ModelCall, type ModelEvent, type ModelStream } from "@ai-orchestrator/contract";
import { FAULT_CASES } from "./fault-cases.ts";
import {
  sendBody,
  sendStream,
  startReplayServer,
  type ReplayServer,
  type Responder,
  type SeenRequest,
} from "./replay-server.ts";
import { SUBJECTS, TEST_KEY, callOf, clientOf, joined, recorded, type Subject } from "./subjects.ts";

let server: ReplayServer;
beforeAll(async () => {
  server = await startReplayServer();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

type Outcome = { readonly events: readonly ModelEvent[] } | { readonly error: object };

async function outcomeOf(read: Promise<readonly ModelEvent[]>): Promise<Outcome> {
  try {
    return { events: await read };
  } catch (thrown) {
    if (!(thrown instanceof OrchestratorError)) throw thrown;
    expect(JSON.stringify(thrown)).not.toContain(TEST_KEY);
    return { error: thrown.toJSON() };
  }
}

/** The call without tools: those have some providers always asked for a stream. */
function plainCall(subject: Subject, more: Partial<ModelCall> = {}): ModelCall {
  const { tools: _tools, ...call } = callOf(subject, more);
  return call;
}

async function streamOf(subject: Subject, call: ModelCall): Promise<ModelStream> {
  return (await clientOf(subject, server.origin)).stream(call, { signal: new AbortController().signal });
}

const whole = async (stream: ModelStream): Promise<readonly ModelEvent[]> =>
  (await stream.whole?.()) ?? expect.fail("nothing gives whole answers");

/** What a stream gives, as far as it gives anything, and what the whole call gives of the very same answer. */
async function bothWays(subject: Subject, call: ModelCall): Promise<readonly [Outcome, Outcome]> {
  return [
    await outcomeOf(Array.fromAsync(await streamOf(subject, call))),
    await outcomeOf(whole(await streamOf(subject, call))),
  ];
}

const message = (text: string): object => ({
  type: "message",
  id: "m",
  model: "claude",
  content: [{ type: "text", text }],
  stop_reason: "end_turn",
  usage: { input_tokens: 3, output_tokens: 4 },
});

const completion = (text: string): object => ({
  id: "c",
  model: "m",
  choices: [{ index: 0, message: { role: "assistant", content: text }, finish_reason: "stop" }],
  usage: { prompt_tokens: 3, completion_tokens: 4 },
});

const send =
  (body: string | Uint8Array, headers: Readonly<Record<string, string>>): Responder =>
  (_request, response) =>
    void response.writeHead(200, headers).end(body);
const JSON_TYPE = { "content-type": "application/json" };

/** What servers send that is no good answer. */
const ODD_ANSWERS: Readonly<Record<string, Responder>> = {
  nothing: sendBody(200, ""),
  "a web page": sendBody(200, "<html><title>Log in</title></html>"),
  "an error that says it is fine": sendBody(200, { error: { message: "Overloaded", type: "overloaded_error" } }),
  "half of an answer": send('{"id":"c","choices":[{"mess', JSON_TYPE),
  "words that are not UTF-8": send(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), JSON_TYPE),
  "a redirect": (_request, response) => void response.writeHead(307, { location: "/stolen" }).end(),
  "an empty refusal": sendBody(500, ""),
  "a refusal with the key in it": sendBody(400, { error: { message: `Bad key ${TEST_KEY}` } }),
  "a missing path": sendBody(404, "<html>Not Found</html>"),
  "a refusal that breaks off": (_request, response, socket) => {
    response.writeHead(401, { "content-type": "application/json", "content-length": "1000" });
    response.write('{"error":{"message":"Bad k', () => setImmediate(() => socket.destroy()));
  },
  "no answer": (_request, _response, socket) => void socket.destroy(),
};

describe.each(SUBJECTS.map((subject) => ({ subject, title: `${subject.provider} (${subject.name})` })))(
  "$title",
  ({ subject }) => {
    it("a stream in place of a whole answer gives the same events, or the same error", async () => {
      const files = await readdir(new URL(`../../fixtures/${subject.name}/`, import.meta.url));
      for (const file of files) {
        server.respond = sendStream(await recorded(subject, file.replace(/\.sse$/, "")));
        for (const call of [callOf(subject), plainCall(subject)]) {
          const [streamed, asked] = await bothWays(subject, call);
          expect({ file, ...asked }).toEqual({ file, ...streamed });
        }
      }
    });

    it("a stream that ends early is an error", async () => {
      const bytes = await recorded(subject, "text");
      server.respond = sendStream(bytes.subarray(0, Math.floor(bytes.length / 2)));
      const [streamed, asked] = await bothWays(subject, plainCall(subject));
      expect(asked).toEqual(streamed);
      expect(asked).toHaveProperty("error");
    });

    it.each(Object.entries(ODD_ANSWERS))("%s is what it is for a stream", async (_title, respond) => {
      server.respond = respond;
      const [streamed, asked] = await bothWays(subject, plainCall(subject));
      expect(asked).toEqual(streamed);
      expect(asked).toHaveProperty("error");
    });

    it("every refusal is what it is for a stream", async () => {
      for (const fault of FAULT_CASES.filter(({ dialect }) => dialect === subject.dialect)) {
        server.respond = sendBody(fault.status, fault.body, { "x-request-id": "req-42", ...fault.headers });
        const [streamed, asked] = await bothWays(subject, plainCall(subject));
        expect({ title: fault.title, ...asked }).toEqual({ title: fault.title, ...streamed });
      }
    });
  },
);

describe.each([
  { name: "anthropic", body: message("Grüße") },
  { name: "openai-compatible", body: completion("Grüße") },
])("a whole answer of $name", ({ name, body }) => {
  const subject = SUBJECTS.find((one) => one.name === name) ?? expect.fail("no such subject");
  const text = JSON.stringify(body);

  it.each([
    ["in JSON", send(text, JSON_TYPE)],
    ["without a type", send(text, {})],
    ["compressed", send(gzipSync(text), { ...JSON_TYPE, "content-encoding": "gzip" })],
    [
      "in pieces",
      (_request, response) => {
        response.writeHead(200, JSON_TYPE);
        response.write(text.slice(0, 40), () => response.end(text.slice(40)));
      },
    ],
  ] satisfies [string, Responder][])("%s: one request, all events, `finish` last", async (_title, respond) => {
    server.respond = respond;
    server.seen.length = 0;
    const events = await whole(await streamOf(subject, plainCall(subject)));
    expect(joined(events, "text-delta")).toBe("Grüße");
    expect(events[0]?.type).toBe("response-start");
    expect(events.at(-1)).toMatchObject({ type: "finish", reason: "stop", usage: { inputTokens: 3, outputTokens: 4 } });
    expect(server.seen.map((request) => (JSON.parse(request.body) as { stream?: boolean }).stream ?? false)).toEqual([
      false,
    ]);
  });

  it("is given up with its signal, whose reason it ends with, and its connection closes", async () => {
    const asked = Promise.withResolvers<SeenRequest>();
    server.respond = (request) => asked.resolve(request);
    const calling = new AbortController();
    const stream = (await clientOf(subject, server.origin)).stream(plainCall(subject), { signal: calling.signal });
    const outcome = outcomeOf(whole(stream));
    const { closed } = await asked.promise;
    calling.abort();
    expect(await outcome).toMatchObject({ error: { code: "cancelled" } });
    await closed;
  });

  it("that never comes is a timeout, and its connection closes", async () => {
    const asked = Promise.withResolvers<SeenRequest>();
    server.respond = (request) => asked.resolve(request);
    const client = await clientOf(subject, server.origin, { timeouts: { headersMs: 20, idleMs: 20 } });
    const outcome = outcomeOf(whole(client.stream(plainCall(subject), { signal: new AbortController().signal })));
    const { closed } = await asked.promise;
    expect(await outcome).toMatchObject({ error: { code: "timeout" } });
    await closed;
  });

  it("is not asked for where the call was given up before", async () => {
    server.seen.length = 0;
    const client = await clientOf(subject, server.origin);
    const stream = client.stream(plainCall(subject), { signal: AbortSignal.abort() });
    expect(await outcomeOf(whole(stream))).toMatchObject({ error: { code: "cancelled" } });
    expect(server.seen).toHaveLength(0);
  });
});
