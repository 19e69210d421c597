import { describe, expect, it } from "vitest";
import type { ModelEvent } from "@ai-orchestrator/contract";
import { connectionFor } from "../client/connection-for.ts";
import { streamCall } from "../client/stream-call.ts";
import { SUBJECTS, callOf, recorded, subjectDeps, type Subject } from "./subjects.ts";

async function callsIn(subject: Subject, text: string): Promise<readonly ModelEvent[]> {
  const answer: typeof fetch = async () => new Response(text, { headers: { "content-type": "text/event-stream" } });
  const deps = subjectDeps(subject, "http://127.0.0.1:9", { fetch: answer });
  const calls: ModelEvent[] = [];
  const events = streamCall(await connectionFor(subject.provider, deps), callOf(subject), {
    signal: new AbortController().signal,
  });
  try {
    for await (const event of events) if (event.type === "tool-call") calls.push(event);
  } catch {
    // What was told before the stream broke off is what matters.
  }
  return calls;
}

const SUBJECTS_WITH_TOOLS = SUBJECTS.filter(({ tools, provider }) => tools && provider !== "ollama");

describe("a stream that breaks off", () => {
  it.each(SUBJECTS_WITH_TOOLS)("tells no call it did not finish: $name", async (subject) => {
    const events = (await recorded(subject, "tools")).toString().split(/(?<=\n\n)/);
    const inputs = (calls: readonly ModelEvent[]): readonly unknown[] =>
      calls.map((call) => call.type === "tool-call" && [call.name, call.rawInput]);
    const whole = inputs(await callsIn(subject, events.join("")));
    expect(whole).not.toEqual([]);
    for (let kept = 1; kept < events.length; kept += 1) {
      const told = inputs(await callsIn(subject, events.slice(0, kept).join("")));
      expect(whole).toEqual(expect.arrayContaining([...told]));
    }
  });
});
