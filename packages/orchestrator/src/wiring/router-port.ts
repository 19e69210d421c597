import { createHash } from "node:crypto";
import { dropOldest, type Cost } from "@ai-orchestrator/contract";
import type { RouterCache, RouterPort, RouterQuestion, RouterReply } from "@ai-orchestrator/engine/routing";
import type { ModelRoomKeeper } from "./model-room.ts";
import type { ProviderAccess } from "./provider-access.ts";
import { realClock } from "./real-world.ts";

/** Most answers remembered in one process. */
const CACHE_SIZE = 500;
const remembered = new Map<string, RouterReply>();
const cache: RouterCache = {
  get: (key) => remembered.get(key),
  set: (key, reply) => {
    remembered.set(key, reply);
    dropOldest(remembered, CACHE_SIZE);
  },
};

/** What asking the routing model needs. */
export interface RouterPortParts {
  readonly providers: ProviderAccess;
  readonly models: ModelRoomKeeper;
  readonly onPhase: (phase: "routing", message?: string) => void;
}

/** Asks the routing model through its provider, directly: a question about the route is never routed itself. */
export function createRouterPort(parts: RouterPortParts): RouterPort {
  return {
    ask: (question, options) => ask(question, options.signal, parts),
    sleep: (ms, signal) => realClock.sleep(ms, signal),
    fingerprint: (text) => createHash("sha256").update(text).digest("base64url"),
    cache,
  };
}

async function ask(
  question: RouterQuestion,
  signal: AbortSignal,
  { providers, models, onPhase }: RouterPortParts,
): Promise<RouterReply> {
  const { model, system, prompt, maxOutputTokens, schema } = question;
  onPhase("routing", `Asking ${model.key} for the route …`);
  const client = await providers.client(model.provider);
  let text = "";
  let cost: Cost | undefined;
  const call = {
    model,
    system,
    messages: [{ role: "user" as const, parts: [{ type: "text" as const, text: prompt }] }],
    maxOutputTokens,
    reasoning: { effort: "none" as const },
    ...(model.temperature === false ? {} : { temperature: 0 }),
    ...(model.structuredOutput === true
      ? { responseFormat: { type: "json" as const, schema, name: "route", strict: true } }
      : {}),
  };
  for await (const event of client.stream(call, { signal })) {
    if (event.type === "text-delta") text += event.text;
    if (event.type === "finish") cost = models.now().catalogue.price(model, event.usage, realClock.now());
  }
  return { text, ...(cost === undefined ? {} : { cost }) };
}
