import { readdir } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { toOrchestratorError, type ModelEvent } from "@ai-orchestrator/contract";
import { connectionFor } from "../client/connection-for.ts";
import type { Connection } from "../client/connection.ts";
import { streamCall } from "../client/stream-call.ts";
import { SUBJECTS, callOf, joined, recorded, subjectDeps, type Subject } from "./subjects.ts";

/** The same provider, its answers read by the SDK's own model. */
function readBySdk(connection: Connection): Connection {
  const { adapter } = connection;
  const interfaces: typeof adapter.interfaces = (call, settings) => {
    const [first] = adapter.interfaces(call, settings);
    const { reader: _reader, ...way } = first;
    return [way];
  };
  return { ...connection, adapter: { ...adapter, interfaces } };
}

interface Outcome {
  readonly events: readonly ModelEvent[];
  readonly failure: string | undefined;
}

async function outcomeOf(connection: Connection, subject: Subject): Promise<Outcome> {
  const events: ModelEvent[] = [];
  try {
    for await (const event of streamCall(connection, callOf(subject), { signal: new AbortController().signal }))
      events.push(event);
  } catch (thrown) {
    return { events, failure: toOrchestratorError(thrown).code };
  }
  return { events, failure: undefined };
}

/** What an answer says, however it was cut into blocks and pieces. */
function meaningOf({ events, failure }: Outcome): unknown {
  const metadata = (kind: "text" | "reasoning"): readonly unknown[] =>
    events.flatMap((event) =>
      (event.type === "text-start" ||
        event.type === "text-end" ||
        event.type === "reasoning-start" ||
        event.type === "reasoning-end") &&
      event.type.startsWith(kind)
        ? [event.providerMetadata]
        : [],
    );
  const finish = events.find((event) => event.type === "finish");
  return {
    failure,
    text: joined(events, "text-delta"),
    thoughts: joined(events, "reasoning-delta"),
    sealed: metadata("reasoning"),
    // The SDK says Gemini's signatures of text with pieces, where nobody keeps them.
    marks: metadata("text").filter((one) => one !== undefined && !JSON.stringify(one).includes("thoughtSignature")),
    calls: events.filter((event) => event.type === "tool-call"),
    media: events.filter((event) => event.type === "image" || event.type === "file"),
    sources: events.filter((event) => event.type === "source"),
    end: finish === undefined ? undefined : { reason: finish.reason, usage: finish.usage },
  };
}

const NAMED = SUBJECTS.filter((subject, index) => SUBJECTS.findIndex((other) => other.name === subject.name) === index);
const files = await Promise.all(
  NAMED.map(async (subject) => {
    const found = await readdir(new URL(`../../fixtures/${subject.name}/`, import.meta.url));
    return found.map((file) => ({ subject, file: file.replace(/\.sse$/, ""), title: `${subject.name}: ${file}` }));
  }),
);

describe("our readers and the SDK's", () => {
  it.each(files.flat())("agree on $title", async ({ subject, file }) => {
    const bytes = new Uint8Array(await recorded(subject, file));
    const answer: typeof fetch = async () => new Response(bytes, { headers: { "content-type": "text/event-stream" } });
    const ours = await connectionFor(subject.provider, subjectDeps(subject, "http://127.0.0.1:9", { fetch: answer }));
    expect(meaningOf(await outcomeOf(ours, subject))).toEqual(meaningOf(await outcomeOf(readBySdk(ours), subject)));
  });
});
