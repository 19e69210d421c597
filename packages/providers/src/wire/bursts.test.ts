import { expect, it } from "vitest";
import type { ModelEvent } from "@ai-orchestrator/contract";
import { SUBJECTS, callOf } from "../conformance/subjects.ts";
import { createProviderClient } from "../create-provider-client.ts";
import type { HttpAnswer } from "../http/http-answer.ts";

const subject = SUBJECTS.find(({ name }) => name === "moonshot") ?? SUBJECTS[0]!;

const chunk = (delta: object, finish: string | null = null): Uint8Array =>
  new TextEncoder().encode(`data: ${JSON.stringify({ id: "c", choices: [{ delta, finish_reason: finish }] })}\n\n`);

/** An answer whose pieces come when the test says so. */
function answerOf(): HttpAnswer & { arrive(...pieces: (Uint8Array | Error | undefined)[]): void } {
  const arrived: (Uint8Array | Error | undefined)[] = [];
  let wake = (): void => undefined;
  return {
    status: 200,
    headers: {
      get: (name) => (name === "content-type" ? "text/event-stream" : null),
      entries: () => [["content-type", "text/event-stream"]],
    },
    body: {
      isReady: () => arrived.length > 0,
      async read() {
        if (arrived.length === 0) await new Promise<void>((resolve) => (wake = resolve));
        const piece = arrived.shift();
        if (piece instanceof Error) throw piece;
        return piece;
      },
      cancel: async () => undefined,
    },
    arrive(...pieces) {
      arrived.push(...pieces);
      wake();
    },
  };
}

interface Asked {
  readonly answer: ReturnType<typeof answerOf>;
  /** The next events; none once they are over. Rejects with what the call failed with. */
  readonly next: () => Promise<readonly ModelEvent[]>;
}

async function ask(): Promise<Asked> {
  const answer = answerOf();
  const client = await createProviderClient(subject.provider, {
    fetch,
    send: async () => answer,
    credential: async () => "sk-test",
    settings: () => ({ baseUrl: "https://api.test/v1" }),
    env: {},
    now: () => 0,
  });
  const signal = new AbortController().signal;
  const batches = client.stream(callOf(subject, { tools: [] }), { signal }).batches?.();
  if (batches === undefined) throw new Error("no batches");
  return { answer, next: async () => (await batches.next()).value ?? [] };
}

function textOf(events: readonly ModelEvent[]): readonly string[] {
  return events.flatMap((event) => (event.type === "text-delta" ? [event.text] : []));
}

it("gives the first content at once, and what has come by then with it; nothing is lost or out of order", async () => {
  const { answer, next } = await ask();
  answer.arrive(chunk({ role: "assistant", content: "" }), chunk({ content: "one" }));
  expect(textOf(await next())).toEqual(["one"]);
  answer.arrive(chunk({ content: "two" }), chunk({ content: "three" }));
  expect(textOf(await next())).toEqual(["two", "three"]);
  answer.arrive(chunk({ content: "four" }), chunk({}, "stop"), undefined);
  const last = await next();
  expect([textOf(last), last.at(-1)?.type]).toEqual([["four"], "finish"]);
  expect(await next()).toEqual([]);
});

it("gives what came before the connection broke", async () => {
  const { answer, next } = await ask();
  answer.arrive(chunk({ content: "one" }));
  expect(textOf(await next())).toEqual(["one"]);
  answer.arrive(chunk({ content: "two" }), new Error("reset"));
  expect(textOf(await next())).toEqual(["two"]);
  await expect(next()).rejects.toMatchObject({ code: "network" });
});
