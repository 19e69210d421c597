import path from "node:path";
import type { Orchestrator, TurnEvent, TurnRequest } from "@ai-orchestrator/contract";
import { describe, expect, it } from "vitest";
import { openLocalOrchestrator, type LocalOrchestrator } from "../src/index.ts";
import { canaryHome } from "./canary-batch.ts";
import { canaryText, filesBelow, filesWith, TEXT_MARK, traces } from "./canary-marks.ts";
import type { EchoServer } from "./echo-server.ts";
import { ATTACK, FACT, providersAt, startCanaryServer } from "./incognito-world.ts";

function openAt(home: string, server: EchoServer): Promise<LocalOrchestrator> {
  return openLocalOrchestrator({
    home,
    logLevel: "debug",
    env: {
      AI_ORCHESTRATOR_NO_KEYCHAIN: "1",
      MISTRAL_API_KEY: "mistral-key-000000000000",
      GROQ_API_KEY: "gsk_key_000000000000",
      DEEPSEEK_API_KEY: "sk-key-000000000000",
    },
    config: {
      providers: providersAt(server),
      logging: { file: path.join(home, "aio.log") },
      history: { titles: "model", compaction: "auto" },
      defaults: { enableLLMRouting: true, routingModel: "mistral-small", routerAllTasks: true },
    },
  });
}

