import { OrchestratorError, type Compaction, type MessagePart, type StoredTurn } from "@ai-orchestrator/contract";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fakeStore } from "../../test/fake-store.ts";
import { fakeModel, messagesText } from "../../test/fake-world.ts";
import { countContextTokens } from "./count-tokens.ts";
import type { ContextSource } from "./context-source.ts";
import { latestCompaction } from "./latest-compaction.ts";
import { readContext } from "./read-context.ts";
import { inputBudget, selectContext } from "./select-context.ts";
import { groupTurns, type TurnGroup } from "./turn-messages.ts";

const estimateTokens = (text: string): number => Math.ceil(text.length / 4);

function turn(
  id: string,
  question: readonly MessagePart[],
  answer: readonly MessagePart[],
  status: StoredTurn["status"] = "complete",
): StoredTurn {
  return { id, conversationId: "c", createdAt: "2026-11-25T00:00:00.000Z", status, question, answer };
}

const text = (value: string): MessagePart => ({ type: "text", text: value });
const callTool = (id: string): MessagePart => ({ type: "tool-call", id, name: "f", input: {}, rawInput: "{}" });
const toolResult = (id: string): MessagePart => ({ type: "tool-result", id, name: "f", output: "r" });

/** A random branch: plain turns, failed ones, partial ones, tool rounds, abandoned tool calls. */
const branches = fc
  .array(
    fc.record({
      kind: fc.constantFrom("plain", "failed", "partial", "tools", "abandoned"),
      size: fc.integer({ min: 1, max: 3_000 }),
    }),
    { maxLength: 30 },
  )
  .map((turns) =>
    turns.flatMap(({ kind, size }, index): StoredTurn[] => {
      const ask = text(`q${index} ${"x".repeat(size)}`);
      const id = `t${index}`;
      switch (kind) {
        case "failed":
          return [turn(id, [ask], [], "failed")];
        case "partial":
          return [turn(id, [ask], [text("par")], "interrupted")];
        case "tools":
          return [
            turn(id, [ask], [text("let me see"), callTool(`call${index}`)]),
            turn(`${id}b`, [toolResult(`call${index}`)], [text("done")]),
          ];
        case "abandoned":
          return [turn(id, [ask], [callTool(`call${index}`)])];
        default:
          return [turn(id, [ask], [text(`a${index} ${"y".repeat(size)}`)])];
      }
    }),
  );

/** A branch as it would be read before `question` from a store that holds it. */
function contextOf(
  branch: readonly StoredTurn[],
  question: readonly MessagePart[],
  {
    compactions = [],
    system,
    widest = Number.POSITIVE_INFINITY,
  }: {
    readonly compactions?: readonly Compaction[];
    readonly system?: string;
    readonly widest?: number;
  } = {},
): ContextSource {
  const store = fakeStore();
  store.create({ id: "c" });
  branch.forEach((one, index) => {
    const parent = branch[index - 1];
    store.put({ ...one, ...(parent === undefined ? {} : { parentId: parent.id }) });
  });
  for (const one of compactions) store.addCompaction(one);
  const last = branch.at(-1);
  const end = last === undefined ? undefined : { store, conversationId: "c", turnId: last.id };
  return readContext(end, { question, system, estimateTokens, widestWindow: () => widest }).context;
}

