import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startReplayServer, type ReplayServer } from "./replay-server.ts";
import { SUBJECTS, callOf, clientOf, eventsOf, joined, only } from "./subjects.ts";

const subject = SUBJECTS.find(({ name }) => name === "openai-compatible") ?? SUBJECTS[0]!;

let server: ReplayServer;
beforeAll(async () => {
  server = await startReplayServer();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const piece = (delta: object, finish: string | null = null): string =>
  JSON.stringify({ id: "c", object: "chat.completion.chunk", choices: [{ index: 0, delta, finish_reason: finish }] });
const PIECES = [
  piece({ role: "assistant", content: "" }),
  piece({ content: "Grüße, " }),
  piece({ content: "Welt." }),
  piece({}, "stop"),
];
const WHOLE = JSON.stringify({
  id: "c",
  choices: [{ index: 0, message: { role: "assistant", content: "Grüße, Welt." }, finish_reason: "stop" }],
});

const BODIES: Readonly<Record<string, string>> = {
  events: `${PIECES.map((one) => `data: ${one}\n\n`).join("")}data: [DONE]\n\n`,
  "events after a comment and a byte order mark": `\uFEFF: hello\n\n${PIECES.map((one) => `data:${one}\r\n\r\n`).join("")}`,
  "lines of JSON": PIECES.map((one) => `${one}\n`).join(""),
  "lines of JSON with blank ones, and no last end of a line": `\n${PIECES.join("\r\n\r\n")}`,
  "a whole answer": WHOLE,
  "a whole answer over several lines": JSON.stringify(JSON.parse(WHOLE), null, 2),
};

describe.each(["text/plain; charset=utf-8", undefined, "application/x-ndjson", "application/octet-stream"])(
  "a stream that calls itself %s",
  (type) => {
    it.each(Object.keys(BODIES))("is read where it is %s", async (name) => {
      server.respond = async (_request, response) => {
        response.writeHead(200, type === undefined ? {} : { "content-type": type });
        // Cut where it hurts: within lines, words and characters.
        const bytes = Buffer.from(BODIES[name] ?? "");
        for (let at = 0; at < bytes.length; at += 37) {
          response.write(bytes.subarray(at, at + 37));
          await new Promise((resolve) => setImmediate(resolve));
        }
        response.end();
      };
      const events = await eventsOf(await clientOf(subject, server.origin), callOf(subject));
      expect(joined(events, "text-delta")).toBe("Grüße, Welt.");
      expect(only(events, "finish")).toMatchObject({ reason: "stop" });
    });

    it.each([
      ["plain words", "Service unavailable", "bad_response"],
      ["an error", JSON.stringify({ error: { message: "inside", type: "server_error" } }), "server"],
      ["a page", "<html>hello</html>", "bad_response"],
      ["lines of JSON that break off", `${PIECES[0]}\n${PIECES[1]}\n{"id":"c","cho`, "bad_response"],
      ["lines of JSON without an end", `${PIECES[0]}\n${PIECES[1]}\n`, "bad_response"],
    ])("is refused where it is %s", async (_name, body, code) => {
      server.respond = (_request, response) =>
        void response.writeHead(200, type === undefined ? {} : { "content-type": type }).end(body);
      await expect(eventsOf(await clientOf(subject, server.origin), callOf(subject))).rejects.toMatchObject({ code });
    });
  },
);
