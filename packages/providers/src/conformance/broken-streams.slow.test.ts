import { createServer } from "node:net";
import { once } from "node:events";
import { inspect } from "node:util";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OrchestratorError, type ModelEvent } from "@ai-orchestrator/contract";
import { sendBody, sendStream, startReplayServer, type ReplayServer } from "./replay-server.ts";
import {
  SUBJECTS,
  callOf,
  clientOf,
  eventsOf,
  joined,
  recorded,
  type Subject,
  type SubjectOptions,
} from "./subjects.ts";

let server: ReplayServer;
beforeAll(async () => {
  server = await startReplayServer();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

/** What came before the failure, and the failure. */
async function attempt(
  subject: Subject,
  origin: string,
  options: SubjectOptions & { readonly signal?: AbortSignal } = {},
): Promise<{ readonly events: readonly ModelEvent[]; readonly error: OrchestratorError }> {
  const client = await clientOf(subject, origin, options);
  const events: ModelEvent[] = [];
  try {
    for await (const event of client.stream(callOf(subject), {
      signal: options.signal ?? new AbortController().signal,
    }))
      events.push(event);
  } catch (thrown) {
    if (thrown instanceof OrchestratorError) return { events, error: thrown };
    throw thrown;
  }
  throw new Error(`expected a failure, got ${events.map((event) => event.type).join()}`);
}

/** The bytes up to and including the event that holds the second piece of the answer. */
async function beginning(subject: Subject): Promise<Buffer> {
  const bytes = await recorded(subject, "text");
  const at = bytes.indexOf("👋");
  return bytes.subarray(0, bytes.indexOf("\n\n", at) + 2);
}

describe.each(SUBJECTS.map((subject) => ({ subject, title: `${subject.provider} (${subject.name})` })))(
  "$title",
  ({ subject }) => {
    it("nothing listens: network", async () => {
      const spare = createServer().listen(0, "127.0.0.1");
      await once(spare, "listening");
      const { port } = spare.address() as AddressInfo;
      spare.close();
      await once(spare, "close");
      const { error } = await attempt(subject, `http://127.0.0.1:${port}`);
      expect(error).toMatchObject({ code: "network", retryable: true });
      expect(error.message).toContain("127.0.0.1");
    });

    it("reset before the headers: network", async () => {
      server.respond = (_request, _response, socket) => void socket.resetAndDestroy();
      expect((await attempt(subject, server.origin)).error).toMatchObject({ code: "network" });
    });

    it("reset in the middle of the headers: network", async () => {
      server.respond = (_request, _response, socket) =>
        void socket.write("HTTP/1.1 200 OK\r\ncontent-ty", () => socket.resetAndDestroy());
      expect((await attempt(subject, server.origin)).error).toMatchObject({ code: "network" });
    });

    it("reset in the middle of the answer: what came stays, then network", async () => {
      const bytes = await beginning(subject);
      server.respond = (_request, response, socket) => {
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.write(bytes, () => setTimeout(() => socket.resetAndDestroy(), 20));
      };
      const { events, error } = await attempt(subject, server.origin);
      expect(error).toMatchObject({ code: "network" });
      expect(joined(events, "text-delta").startsWith("Grüße")).toBe(true);
    });

    it("clean end without a finish: bad_response", async () => {
      server.respond = sendStream(await beginning(subject));
      const { events, error } = await attempt(subject, server.origin);
      expect(error).toMatchObject({ code: "bad_response", retryable: true });
      expect(events.some((event) => event.type === "finish")).toBe(false);
    });

    it.each([
      ["an empty body", ""],
      ["only a comment", ": keep-alive\n\n"],
      ["a web page", "<!doctype html><title>Login</title>"],
      ["broken JSON", 'data: {"id": \n\n'],
      ["something else", 'data: {"hello": 1}\n\n'],
      ["a plain JSON object", '{"hello": 1}'],
    ])("200 with %s: bad_response", async (_title, body) => {
      server.respond = sendStream(body);
      expect((await attempt(subject, server.origin)).error).toMatchObject({ code: "bad_response" });
    });

    it("no error shows the question, not even its cause", async () => {
      server.respond = sendStream('data: {"hello": 1}\n\n');
      const { error } = await attempt(subject, server.origin);
      expect(inspect(error, { depth: 10 })).not.toContain("Hello there");
    });

    it("bytes that are not UTF-8: bad_response", async () => {
      const bytes = Buffer.from(await recorded(subject, "text"));
      bytes[bytes.indexOf("ü")] = 0xff;
      server.respond = sendStream(bytes);
      expect((await attempt(subject, server.origin)).error).toMatchObject({ code: "bad_response" });
    });

    it("an error in place of a stream, with status 200: its own code", async () => {
      server.respond = sendBody(200, {
        error: { message: "Rate limit reached", type: "rate_limit_error", code: "rate_limit_exceeded" },
      });
      expect((await attempt(subject, server.origin)).error).toMatchObject({ code: "rate_limited" });
    });

    it("an error inside the stream: its own code", async () => {
      server.respond = sendStream(await recorded(subject, "error-in-stream"));
      const { events, error } = await attempt(subject, server.origin);
      expect(["overloaded", "rate_limited", "server"]).toContain(error.code);
      expect(events.some((event) => event.type === "finish")).toBe(false);
    });

    it("silence before the headers: timeout", async () => {
      server.respond = () => undefined;
      const { error } = await attempt(subject, server.origin, { timeouts: { headersMs: 40 } });
      expect(error).toMatchObject({ code: "timeout", retryable: true });
    });

    it("silence in the middle: timeout, and the connection is closed", async () => {
      const bytes = await beginning(subject);
      server.respond = (_request, response) => {
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.write(bytes);
      };
      const { error } = await attempt(subject, server.origin, { timeouts: { idleMs: 60 } });
      expect(error).toMatchObject({ code: "timeout" });
      await server.seen.at(-1)!.closed;
    });

    it("cancelled before it starts: nothing is sent", async () => {
      const before = server.seen.length;
      const { error } = await attempt(subject, server.origin, { signal: AbortSignal.abort() });
      expect(error.code).toBe("cancelled");
      expect(server.seen).toHaveLength(before);
    });

    it("cancelled while waiting for headers: the server sees it", async () => {
      const controller = new AbortController();
      server.respond = () => controller.abort();
      const { error } = await attempt(subject, server.origin, { signal: controller.signal });
      expect(error).toMatchObject({ code: "cancelled", retryable: false });
      await server.seen.at(-1)!.closed;
    });

    it("cancelled in the middle: the server sees it", async () => {
      const bytes = await beginning(subject);
      server.respond = (_request, response) => {
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.write(bytes);
      };
      const controller = new AbortController();
      const client = await clientOf(subject, server.origin);
      const run = async (): Promise<void> => {
        for await (const event of client.stream(callOf(subject), { signal: controller.signal })) {
          if (event.type === "text-delta") controller.abort();
        }
      };
      await expect(run()).rejects.toMatchObject({ code: "cancelled" });
      await server.seen.at(-1)!.closed;
    });

    it("the listener leaves: the server sees it", async () => {
      const bytes = await beginning(subject);
      server.respond = (_request, response) => {
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.write(bytes);
      };
      const client = await clientOf(subject, server.origin);
      let seen = 0;
      for await (const event of client.stream(callOf(subject), { signal: new AbortController().signal })) {
        seen += 1;
        if (event.type === "text-delta") break;
      }
      await server.seen.at(-1)!.closed;
      expect(seen).toBeGreaterThan(1);
    });

    it("a reason of the caller's own passes through", async () => {
      const reason = new OrchestratorError("timeout", "The turn took too long.");
      server.respond = () => undefined;
      const controller = new AbortController();
      setTimeout(() => controller.abort(reason), 20);
      expect((await attempt(subject, server.origin, { signal: controller.signal })).error).toBe(reason);
    });

    it("still works afterwards", async () => {
      server.respond = sendStream(await recorded(subject, "text"));
      const events = await eventsOf(await clientOf(subject, server.origin), callOf(subject));
      expect(joined(events, "text-delta")).toContain("Done.");
    });
  },
);
