import { OrchestratorError, toOrchestratorError, type Model } from "@ai-orchestrator/contract";
import type { TurnRun } from "../turn-run.ts";
import type { Answer } from "./answer-plan.ts";
import { askModel } from "./ask-model.ts";
import type { Attempt } from "./attempt.ts";
import { createRelay } from "./create-relay.ts";
import { linkController, type LinkedController } from "./linked-controller.ts";

/**
 * Asks a model and, where hedging is on and the model is slower to its first content than 95 % of its last calls, the next one
 * too. Whoever shows something first goes on alone, the other is cancelled unseen. Extra calls stay within the allowed share.
 */
export async function askHedged(run: TurnRun, job: Attempt, next: Model | undefined): Promise<Answer> {
  const { hedge } = run.settings;
  const p95 = hedge.enabled && !job.relay.isCommitted ? run.shared.latency.p95(job.model.key) : undefined;
  if (next === undefined || p95 === undefined) return await askModel(run, job);
  using first = linkController(run.signal);
  using second = linkController(run.signal);
  const race = new Race(first, second);
  const relay = createRelay(run, job.plan, { claim: () => race.claim("first") });
  const rival = createRelay(run, job.plan, { claim: () => overtake(race, job, next), idPrefix: "h" });
  const main = askModel({ ...run, signal: first.signal }, { ...job, relay });
  const extra = askLater(run, { ...job, relay: rival, model: next }, { second, race, afterMs: p95 });
  try {
    return await firstAnswer(main, extra, race);
  } catch (thrown) {
    relay.close();
    rival.close();
    // What either contender showed binds the turn as if the main relay had shown it.
    if (race.winner !== undefined) job.relay.adopt();
    throw run.signal.aborted ? run.signal.reason : thrown;
  } finally {
    race.end();
  }
}

type Contender = "first" | "second";

/** Decides who may show something. */
class Race {
  winner: Contender | undefined;
  readonly #controllers: Readonly<Record<Contender, LinkedController>>;
  readonly #waiting = new AbortController();

  constructor(first: LinkedController, second: LinkedController) {
    this.#controllers = { first, second };
  }

  /** Aborted once there is no point any more in starting the second call. */
  get decided(): AbortSignal {
    return this.#waiting.signal;
  }

  /** Called before a contender shows something; the first call wins, the other's throws. */
  claim(contender: Contender): void {
    if (this.winner === contender) return;
    const lost = new OrchestratorError("cancelled", "Another model was faster.");
    if (this.winner !== undefined) throw lost;
    this.winner = contender;
    this.#waiting.abort();
    this.#controllers[contender === "first" ? "second" : "first"].abort(lost);
  }

  /** No second call is to be started any more. */
  decide(): void {
    this.#waiting.abort();
  }

  /** The race is over: whoever still runs stops. */
  end(): void {
    this.#waiting.abort();
    for (const controller of Object.values(this.#controllers))
      controller.abort(new OrchestratorError("cancelled", "The call was given up."));
  }
}

/** The second call, once its time has come; undefined if it was never made. */
async function askLater(
  run: TurnRun,
  rival: Attempt,
  { second, race, afterMs }: { readonly second: LinkedController; readonly race: Race; readonly afterMs: number },
): Promise<Answer | undefined> {
  try {
    await run.deps.clock.sleep(afterMs, race.decided);
  } catch {
    // Decided before the time came.
    return undefined;
  }
  if (run.signal.aborted || !run.shared.latency.takeHedge(run.settings.hedge.maxExtraShare)) return undefined;
  return await askModel(
    { ...run, signal: second.signal, settings: { ...run.settings, attemptsPerModel: 1 } },
    { ...rival, fallbackLeft: false },
  );
}

/** The second call is about to show something: told like any other move to the next model. */
function overtake(race: Race, { model, plan }: Attempt, next: Model): void {
  const isNews = race.winner === undefined;
  race.claim("second");
  if (isNews) void plan.writer.emit({ type: "failover", from: model.key, to: next.key, error: slower(model).toJSON() });
}

/** The first answer of the two; if there is none, the error of whoever showed something, else of the first model. */
async function firstAnswer(main: Promise<Answer>, extra: Promise<Answer | undefined>, race: Race): Promise<Answer> {
  main.then(
    () => race.decide(),
    () => race.decide(),
  );
  const answered = extra.then((answer) => answer ?? main);
  try {
    return await Promise.any([main, answered]);
  } catch (thrown) {
    if (!(thrown instanceof AggregateError)) throw thrown;
    throw toOrchestratorError(thrown.errors[race.winner === "second" ? 1 : 0]);
  }
}

function slower(model: Model): OrchestratorError {
  return new OrchestratorError("timeout", `${model.key} is slower than usual.`, {
    provider: model.provider,
    model: model.key,
  });
}
