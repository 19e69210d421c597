import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OrchestratorError, type ModelEvent } from "@ai-orchestrator/contract";
import { SUBJECTS, callOf, clientOf, recorded, type Subject } from "./subjects.ts";

/** What a broken network, proxy or provider does to an answer. */
type Damage =
  | { readonly kind: "cut"; readonly at: number }
  | { readonly kind: "flip"; readonly at: number; readonly byte: number }
  | { readonly kind: "drop"; readonly at: number; readonly length: number }
  | { readonly kind: "repeat"; readonly at: number; readonly length: number };

const place = fc.double({ min: 0, max: 1, noNaN: true });
const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc.record({ kind: fc.constant("cut" as const), at: place }),
  fc.record({ kind: fc.constant("flip" as const), at: place, byte: fc.integer({ min: 0, max: 255 }) }),
  fc.record({ kind: fc.constant("drop" as const), at: place, length: fc.integer({ min: 1, max: 300 }) }),
  fc.record({ kind: fc.constant("repeat" as const), at: place, length: fc.integer({ min: 1, max: 300 }) }),
);

function damaged(bytes: Buffer, how: Damage): Buffer {
  const at = Math.floor(how.at * bytes.length);
  if (how.kind === "cut") return bytes.subarray(0, at);
  if (how.kind === "flip") return Buffer.concat([bytes.subarray(0, at), Buffer.of(how.byte), bytes.subarray(at + 1)]);
  const piece = bytes.subarray(at, at + how.length);
  return how.kind === "drop"
    ? Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + how.length)])
    : Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
}

async function attempt(
  subject: Subject,
  bytes: Buffer,
): Promise<{ readonly events: readonly ModelEvent[]; readonly thrown: unknown }> {
  const send: typeof fetch = async () =>
    new Response(new Uint8Array(bytes), { headers: { "content-type": "text/event-stream" } });
  const client = await clientOf(subject, "http://127.0.0.1:9", { fetch: send });
  const events: ModelEvent[] = [];
  try {
    for await (const event of client.stream(callOf(subject), { signal: new AbortController().signal }))
      events.push(event);
  } catch (thrown) {
    return { events, thrown };
  }
  return { events, thrown: undefined };
}

const NAMED = SUBJECTS.filter((subject) => subject.provider !== "ollama");

describe.each(NAMED.map((subject) => ({ subject, title: `${subject.provider} (${subject.name})` })))(
  "$title",
  ({ subject }) => {
    it("whatever happens to an answer, it ends with a finish or a typed error, never both", async () => {
      const bytes = await recorded(subject, "everything");
      await fc.assert(
        fc.asyncProperty(damage, async (how) => {
          const { events, thrown } = await attempt(subject, damaged(bytes, how));
          const finishes = events.filter((event) => event.type === "finish").length;
          if (thrown === undefined) {
            expect(finishes).toBe(1);
            expect(events.at(-1)?.type).toBe("finish");
          } else {
            expect(finishes).toBe(0);
            expect(thrown).toBeInstanceOf(OrchestratorError);
            expect(["bad_response", "network", "server", "content_filtered"]).toContain(
              (thrown as OrchestratorError).code,
            );
          }
        }),
        { numRuns: 80, seed: 20261125 },
      );
    });
  },
);
