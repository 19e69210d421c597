import { OrchestratorError } from "@ai-orchestrator/contract";
import { fillPath, RUN_HEADER, RUNS } from "../protocol/app-api.ts";
import { readEvents, type SentEvent } from "../protocol/read-events.ts";
import { unreachable, type GatewayHttp } from "./http.ts";

/** A run to start and follow. */
export interface RunToFollow {
  readonly http: GatewayHttp;
  readonly path: string;
  readonly body: object;
  readonly signal: AbortSignal;
  readonly reconnectMs: number;
  /** True for the event after which nothing follows. */
  readonly isLast: (event: SentEvent) => boolean;
}

const TRIES = 6;

/**
 * The events of a run, each once and in order, over as many connections as it takes. Throws OrchestratorError where
 * the run cannot be started or joined again. Giving up (the signal, or leaving the loop) cancels the run on the server.
 */
export async function* followRun(to: RunToFollow): AsyncGenerator<SentEvent> {
  const position = { run: undefined as string | undefined, last: -1 };
  let ended = false;
  let failures = 0;
  try {
    for (;;) {
      try {
        for await (const event of connection(to, position)) {
          failures = 0;
          yield event;
          ended = to.isLast(event);
        }
        if (ended) return;
        throw new OrchestratorError("network", "The gateway broke the stream off.");
      } catch (thrown) {
        const error = unreachable(thrown, to.signal);
        // Before the run is known there is nothing to join: starting it twice would ask twice.
        if (error.code !== "network" || position.run === undefined || ++failures > TRIES) throw error;
        await pause(Math.min(5_000, to.reconnectMs * 2 ** (failures - 1)), to.signal);
      }
    }
  } finally {
    if (!ended && position.run !== undefined) await cancelRun(to.http, position.run);
  }
}

async function* connection(
  { http, path, body, signal, isLast }: RunToFollow,
  position: { run: string | undefined; last: number },
): AsyncGenerator<SentEvent> {
  const response =
    position.run === undefined
      ? await http.send(path, { method: "POST", body, signal })
      : await http.send(`${fillPath(RUNS.events, { id: position.run })}?after=${position.last}`, {
          method: "GET",
          signal,
        });
  position.run ??= response.headers.get(RUN_HEADER) ?? undefined;
  if (response.body === null) return;
  for await (const event of readEvents(response.body)) {
    if (event.name === "run-error")
      throw OrchestratorError.fromJSON(JSON.parse(event.data) as Parameters<typeof OrchestratorError.fromJSON>[0]);
    position.last = Number(event.id ?? position.last + 1);
    yield event;
    if (isLast(event)) return;
  }
}

/** The run may have ended meanwhile, or the gateway be gone: then there is nothing to cancel. */
async function cancelRun(http: GatewayHttp, id: string): Promise<void> {
  await http.send(fillPath(RUNS.cancel, { id }), { method: "POST" }).catch(() => undefined);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
  });
}
