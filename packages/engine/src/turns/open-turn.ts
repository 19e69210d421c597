import {
  OrchestratorError,
  toOrchestratorError,
  type CallOptions,
  type TurnEvent,
  type TurnRequest,
  type TurnState,
} from "@ai-orchestrator/contract";
import type { BegunTurn } from "./begun-turn.ts";
import type { AskAside } from "./compact-when-full.ts";
import { startDeadline } from "./deadline.ts";
import type { EngineDeps } from "./engine-deps.ts";
import { settingsForTurn } from "./engine-settings.ts";
import { withPolicy } from "./merge-policy.ts";
import { chooseConversation, type ConversationChoice } from "./prepare-turn.ts";
import { runTurn } from "./run-turn.ts";
import { linkController, type LinkedController } from "./attempts/linked-controller.ts";
import { createTurnStorage, type TurnStorage } from "./turn-storage.ts";
import { TurnTally } from "./turn-tally.ts";
import type { EngineShared, TurnOrigin } from "./turn-run.ts";
import { whereThrown } from "./where-thrown.ts";
import { createTurnWriter, type TurnWriter } from "./turn-writer.ts";

/** A turn that can be started: `run` goes to the end whatever happens, `cancel` ends it within moments. */
export interface OpenTurn {
  readonly turnId: string;
  /** Resolves to the fold of all its events. */
  run(): Promise<TurnState>;
  cancel(): void;
}

/** What a turn is set up with. */
export interface OpenTurnOptions extends CallOptions {
  readonly deps: EngineDeps;
  readonly shared: EngineShared;
  readonly turnId: string;
  readonly origin?: TurnOrigin;
  readonly askAside: AskAside;
  /** Absent where nobody listens. */
  readonly push?: ((event: TurnEvent) => Promise<void> | undefined) | undefined;
  readonly onCancel: () => void;
  /** Chooses the conversation; by default each turn for itself. `request` has its policy merged. */
  readonly choose?: (request: TurnRequest) => ConversationChoice;
  /** What was done of the turn already. */
  readonly begun?: BegunTurn | undefined;
}

/** Sets one turn up. Its events go to `push`; `onCancel` is called when it is cancelled or out of time, to lift back-pressure. */
export function openTurn(request: TurnRequest, options: OpenTurnOptions): OpenTurn {
  const { deps, turnId } = options;
  const controller = linkController(undefined);
  let isOver = false;
  const cancel = (): void => {
    // Whoever leaves after the last event cancels nothing; an error costs its stack.
    if (!isOver) controller.abort(new OrchestratorError("cancelled", "Cancelled."));
  };
  return {
    turnId,
    cancel,
    async run() {
      const writer = createTurnWriter({ turnId, push: options.push, watch: (event) => storage.journal(event) });
      const storage = createTurnStorage({ writer, clock: deps.clock, logger: deps.logger });
      controller.signal.addEventListener("abort", options.onCancel, { once: true });
      options.signal?.addEventListener("abort", cancel, { once: true });
      if (options.signal?.aborted) cancel();
      try {
        await runWithin(request, { ...options, writer, storage, controller });
      } catch (thrown) {
        endAnyhow(writer, deps, thrown);
      } finally {
        isOver = true;
        options.signal?.removeEventListener("abort", cancel);
      }
      return writer.state();
    },
  };
}

/** Runs the turn under its deadline, its settings and policy resolved. */
async function runWithin(
  request: TurnRequest,
  parts: Omit<OpenTurnOptions, "push" | "onCancel"> & {
    readonly writer: TurnWriter;
    readonly storage: TurnStorage;
    readonly controller: LinkedController;
  },
): Promise<void> {
  const { deps, shared, writer, storage, controller, askAside, begun } = parts;
  // One that was begun was found to be no such turn.
  if (begun === undefined && deps.security.reads("response") === "before") writer.hold();
  const settings = begun?.settings ?? settingsForTurn(deps.settings?.(), request);
  const merged = begun?.request ?? withPolicy(request, settings.policy, deps.catalogue);
  const limitMs = merged.timeoutMs ?? settings.startMs;
  const startedAt = begun?.startedAt ?? deps.clock.monotonic();
  const deadline = startDeadline({
    at: begun?.call?.deadlineAt ?? startedAt + limitMs,
    clock: deps.clock,
    onPassed: () => controller.abort(outOfTime(limitMs)),
  });
  try {
    await runTurn({
      run: {
        deps,
        shared,
        settings,
        request: merged,
        ...(parts.origin === undefined ? {} : { origin: parts.origin }),
        writer,
        tally: new TurnTally(),
        deadline,
        startedAt,
        signal: controller.signal,
        begunCall: begun?.call,
      },
      begun,
      storage,
      choice: parts.choose?.(merged) ?? chooseConversation(merged, deps),
      askAside,
    });
  } finally {
    deadline.stop();
  }
}

/** A port failed where nothing should: the listener still gets a proper end. */
function endAnyhow(writer: TurnWriter, deps: EngineDeps, thrown: unknown): void {
  deps.logger?.log("error", "A turn could not be run.", { turnId: writer.turnId, ...whereThrown(thrown) });
  if (writer.state().lastSeq < 0) void writer.emit({ type: "turn-start", at: deps.clock.now() });
  void writer.emit({ type: "turn-error", error: toOrchestratorError(thrown).toJSON() });
}

/** What a turn that had `limitMs` ends with when they are over. */
export function outOfTime(limitMs: number): OrchestratorError {
  return new OrchestratorError("timeout", `No answer within ${Math.round(limitMs / 100) / 10} s.`, {
    suggestion: "Allow more time with --timeout, or choose a faster model.",
    retryable: true,
  });
}
