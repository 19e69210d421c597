import { describe, expect, it } from "vitest";
import type { ModelEvent } from "@ai-orchestrator/contract";
import { SUBJECTS, callOf, clientOf, eventsOf, recorded, type Subject } from "./subjects.ts";

/** A fetch that answers with the given chunks. */
function answering(chunks: readonly Uint8Array[]): typeof fetch {
  return async () =>
    new Response(
      new ReadableStream<Uint8Array>({
        start(controller) {
          for (const chunk of chunks) controller.enqueue(chunk);
          controller.close();
        },
      }),
      { headers: { "content-type": "text/event-stream" } },
    );
}

async function eventsFrom(subject: Subject, chunks: readonly Uint8Array[]): Promise<ModelEvent[]> {
  return await eventsOf(await clientOf(subject, "http://127.0.0.1:9", { fetch: answering(chunks) }), callOf(subject));
}

/** Ids that the SDK draws at random are renamed in order of appearance. */
function comparable(events: readonly ModelEvent[]): string {
  const names = new Map<string, string>();
  return JSON.stringify(events, (key, value: unknown) => {
    if (key !== "id" || typeof value !== "string") return value;
    if (!names.has(value)) names.set(value, `#${names.size}`);
    return names.get(value);
  });
}

const NAMED = SUBJECTS.filter((subject, index) => SUBJECTS.findIndex((other) => other.name === subject.name) === index);

describe.each(NAMED.map((subject) => ({ subject, title: subject.name })))("$title", ({ subject }) => {
  it("means the same wherever its bytes are cut", async () => {
    const bytes = new Uint8Array(await recorded(subject, "everything"));
    const whole = comparable(await eventsFrom(subject, [bytes]));
    const different: number[] = [];
    for (let at = 1; at < bytes.length; at += 1) {
      const cut = comparable(await eventsFrom(subject, [bytes.subarray(0, at), bytes.subarray(at)]));
      if (cut !== whole) different.push(at);
    }
    expect(different).toEqual([]);
  });

  it("means the same byte by byte", async () => {
    for (const file of ["text", "everything"]) {
      const bytes = new Uint8Array(await recorded(subject, file));
      const single = Array.from(bytes, (byte) => Uint8Array.of(byte));
      expect(comparable(await eventsFrom(subject, single))).toBe(comparable(await eventsFrom(subject, [bytes])));
    }
  });

  it("means the same with CRLF line ends and comments in between", async () => {
    const text = (await recorded(subject, "everything")).toString("utf8");
    const whole = comparable(await eventsFrom(subject, [Buffer.from(text)]));
    const rewritten = `: hello\r\n\r\n${text.replaceAll("\n\n", "\n\n: ping\n\n").replaceAll("\n", "\r\n")}`;
    expect(comparable(await eventsFrom(subject, [Buffer.from(rewritten)]))).toBe(whole);
  });
});