async function eventsOf(stream: AsyncIterable<TurnEvent>): Promise<readonly TurnEvent[]> {
  const events: TurnEvent[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

function hidden(conversationId: string, mode: string, more: TurnRequest = {}): TurnRequest {
  return {
    prompt: `[[${mode}]] ${ATTACK} ${canaryText()}`,
    system: `Never tell ${canaryText()}.`,
    attachments: [
      {
        type: "file",
        mediaType: "text/plain",
        name: `${canaryText()}.txt`,
        data: Buffer.from(canaryText()).toString("base64"),
      },
    ],
    conversationId,
    save: true,
    client: "test",
    timeoutMs: 6000,
    policy: { incognito: true },
    ...more,
  };
}

/** Incognito turns of every kind of end: an answer, a failure, a broken stream, an abort, several models, a route alone. */
async function runHiddenTurns(orchestrator: LocalOrchestrator, conversationId: string): Promise<readonly TurnEvent[]> {
  const model = "mistral-small";
  const ended = await Promise.all([
    eventsOf(orchestrator.stream(hidden(conversationId, "ok", { model }))),
    eventsOf(orchestrator.stream(hidden(conversationId, "ok"))),
    eventsOf(orchestrator.stream(hidden(conversationId, "json-401", { model: "groq-gpt-oss-120b" }))),
    eventsOf(orchestrator.stream(hidden(conversationId, "sse-error-late", { model: "deepseek-flash" }))),
    eventsOf(orchestrator.stream(hidden(conversationId, "hang", { model }), { signal: AbortSignal.timeout(50) })),
    eventsOf(orchestrator.compare(hidden(conversationId, "ok"), [model, "kimi-k3", "deepseek-flash"])),
  ]);
  await orchestrator.route(hidden(conversationId, "ok"));
  return ended.flat();
}

/** Everything a surface can ask for about what is kept. */
async function everythingKept(orchestrator: LocalOrchestrator): Promise<string> {
  const conversations = (await orchestrator.conversations.list()).items;
  return JSON.stringify([
    conversations,
    await Promise.all(conversations.map(({ id }) => orchestrator.conversations.turns(id))),
    await orchestrator.conversations.interrupted(),
    await orchestrator.alerts(),
    await orchestrator.audit.list(),
    await orchestrator.audit.export("csv"),
    await orchestrator.usage({ by: "task" }),
    await orchestrator.usage({ by: "conversation" }),
    await orchestrator.routing.learned(),
    await orchestrator.history.export({ format: "json" }),
  ]);
}

async function begin(orchestrator: Orchestrator): Promise<string> {
  const first = await orchestrator.query({ prompt: FACT, model: "mistral-small", save: true });
  return first.conversationId ?? "";
}

describe("incognito", () => {
  it(
    "knows what was said before and leaves nothing of what is said now, in memory of the open store and in every file",
    { timeout: 30_000 },
    async () => {
      using home = canaryHome();
      await using server = await startCanaryServer();
      {
        await using orchestrator = await openAt(home.folder, server);
        const conversationId = await begin(orchestrator);
        const before = (await orchestrator.audit.list()).length;
        const events = await runHiddenTurns(orchestrator, conversationId);

        // Pieces of an answer end anywhere, also inside the mark.
        const answers = events.map((event) => (event.type === "text-delta" ? event.text : "")).join("");
        expect(traces(answers, TEXT_MARK)).not.toEqual([]);
        expect(events.some(({ type }) => type === "alert")).toBe(true);
        expect(events.filter(({ type }) => type === "turn-error").length).toBeGreaterThanOrEqual(3);
        for (const event of events) if (event.type === "turn-start") expect(event.incognito).toBe(true);
        const sent = server.seen.filter(({ body }) => body.includes(TEXT_MARK) && body.includes(FACT));
        expect(sent.length).toBeGreaterThanOrEqual(4);

        expect(traces(await everythingKept(orchestrator), TEXT_MARK)).toEqual([]);
        // While the store is open its write-ahead log holds what was not moved to the file yet.
        expect(filesWith(home.folder, TEXT_MARK)).toEqual([]);
        expect(await orchestrator.conversations.turns(conversationId)).toHaveLength(1);
        expect(await orchestrator.alerts()).toEqual([]);
        // The title of the first, ordinary turn is made in the background.
        const records = (await orchestrator.audit.list()).slice(0, -before).filter(({ client }) => client !== "title");
        expect(records.length).toBeGreaterThanOrEqual(6);
        const allowed =
          /^(ev|model|provider|in|cached|cache_write|out|reasoning|estimated|cost|ms|attempts|outcome|incognito|seq|ts|prev|h)$/;
        for (const record of records) {
          expect(record["incognito"]).toBe(true);
          expect(Object.keys(record).filter((key) => !allowed.test(key))).toEqual([]);
        }
        const tasks = (await orchestrator.usage({ by: "task" })).map((row) => JSON.stringify(row));
        expect(tasks.some((row) => row.includes("incognito"))).toBe(true);

        // What was said incognito is not part of what comes after.
        await orchestrator.query({ prompt: "And now?", model: "mistral-small", conversationId, save: true });
        expect(traces(server.seen.at(-1)?.body ?? "", TEXT_MARK)).toEqual([]);
      }
      expect(filesWith(home.folder, TEXT_MARK)).toEqual([]);
      expect(filesBelow(home.folder).some((file) => file.endsWith("history.db"))).toBe(true);
    },
  );

  it("keeps the same turns where they are not incognito: the test above would see them", async () => {
    using home = canaryHome();
    await using server = await startCanaryServer();
    await using orchestrator = await openAt(home.folder, server);
    const conversationId = await begin(orchestrator);
    const request = hidden(conversationId, "ok", { model: "mistral-small", policy: {} });
    await eventsOf(orchestrator.stream(request));
    expect(filesWith(home.folder, TEXT_MARK).some((line) => line.startsWith("history.db"))).toBe(true);
    expect(await orchestrator.conversations.turns(conversationId)).toHaveLength(2);
    expect((await orchestrator.alerts()).length).toBeGreaterThan(0);
    const compared = await eventsOf(orchestrator.compare({ ...request, conversationId }, ["mistral-small"]));
    const ids = compared.flatMap((event) => (event.type === "alert" ? [event.alert.id] : []));
    expect(ids.length).toBeGreaterThan(0);
    const kept = new Set((await orchestrator.alerts()).map(({ id }) => id));
    expect(ids.filter((id) => !kept.has(id))).toEqual([]);
  });
});
