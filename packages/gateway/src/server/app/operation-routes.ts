import type { JsonObject, JsonValue, Orchestrator, TurnRequest, UsageGroup } from "@ai-orchestrator/contract";
import { APP_API, BRANCH_PAGE, OPERATIONS, type OperationName } from "../../protocol/app-api.ts";
import { object, optionalText, text, wrong } from "../faces/read-fields.ts";
import { parseJson, readBody } from "../http/read-json.ts";
import type { Route } from "../http/route-table.ts";
import { sendJson } from "../http/send.ts";
import { readConversationInput } from "./read-conversation-input.ts";
import { readEmbedInput, readImageInput } from "./read-model-input.ts";
import { readTurnRequest } from "./read-turn-request.ts";

type Call = (input: JsonObject, options: { readonly signal: AbortSignal }) => Promise<unknown>;

const BODY = 64 * 1024 * 1024;

/** One route for each operation of the table. Only the owner's. */
export function operationRoutes(orchestrator: Orchestrator): readonly Route[] {
  const calls = { ...plainCalls(orchestrator), ...conversationCalls(orchestrator) };
  return (Object.keys(OPERATIONS) as OperationName[]).map((name): Route => {
    const { method, path } = OPERATIONS[name];
    const hasBody = method === "POST" || method === "PATCH";
    return {
      method,
      pattern: APP_API + path,
      policy: { access: "owner", maxBody: hasBody ? BODY : 0 },
      face: "app",
      handle: async (request) => {
        const given = hasBody
          ? parseJson(await readBody(request.raw, BODY))
          : (Object.fromEntries(request.query) as JsonObject);
        const result = await calls[name]({ ...given, ...request.params }, { signal: request.signal });
        sendJson(request.response, 200, result ?? null);
      },
    };
  });
}

const GROUPS: readonly UsageGroup[] = ["model", "provider", "task", "day", "month", "conversation", "client", "key"];
const SEVERITIES = ["low", "medium", "high", "critical"] as const;

type PlainName = Exclude<OperationName, `conversations.${string}`>;

function plainCalls(orchestrator: Orchestrator): Readonly<Record<PlainName, Call>> {
  return {
    route: (input, options) => orchestrator.route(turnOf(input), options),
    embed: (input, options) => orchestrator.embed(readEmbedInput(input), options),
    generateImages: (input, options) => orchestrator.generateImages(readImageInput(input), options),
    models: () => orchestrator.models(),
    providers: () => orchestrator.providers(),
    credentials: async () =>
      (await orchestrator.providers()).map(({ provider, name, usable, source, sourceDetail, reason, suggestion }) => ({
        provider,
        name,
        usable,
        source,
        sourceDetail,
        reason,
        suggestion,
      })),
    health: () => orchestrator.health(),
    usage: (input) => {
      const by = GROUPS.find((one) => one === input["by"]);
      if (by === undefined) throw wrong("by", GROUPS.join(", "));
      return orchestrator.usage({ by, ...texts(input, ["from", "until", "keyId"]) });
    },
    budgets: () => orchestrator.budgets(),
    alerts: (input) => {
      const severity = SEVERITIES.find((one) => one === input["severity"]);
      if (input["severity"] !== undefined && severity === undefined) throw wrong("severity", SEVERITIES.join(", "));
      return orchestrator.alerts({
        ...texts(input, ["since"]),
        ...(severity === undefined ? {} : { severity }),
        ...(input["limit"] === undefined ? {} : { limit: wholeNumber(input["limit"], "limit") }),
      });
    },
  };
}

type ConversationName = Extract<OperationName, `conversations.${string}`>;

function conversationCalls({ conversations }: Orchestrator): Readonly<Record<ConversationName, Call>> {
  const id = (input: JsonObject): string => text(input["id"], "id");
  const read = readConversationInput;
  return {
    "conversations.list": (input) => conversations.list(read.filter(input)),
    "conversations.search": (input) =>
      conversations.search({ ...read.filter(input), query: text(input["query"], "query") }),
    "conversations.create": (input) => conversations.create(texts(input, ["id", "title", "system", "folder"])),
    "conversations.purge": (input) => conversations.purge(texts(input, ["id", "deletedBefore", "updatedBefore"])),
    "conversations.get": (input) => conversations.get(id(input)),
    "conversations.update": (input) => conversations.update(id(input), read.patch(input)),
    "conversations.delete": (input) => conversations.delete(id(input)),
    "conversations.undelete": (input) => conversations.undelete(id(input)),
    "conversations.branch": (input) =>
      conversations.branch(id(input), optionalText(input, "turnId"), pageOf(input["most"] ?? BRANCH_PAGE, "most")),
    "conversations.branchIds": (input) => conversations.branchIds(id(input), optionalText(input, "turnId")),
    "conversations.leaves": (input) => conversations.leaves(id(input)),
    "conversations.turns": (input) => conversations.turns(id(input)),
    "conversations.compact": (input, options) =>
      conversations.compact(id(input), {
        ...options,
        ...texts(input, ["model"]),
        ...(input["keepTurns"] === undefined ? {} : { keepTurns: wholeNumber(input["keepTurns"], "keepTurns") }),
      }),
    "conversations.compactions": (input) => conversations.compactions(id(input)),
    "conversations.undoCompaction": (input) => conversations.undoCompaction(id(input)),
    "conversations.turn": (input) => conversations.turn(id(input)),
    "conversations.interrupted": () => conversations.interrupted(),
    "conversations.rate": (input) => conversations.rate(id(input), read.rating(input)),
  };
}

function turnOf(input: JsonObject): TurnRequest {
  return readTurnRequest(object(input["request"] ?? input, "request"));
}

/** The named text fields that are there. */
function texts<K extends string>(input: JsonObject, names: readonly K[]): { readonly [P in K]?: string } {
  const found: Partial<Record<K, string>> = {};
  for (const name of names) {
    const value = optionalText(input, name);
    if (value !== undefined) found[name] = value;
  }
  return found;
}

function pageOf(value: JsonValue, name: string): number {
  return Math.min(wholeNumber(value, name), BRANCH_PAGE);
}

/** A count, also as text from a query. */
function wholeNumber(value: JsonValue, name: string): number {
  const number = typeof value === "string" && value !== "" ? Number(value) : value;
  if (typeof number !== "number" || !Number.isSafeInteger(number) || number < 0) throw wrong(name, "a whole number");
  return number;
}
