import type { Compaction, Conversation, MessagePart, StoredTurn } from "@ai-orchestrator/contract";
import fc from "fast-check";
import type { ExportedConversation } from "../src/index.ts";

const text = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc.constantFrom("", "```\ncode\n```", "<script>alert(1)</script>", "人工智能", "line\nline"),
);
const time = fc.integer({ min: 0, max: 4e12 }).map((ms) => new Date(ms).toISOString());
const count = fc.nat({ max: 1e6 });
const usd = fc.oneof(
  fc.integer({ min: 0, max: 1e9 }).map((nanos) => nanos / 1e9),
  fc.constant(null),
);
const base64 = fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString("base64"));
const json = fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value)) as never);

/** A part of any kind, optional fields there or not. */
const part: fc.Arbitrary<MessagePart> = fc.oneof(
  fc.record({ type: fc.constant("text" as const), text }),
  fc.record(
    { type: fc.constant("reasoning" as const), text, providerMetadata: fc.constant({ anthropic: { signature: "s" } }) },
    { requiredKeys: ["type", "text"] },
  ),
  fc.record(
    { type: fc.constant("image" as const), mediaType: fc.constant("image/png"), data: base64, name: text },
    { requiredKeys: ["type", "mediaType", "data"] },
  ),
  fc.record({ type: fc.constant("image" as const), mediaType: fc.constant("image/png"), url: fc.webUrl() }),
  fc.record(
    {
      type: fc.constant("file" as const),
      mediaType: fc.constant("text/plain"),
      data: fc.oneof(base64, text),
      text,
      name: text,
    },
    { requiredKeys: ["type", "mediaType", "data"] },
  ),
  fc.record(
    { type: fc.constant("source" as const), id: text, url: fc.webUrl(), title: text },
    { requiredKeys: ["type", "id"] },
  ),
  fc.record(
    { type: fc.constant("tool-call" as const), id: text, name: text, input: json, rawInput: text },
    { requiredKeys: ["type", "id", "name", "input"] },
  ),
  fc.record(
    {
      type: fc.constant("tool-result" as const),
      id: text,
      name: text,
      output: fc.oneof(json, fc.constant([{ type: "image", mediaType: "image/png", data: "AAAA" }])),
      isError: fc.boolean(),
    },
    { requiredKeys: ["type", "id", "name", "output"] },
  ) as fc.Arbitrary<MessagePart>,
);
const parts = fc.array(part, { maxLength: 4 });

const facts = fc.record(
  {
    completedAt: time,
    decision: fc.record({ model: text, cues: fc.array(fc.record({ text })) }) as never,
    steps: fc.array(fc.record({ role: text, title: text, model: text, provider: text, parts, ok: fc.boolean() }), {
      maxLength: 2,
    }),
    task: text,
    model: fc.constantFrom("m1", "m2"),
    provider: fc.constantFrom("p1", "p2"),
    usage: fc.record({
      inputTokens: count,
      outputTokens: count,
      cacheReadTokens: count,
      cacheWriteTokens: count,
      reasoningTokens: count,
    }),
    cost: fc.record({ usd, estimated: fc.constant(true) }, { requiredKeys: ["usd"] }),
    latencyMs: count,
    firstTokenMs: count,
    attempts: count,
    finishReason: fc.constantFrom("stop", "length"),
    error: fc.record({ code: fc.constant("server"), message: text, retryable: fc.boolean() }),
    rating: fc.constantFrom("up", "down"),
    demo: fc.constant(true),
    continues: fc.constant(true),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Partial<StoredTurn>>;

const turnSeed = fc.record({
  parent: fc.option(fc.nat()),
  createdAt: time,
  status: fc.constantFrom("complete", "failed", "cancelled", "interrupted"),
  question: parts,
  answer: parts,
  facts,
});

/** A conversation as it could stand in an export: a tree of turns, sums that are right, times in any order. */
export function arbitraryConversation(id: string): fc.Arbitrary<ExportedConversation> {
  return fc
    .record({
      seeds: fc.array(turnSeed, { maxLength: 7 }),
      head: fc.nat(),
      own: ownFields,
      compacted: fc.array(
        fc.record(
          { turn: fc.nat(), summary: text, createdAt: time, undoneAt: time },
          { requiredKeys: ["turn", "summary", "createdAt"] },
        ),
        { maxLength: 2 },
      ),
    })
    .map(({ seeds, head, own, compacted }) => {
      const turns = seeds.map((seed, index): StoredTurn => {
        const { parent, facts: told, ...rest } = seed;
        return {
          id: `${id}/${index}`,
          conversationId: id,
          ...(parent === null || index === 0 ? {} : { parentId: `${id}/${parent % index}` }),
          ...rest,
          ...told,
        } as StoredTurn;
      });
      // The store lists turns by time, ties in the order they came.
      const ordered = turns.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt));
      const compactions =
        turns.length === 0
          ? []
          : compacted.map((made, index): Compaction => ({
              id: `${id}/c${index}`,
              conversationId: id,
              throughTurnId: turns[made.turn % turns.length]?.id ?? "",
              model: "m",
              tokensBefore: 2,
              tokensAfter: 1,
              turnsSummarized: 1,
              summary: made.summary,
              createdAt: made.createdAt,
              ...(made.undoneAt === undefined ? {} : { undoneAt: made.undoneAt }),
            }));
      const headTurnId = turns[head % Math.max(1, turns.length)]?.id;
      return {
        conversation: {
          id,
          ...own,
          turnCount: turns.length,
          cost: totalCost(turns),
          ...(headTurnId === undefined ? {} : { headTurnId }),
        },
        turns: ordered,
        compactions,
      };
    });
}

const ownFields = fc.record(
  {
    title: text,
    titleBy: fc.constantFrom("none", "auto", "user"),
    createdAt: time,
    updatedAt: time,
    pinned: fc.boolean(),
    archived: fc.boolean(),
    folder: text,
    tags: fc.uniqueArray(text, { maxLength: 3 }),
    system: text,
    draft: text.filter((value) => value !== ""),
    lastModel: fc.constantFrom("m1", "m9"),
  },
  { requiredKeys: ["title", "titleBy", "createdAt", "updatedAt", "pinned", "archived", "tags", "lastModel"] },
) as fc.Arbitrary<Omit<Conversation, "id" | "turnCount" | "cost">>;

function totalCost(turns: readonly StoredTurn[]): Conversation["cost"] {
  const costs = turns.flatMap((turn) => (turn.cost === undefined ? [] : [turn.cost]));
  const nanos = costs.reduce((sum, cost) => sum + Math.round((cost.usd ?? 0) * 1e9), 0);
  const total = costs.some((cost) => cost.usd === null) ? null : nanos / 1e9;
  return costs.some((cost) => cost.estimated === true) ? { usd: total, estimated: true } : { usd: total };
}