describe("selectContext", () => {
  test("whatever the branch and the window: fits, whole turns, user first, tool calls with results, newest kept, counts add up", () => {
    fc.assert(
      fc.property(
        branches,
        fc.integer({ min: 600, max: 20_000 }),
        fc.option(fc.nat(40)),
        (branch, contextWindow, cut) => {
          const model = fakeModel("openai-a", { contextWindow, maxOutput: 500 });
          const covered = cut === null ? undefined : branch[cut];
          const compaction =
            covered === undefined
              ? undefined
              : made("k", covered.id, { summary: "what was said", turnsSummarized: branch.indexOf(covered) + 1 });
          const system = "be brief";
          const compactions = compaction === undefined ? [] : [compaction];
          const selected = selectContext(contextOf(branch, [text("now?")], { compactions, system }), {
            model,
            estimateTokens,
          });
          const { messages } = selected;
          expect(countContextTokens({ system, messages }, estimateTokens)).toBeLessThanOrEqual(inputBudget(model));
          expect(messages[0]?.role).toBe("user");
          expect(messages.at(-1)).toMatchObject({ role: "user" });
          for (const [index, message] of messages.entries()) {
            expect(message.parts.length).toBeGreaterThan(0);
            if (message.role === "user" && index > 0) expect(messages[index - 1]?.role).toBe("assistant");
            if (message.role === "assistant") expect(["user", "tool"]).toContain(messages[index - 1]?.role);
            const calls = message.parts.filter((part) => part.type === "tool-call").map((part) => part.id);
            const results =
              messages[index + 1]?.parts.filter((part) => part.type === "tool-result").map((part) => part.id) ?? [];
            expect(calls.toSorted()).toEqual(results.toSorted());
          }
          expect(messages.some((message) => message.role === "system")).toBe(false);
          const whole = groupTurns(branch).flatMap((group) => group.turns);
          expect(selected.included + selected.omitted + (selected.summarized ?? 0)).toBe(branch.length);
          const start =
            compaction === undefined ? 0 : branch.findIndex((one) => one.id === compaction.throughTurnId) + 1;
          expect(selected.included).toBeLessThanOrEqual(whole.length);
          if (selected.summarized !== undefined) {
            expect(selected.summarized).toBe(start);
            expect(messagesText(messages)).toContain("what was said");
          }
          expect(JSON.stringify(messages).split("be brief")).toHaveLength(1);
        },
      ),
      { numRuns: 400 },
    );
  });

  test("leaves out from the oldest, never from the middle", () => {
    const branch = Array.from({ length: 20 }, (_value, index) =>
      turn(`t${index}`, [text(`q${index}`)], [text("z".repeat(400))]),
    );
    const selected = selectContext(contextOf(branch, [text("now?")]), {
      model: fakeModel("openai-a", { contextWindow: 1_500, maxOutput: 100 }),
      estimateTokens,
    });
    const kept = selected.messages
      .filter((message) => message.role === "user")
      .map((message) => messagesText([message]));
    expect(kept.at(-1)).toBe("now?");
    expect(kept.slice(0, -1)).toEqual(
      branch.slice(-selected.included).map((one) => messagesText([{ role: "user", parts: one.question }])),
    );
    expect(selected.omitted).toBeGreaterThan(0);
  });

  test("a question that cannot fit says so; tool results never go without their call", () => {
    const model = fakeModel("openai-a", { contextWindow: 1_000, maxOutput: 100 });
    expect(() => selectContext(contextOf([], [text("x".repeat(8_000))]), { model, estimateTokens })).toThrow(
      OrchestratorError,
    );
    const branch = [turn("t0", [text("x".repeat(6_000))], [callTool("c1")])];
    expect(() => selectContext(contextOf(branch, [toolResult("c1")]), { model, estimateTokens })).toThrow(/takes/u);
    const fits = selectContext(contextOf(branch, [toolResult("c1")]), { model: fakeModel("openai-a"), estimateTokens });
    expect(fits.messages.map((message) => message.role)).toEqual(["user", "assistant", "tool"]);
  });

  test("reasoning goes back only where a signature or a tool call needs it", () => {
    const plain = groupTurns([
      turn("t", [text("q")], [{ type: "reasoning", text: "long thoughts" }, text("a"), { type: "source", id: "s" }]),
    ]);
    expect(plain[0]?.messages[1]?.parts).toEqual([text("a")]);
    const signed: MessagePart = { type: "reasoning", text: "t", providerMetadata: { anthropic: { signature: "s" } } };
    expect(groupTurns([turn("t", [text("q")], [signed, text("a")])])[0]?.messages[1]?.parts).toEqual([
      signed,
      text("a"),
    ]);
  });
});

describe("readContext", () => {
  test("page by page it finds the groups of the whole branch, as far as the widest window reaches", () => {
    fc.assert(
      fc.property(branches, fc.option(fc.nat(60)), fc.integer({ min: 0, max: 40_000 }), (branch, cut, widest) => {
        const covered = cut === null ? undefined : branch[cut];
        const through = covered === undefined ? 0 : branch.indexOf(covered) + 1;
        const compactions = covered === undefined ? [] : [made("k", covered.id, { turnsSummarized: through })];
        const context = contextOf(branch, [text("now?")], { compactions, widest });
        const whole = groupTurns(branch.slice(through), [text("now?")]);
        const read = context.groups.length;
        expect(context.groups.map(plain)).toEqual((read === 0 ? [] : whole.slice(-read)).map(plain));
        for (const group of context.groups)
          expect(group.tokens).toBe(countContextTokens({ messages: group.messages }, estimateTokens));
        expect(context.turns).toBe(branch.length - through);
        expect(context.summary?.turns ?? 0).toBe(through);
        const tokens = context.groups.reduce((sum, group) => sum + group.tokens, 0);
        if (context.unread === 0) expect(read).toBe(whole.length);
        else expect(tokens).toBeGreaterThan(widest);
      }),
      { numRuns: 300 },
    );
  });
});

function plain({ turns, messages }: TurnGroup): unknown {
  return { turns: turns.map((one) => one.id), messages };
}

/** A compaction of the conversation `c`. */
function made(id: string, throughTurnId: string, more: Partial<Compaction> = {}): Compaction {
  return {
    id,
    conversationId: "c",
    throughTurnId,
    summary: "s",
    model: "m",
    tokensBefore: 2,
    tokensAfter: 1,
    turnsSummarized: 1,
    createdAt: id,
    ...more,
  };
}

describe("latestCompaction", () => {
  test("is the one that reaches furthest on this branch and was not undone", () => {
    const branch = ["a", "b", "c"];
    expect(
      latestCompaction(
        [made("1", "a"), made("2", "b"), made("3", "c", { undoneAt: "now" }), made("4", "elsewhere")],
        branch,
      )?.id,
    ).toBe("2");
    expect(latestCompaction([made("4", "elsewhere")], branch)).toBeUndefined();
  });
});
