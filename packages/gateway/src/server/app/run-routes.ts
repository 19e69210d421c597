import { randomUUID } from "node:crypto";
import { OrchestratorError, type JsonObject, type Orchestrator, type TurnEvent } from "@ai-orchestrator/contract";
import { COMPARED, RUN_HEADER, RUNS } from "../../protocol/app-api.ts";
import { list, object, text, wrong } from "../faces/read-fields.ts";
import type { GatewayRequest } from "../http/gateway-request.ts";
import { jsonRoute } from "../http/json-route.ts";
import type { Route } from "../http/route-table.ts";
import { sendJson, startEvents } from "../http/send.ts";
import { readTurnRequest } from "./read-turn-request.ts";
import type { Run, RunEvent, RunStore } from "./run-store.ts";

const BODY = 64 * 1024 * 1024;

/** Turns for our own clients: start, join again, cancel. Only the owner's: they hold whole conversations. */
export function runRoutes({
  orchestrator,
  runs,
}: {
  readonly orchestrator: Orchestrator;
  readonly runs: RunStore;
}): readonly Route[] {
  const shared = { face: "app", policy: { access: "owner", maxBody: BODY } } as const;
  const begin = (
    source: (signal: AbortSignal) => AsyncIterable<RunEvent>,
    request: GatewayRequest,
    id: string = randomUUID(),
  ): Promise<void> => sendRun(runs.start(id, source), -1, request);
  return [
    jsonRoute({
      ...shared,
      pattern: RUNS.turn,
      run: (body, request) => {
        const turnId = body["turnId"] === undefined ? randomUUID() : runId(body["turnId"]);
        const turn = { client: "app", ...readTurnRequest(body), turnId };
        return begin((signal) => named(orchestrator.stream(turn, { signal })), request, turnId);
      },
    }),
    jsonRoute({
      ...shared,
      pattern: RUNS.compare,
      run: (body, request) => {
        const turn = readTurnRequest(object(body["request"], "request"));
        const models = list(body["models"], "models").map((one, index) => text(one, `models[${index}]`));
        if (models.length === 0 || models.length > 16) throw wrong("models", "1 to 16 names");
        return begin((signal) => compared(orchestrator.compare(turn, models, { signal })), request, optionalId(body));
      },
    }),
    jsonRoute({
      ...shared,
      pattern: RUNS.resume,
      run: (body, request) => {
        const turnId = text(body["turnId"], "turnId");
        return begin(
          (signal) => named(orchestrator.conversations.resume(turnId, { signal })),
          request,
          optionalId(body),
        );
      },
    }),
    ...joinRoutes(runs),
  ];
}

/** Joins a run, or ends it. */
function joinRoutes(runs: RunStore): readonly Route[] {
  return [
    {
      method: "GET",
      pattern: RUNS.events,
      policy: { access: "owner", maxBody: 0 },
      face: "app",
      handle: async (request) => sendRun(runOf(runs, request), lastSeen(request), request),
    },
    {
      method: "POST",
      pattern: RUNS.cancel,
      policy: { access: "owner", maxBody: 0 },
      face: "app",
      handle: async (request) => {
        runOf(runs, request).cancel();
        sendJson(request.response, 200, { cancelled: true });
      },
    },
  ];
}

function optionalId(body: JsonObject): string | undefined {
  return body["runId"] === undefined ? undefined : runId(body["runId"]);
}

function runId(value: JsonObject[string]): string {
  const id = text(value, "turnId");
  if (!/^[\w-]{1,100}$/.test(id)) throw wrong("turnId", "1 to 100 letters, digits, - or _");
  return id;
}

function runOf(runs: RunStore, request: GatewayRequest): Run {
  const run = runs.find(request.params["id"] ?? "");
  if (run === undefined)
    throw new OrchestratorError("not_found", "No such turn is running or was lately.", {
      status: 404,
      suggestion: "Read the stored turn instead.",
    });
  return run;
}

function lastSeen(request: GatewayRequest): number {
  const given = request.raw.headers["last-event-id"] ?? request.query.get("after") ?? "-1";
  const number = Number(given);
  if (!Number.isSafeInteger(number) || number < -1) throw wrong("after", "the number of an event");
  return number;
}

/** Sends a run from a number on. The connection may end: the run goes on. */
async function sendRun(run: Run, after: number, request: GatewayRequest): Promise<void> {
  const events = run.events(after, request.signal);
  const first = await events.next();
  request.response.setHeader(RUN_HEADER, run.id);
  const stream = startEvents(request);
  if (first.done !== true) {
    await stream.send(first.value[1].data, first.value[1].name, String(first.value[0]));
    for await (const [number, event] of events) await stream.send(event.data, event.name, String(number));
  }
  stream.end();
}

async function* named(events: AsyncIterable<TurnEvent>): AsyncGenerator<RunEvent> {
  for await (const event of events) yield { name: event.type, data: JSON.stringify(event) };
}

/** Which turn is whose is known when the first has begun. */
async function* compared(events: ReturnType<Orchestrator["compare"]>): AsyncGenerator<RunEvent> {
  let told = 0;
  for await (const event of events) {
    if (Object.keys(events.turns).length !== told) {
      told = Object.keys(events.turns).length;
      yield { name: COMPARED, data: JSON.stringify(events.turns) };
    }
    yield { name: event.type, data: JSON.stringify(event) };
  }
}
