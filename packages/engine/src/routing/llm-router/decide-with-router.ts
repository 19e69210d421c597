import type { Cost, Decision } from "@ai-orchestrator/contract";
import { classificationOf, conclude } from "../decide/decide.ts";
import type { RouterPick } from "../decide/select-model.ts";
import type { DecideInput } from "../decide/decide-input.ts";
import { ABILITY } from "../decide/abilities.ts";
import { breachOf } from "../decide/hard-constraints.ts";
import { listedChoice } from "../decide/listed-choice.ts";
import { planChain } from "../decide/chain-plan.ts";
import { prepareDecision, type Prepared } from "../decide/prepare-decision.ts";
import type { CandidateRow } from "../decide/snapshot.ts";
import { readRouterAnswer } from "./read-router-answer.ts";
import { ROUTER_DEADLINE_MS, type RouterPort, type RouterQuestion, type RouterReply } from "./router-port.ts";
import { ROUTER_SYSTEM, routerCandidates, routerPrompt, routerSchema } from "./router-question.ts";

const MOST_TOKENS = 256;

/**
 * `decide`, with a routing model asked where config wants it and the local decision leaves room: the task is unclear
 * or two things are asked (or `routerAllTasks`), and no pinned model, rule, list or chain has decided. It chooses only
 * among candidates that passed the hard constraints, and must itself pass those on place, provider and budget. A late,
 * failed or ill-formed reply leaves the local decision, with a notice. Throws what `decide` throws, and the abort of `signal`.
 */
export async function decideWithRouter(input: DecideInput, router: RouterPort, signal: AbortSignal): Promise<Decision> {
  const started = input.monotonic?.() ?? 0;
  const prepared = prepareDecision(input, classificationOf(input));
  if (!isWorthAsking(prepared)) return conclude(prepared, { started });
  const routing = routingRow(prepared);
  if ("problem" in routing)
    return conclude(prepared, { started, notices: [`The LLM router was not asked: ${routing.problem}.`] });
  const outcome = await askInTime(prepared, { router, row: routing.row, signal });
  if ("notice" in outcome) return conclude(prepared, { started, notices: [outcome.notice] });
  return conclude(prepared, { started, pick: outcome.pick });
}

/** The decision, where no routing model is worth asking; else undefined. Throws what `decide` throws. */
export function decideAtOnce(input: DecideInput): Decision | undefined {
  const started = input.monotonic?.() ?? 0;
  const prepared = prepareDecision(input, classificationOf(input));
  return isWorthAsking(prepared) ? undefined : conclude(prepared, { started });
}

/** True if config wants the routing model for this turn and nothing stronger decides. */
export function isWorthAsking(prepared: Prepared): boolean {
  const { config } = prepared.input;
  if (!config.enableLLMRouting || prepared.facts.wish.pinned !== undefined) return false;
  const isOpen = config.routerAllTasks || isUnclear(prepared) || prepared.understanding.also.length > 0;
  if (!isOpen || prepared.field.all.weighed.length < 2) return false;
  return listedChoice(prepared).choice === undefined && planChain(prepared).plan === undefined;
}

/** No task, or none that is likelier than all others together. */
function isUnclear({ understanding }: Prepared): boolean {
  return understanding.task === "unclear" || (understanding.tasks[understanding.task] ?? 0) < 0.5;
}

/** The routing model, if it may see the prompt: the constraints on place, provider, rules and budget bind it like any other. */
function routingRow(prepared: Prepared): { readonly row: CandidateRow } | { readonly problem: string } {
  const name = prepared.input.config.routingModel;
  const { snapshot, constraints } = prepared;
  // A prompt that asks to stay private is not shown to a cloud model only to choose one.
  const localOnly = constraints.localOnly || prepared.privacy !== undefined;
  const question = {
    ...constraints,
    localOnly,
    needed: ABILITY.textOutput,
    inputTokens: 1500,
    maxOutputTokens: undefined,
    budgetOutputTokens: MOST_TOKENS,
    budgetThinkingTokens: 0,
  };
  const rows = snapshot.rowsNamed(name);
  let problem = `${name} is not a known model`;
  for (const row of rows.toReversed()) {
    const breach = breachOf(row, snapshot, question);
    if (breach !== undefined) problem = `${row.key} ${breach.why}`;
  }
  const row = rows.find((candidate) => breachOf(candidate, snapshot, question) === undefined);
  return row === undefined ? { problem } : { row };
}

interface Asking {
  readonly router: RouterPort;
  readonly row: CandidateRow;
  readonly signal: AbortSignal;
}

async function askInTime(
  prepared: Prepared,
  asking: Asking,
): Promise<{ readonly pick: RouterPick } | { readonly notice: string }> {
  const candidates = routerCandidates(prepared);
  const question: RouterQuestion = {
    model: asking.row.model,
    system: ROUTER_SYSTEM,
    prompt: routerPrompt(prepared, candidates),
    maxOutputTokens: MOST_TOKENS,
    schema: routerSchema(candidates),
  };
  const reply = await replyOrProblem(prepared, question, asking);
  if ("problem" in reply)
    return { notice: `The LLM router ${asking.row.key} ${reply.problem}; the local decision stands.` };
  const reading = readRouterAnswer(reply.text, new Set(candidates.map((candidate) => candidate.row.key)));
  if ("problem" in reading)
    return { notice: `The LLM router's answer was not used: ${reading.problem}; the local decision stands.` };
  const { answer } = reading;
  const [model, ...others] = answer.models;
  const said = answer.reason === "" ? "" : `: ${answer.reason}`;
  return {
    pick: {
      model,
      others,
      task: answer.task,
      difficulty: answer.difficulty,
      reason: `${asking.row.key} chose ${model}${said}`,
      cost: reply.cost,
    },
  };
}

type Reply = { readonly text: string; readonly cost: Cost | undefined } | { readonly problem: string };

async function replyOrProblem(
  prepared: Prepared,
  question: RouterQuestion,
  { router, signal }: Asking,
): Promise<Reply> {
  const key = prepared.facts.incognito
    ? undefined
    : router.fingerprint?.(`${question.model.key}\n${question.system}\n${question.prompt}`);
  const known = key === undefined ? undefined : router.cache?.get(key);
  if (known !== undefined) return { text: known.text, cost: { usd: 0 } };
  using limit = new Deadline(signal);
  try {
    const reply = await Promise.race([router.ask(question, { signal: limit.signal }), limit.passed(router)]);
    if (reply === undefined) return { problem: `did not answer within ${ROUTER_DEADLINE_MS / 1000} s` };
    if (key !== undefined) router.cache?.set(key, reply);
    return { text: reply.text, cost: reply.cost };
  } catch (error) {
    signal.throwIfAborted();
    return { problem: `failed (${error instanceof Error ? error.message : String(error)})` };
  }
}

/** Aborts what it lends its signal to when disposed or when the outer signal aborts. */
class Deadline implements Disposable {
  readonly #controller: AbortController = new AbortController();
  readonly signal: AbortSignal;

  constructor(outer: AbortSignal) {
    this.signal = AbortSignal.any([outer, this.#controller.signal]);
  }

  /** Undefined once the time is up. */
  async passed(router: RouterPort): Promise<RouterReply | undefined> {
    await router.sleep(ROUTER_DEADLINE_MS, this.signal);
    return undefined;
  }

  [Symbol.dispose](): void {
    this.#controller.abort();
  }
}
