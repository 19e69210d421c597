import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OrchestratorError } from "@ai-orchestrator/contract";
import { FAULT_CASES } from "./fault-cases.ts";
import { sendBody, startReplayServer, type ReplayServer } from "./replay-server.ts";
import { SUBJECTS, TEST_KEY, callOf, clientOf, eventsOf } from "./subjects.ts";

let server: ReplayServer;
beforeAll(async () => {
  server = await startReplayServer();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const RETRYABLE = new Set(["rate_limited", "overloaded", "timeout", "network", "server", "bad_response"]);

describe.each(SUBJECTS.map((subject) => ({ subject, title: `${subject.provider} (${subject.name})` })))(
  "$title",
  ({ subject }) => {
    const failure = async (): Promise<OrchestratorError> => {
      const client = await clientOf(subject, server.origin);
      const thrown: unknown = await eventsOf(client, callOf(subject)).catch((error: unknown) => error);
      if (!(thrown instanceof OrchestratorError))
        throw new Error(`expected an OrchestratorError, got ${String(thrown)}`);
      return thrown;
    };

    it.each(FAULT_CASES.filter((fault) => fault.dialect === subject.dialect))(
      "$status $title -> $code",
      async (fault) => {
        server.respond = sendBody(fault.status, fault.body, { "x-request-id": "req-42", ...fault.headers });
        const error = await failure();
        expect(error.code).toBe(fault.code);
        expect(error.status).toBe(fault.status);
        expect(error.retryAfterMs).toBe(fault.retryAfterMs);
        expect(error.retryable).toBe(RETRYABLE.has(fault.code));
        expect(error.provider).toBe(subject.provider);
        expect(error.model).toBe(`${subject.name}-model`);
        expect(error.requestId).toBe(fault.dialect === "anthropic" ? "req_body" : "req-42");
        expect(error.suggestion).toBeTruthy();
        expect(error.message).not.toContain("\n");
      },
    );

    it("shows the provider's own words, without the key", async () => {
      server.respond = sendBody(400, {
        error: { message: `Bad value\n in header Bearer ${TEST_KEY}.`, type: "invalid_request_error" },
      });
      const error = await failure();
      expect(error.message).toContain("Bad value in header");
      expect(JSON.stringify(error)).not.toContain(TEST_KEY);
    });

    it.each([301, 302, 307, 308])("does not follow a %i with the key", async (status) => {
      const before = server.seen.length;
      server.respond = (request, response) => {
        if (request.url.includes("stolen")) response.writeHead(200).end("{}");
        else response.writeHead(status, { location: `${server.origin}/stolen` }).end();
      };
      const error = await failure();
      expect(error).toMatchObject({ code: "bad_response", retryable: false, status });
      expect(error.message).toContain("redirect");
      expect(server.seen.slice(before).filter((request) => request.url.includes("stolen"))).toHaveLength(0);
    });

    it("guesses that a missing path means a wrong base URL", async () => {
      server.respond = sendBody(404, "<html>Not Found</html>");
      expect(await failure()).toMatchObject({
        code: "not_found",
        suggestion: expect.stringContaining("base URL") as string,
      });
      server.respond = sendBody(404, {
        error: { message: "The model x does not exist", type: "invalid_request_error" },
      });
      expect((await failure()).suggestion).not.toContain("base URL");
    });

    it("says what an empty refusal was", async () => {
      server.respond = sendBody(500, "");
      expect(await failure()).toMatchObject({ code: "server", status: 500 });
    });
  },
);
