import { describe, expect, it } from "vitest";
import type { JsonObject, ModelCall, ModelEvent } from "@ai-orchestrator/contract";
import { connectionFor } from "../client/connection-for.ts";
import { streamCall } from "../client/stream-call.ts";
import { SUBJECTS, callOf, joined, only, recorded, subjectDeps, type Subject } from "./subjects.ts";

/** The response that a recorded stream of the Responses interface tells of. */
async function wholeOf(subject: Subject, file: string): Promise<JsonObject> {
  const events = (await recorded(subject, file))
    .toString()
    .split("\n")
    .flatMap((line) => (/^data: ?\{/.test(line) ? [JSON.parse(line.slice(5)) as JsonObject] : []));
  const output = events.flatMap(({ type, item }) => (type === "response.output_item.done" ? [item ?? null] : []));
  const last = events.find(({ type }) => type === "response.completed");
  return { ...(last?.["response"] as JsonObject), object: "response", output };
}

async function eventsFrom(
  subject: Subject,
  response: Response,
  more: Partial<ModelCall>,
): Promise<readonly ModelEvent[]> {
  const answer: typeof fetch = async () => response;
  const connection = await connectionFor(
    subject.provider,
    subjectDeps(subject, "http://127.0.0.1:9", { fetch: answer }),
  );
  return await Array.fromAsync(streamCall(connection, callOf(subject, more), { signal: new AbortController().signal }));
}

const meaningOf = (events: readonly ModelEvent[]): unknown => ({
  text: joined(events, "text-delta"),
  thoughts: joined(events, "reasoning-delta"),
  calls: events.filter((event) => event.type === "tool-call"),
  sources: events.filter((event) => event.type === "source"),
  end: { ...only(events, "finish"), providerMetadata: undefined },
});

describe.each(SUBJECTS.filter(({ name }) => name === "openai" || name === "xai"))(
  "a whole response of $name",
  (subject) => {
    it.each(["text", "reasoning", "tools", "web-search", "everything"])(
      "means what its stream means: %s",
      async (file) => {
        const stream = new Response(new Uint8Array(await recorded(subject, file)), {
          headers: { "content-type": "text/event-stream" },
        });
        const whole = Response.json(await wholeOf(subject, file));
        const said = meaningOf(await eventsFrom(subject, whole, { whole: true }));
        expect(said).toEqual(meaningOf(await eventsFrom(subject, stream, {})));
      },
    );

    it("is read the same where pieces are told of by their item's id alone", async () => {
      const text = (await recorded(subject, "everything")).toString();
      const byId = text.replace(
        /^data:.*"type": ?"response\.(?!output_item)[a-z_.]+\.(delta|added|done)".*$/gm,
        (line) => line.replace(/"output_index": ?\d+,?/, "").replace(/,\}/, "}"),
      );
      expect(byId).not.toBe(text);
      const read = async (stream: string): Promise<unknown> =>
        meaningOf(
          await eventsFrom(subject, new Response(stream, { headers: { "content-type": "text/event-stream" } }), {}),
        );
      expect(await read(byId)).toEqual(await read(text));
    });

    it("has the log probabilities of its text", async () => {
      const logprobs = [{ token: "Hi", logprob: -0.1 }];
      const output = [{ type: "message", id: "m", content: [{ type: "output_text", text: "Hi", logprobs }] }];
      const whole = Response.json({ object: "response", id: "r", status: "completed", output });
      const events = await eventsFrom(subject, whole, { whole: true, logprobs: true });
      expect(only(events, "text-delta")).toMatchObject({ text: "Hi", logprobs });
    });
  },
);
