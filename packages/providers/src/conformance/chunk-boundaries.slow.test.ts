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

const STRIDE = 24;

function every(first: number, end: number): number[] {
  const places: number[] = [];
  for (let place = first; place < end; place += STRIDE) places.push(place);
  return places;
}

function cutAt(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const edges = [0, ...places, bytes.length];
  return edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge));
}

const LINE_FEED = 0x0a;

/** Boundaries inside multi-byte characters, and two bytes before and after each line end. */
function soreSpots(bytes: Uint8Array): number[] {
  const spots = new Set<number>();
  bytes.forEach((byte, at) => {
    if (byte >= 0x80) spots.add(at);
    if (byte === LINE_FEED) for (const near of [-1, 0, 1, 2]) spots.add(at + near);
  });
  return [...spots].filter((spot) => spot > 0 && spot < bytes.length);
}

const NAMED = SUBJECTS.filter((subject, index) => SUBJECTS.findIndex((other) => other.name === subject.name) === index);

describe.each(NAMED.map((subject) => ({ subject, title: subject.name })))("$title", ({ subject }) => {
  it("means the same wherever its bytes are cut", async () => {
    const bytes = new Uint8Array(await recorded(subject, "everything"));
    const whole = comparable(await eventsFrom(subject, [bytes]));
    const different: string[] = [];
    const check = async (title: string, places: readonly number[]): Promise<void> => {
      if (comparable(await eventsFrom(subject, cutAt(bytes, places))) !== whole) different.push(title);
    };
    // Every boundary is cut, many in one run …
    for (let first = 1; first <= STRIDE; first += 1)
      await check(`every ${STRIDE} from ${first}`, every(first, bytes.length));
    // … and alone wherever it hurts: inside a character, at a line end, around the fields' names.
    for (const place of soreSpots(bytes)) await check(`at ${place}`, [place]);
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
