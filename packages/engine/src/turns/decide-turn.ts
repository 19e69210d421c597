import {
  toOrchestratorError,
  type Decision,
  type Message,
  type Modality,
  type OrchestratorError,
  type TurnRequest,
} from "@ai-orchestrator/contract";
import { countContextTokens, countMessageTokens } from "../conversations/count-tokens.ts";
import { summaryText } from "../conversations/select-context.ts";
import { groupTurns, questionMessage } from "../conversations/turn-messages.ts";
import { isMedia, withoutMedia } from "../conversations/without-media.ts";
import { Interruptible } from "./attempts/interruptible.ts";
import type { DecideOptions, EngineDeps, TurnFacts } from "./engine-deps.ts";
import type { PreparedTurn } from "./prepared-turn.ts";
import type { EngineShared } from "./turn-run.ts";

/** Shares of a conversation's context that a model is looked for, in turn, until one has room for it; 0 is the question alone. */
const SHARES = [1, 0.5, 0.25, 0.125, 0];

interface Deciding extends DecideOptions {
  readonly deps: EngineDeps;
  readonly shared: EngineShared;
  readonly prepared: PreparedTurn;
  readonly turnId: string;
}

/**
 * Collects the facts and has the route decided. A model with room for the whole conversation, and eyes for its pictures, is
 * looked for first; only if there is none may one be chosen that gets less of it. The question itself is never cut.
 * Throws what the decision throws, or the abort's reason at once.
 */
export async function decideTurn(request: TurnRequest, deciding: Deciding): Promise<Decision> {
  const { deps } = deciding;
  const context = splitContext(deciding);
  let failure: OrchestratorError | undefined;
  let cut: Cut = { step: 0, isBlind: false };
  for (;;) {
    try {
      const facts = turnFacts(request, deciding, cutContext(context, cut));
      const decided = deps.decide(request, facts, deciding);
      return decided instanceof Promise ? await interruptibly(decided, deciding.signal) : decided;
    } catch (thrown) {
      const { signal } = deciding;
      const error = toOrchestratorError(thrown);
      failure ??= error;
      const next = signal.aborted ? undefined : cutFurther(context, cut, error);
      if (next === undefined) throw signal.aborted ? error : failure;
      cut = next;
    }
  }
}

async function interruptibly(decided: Promise<Decision>, signal: AbortSignal): Promise<Decision> {
  using interruptible = new Interruptible(signal);
  return await interruptible.wait(decided);
}

/** How much of a conversation is left out while looking for a model. */
interface Cut {
  readonly step: number;
  /** Pictures and files of earlier turns are left out. */
  readonly isBlind: boolean;
}

interface Context {
  readonly history: readonly Message[];
  readonly fixed: readonly Message[];
  readonly sizes: readonly number[];
}

function splitContext({ deps, prepared }: Deciding): Context {
  if (prepared.messages !== undefined) return { history: [], fixed: prepared.messages, sizes: [] };
  const all = contextMessages(prepared);
  const history = all.slice(0, -1);
  return {
    history,
    fixed: all.slice(-1),
    sizes: history.map((message) => countMessageTokens(message, deps.estimateTokens)),
  };
}

function cutContext({ history, fixed, sizes }: Context, { step, isBlind }: Cut): readonly Message[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const kept = history.slice(firstWithin(sizes, total * (SHARES[step] ?? 0)));
  return [...(isBlind ? withoutMedia(kept) : kept), ...fixed];
}

/** The next smaller context that could help against `error`; undefined if none could. */
function cutFurther({ history }: Context, cut: Cut, error: OrchestratorError): Cut | undefined {
  if (history.length === 0) return undefined;
  if (error.code === "context_too_long" && cut.step < SHARES.length - 1) return { ...cut, step: cut.step + 1 };
  const wantsEyes = error.code === "unsupported" || error.code === "no_usable_provider";
  return wantsEyes && !cut.isBlind && history.some((message) => message.parts.some(isMedia))
    ? { ...cut, isBlind: true }
    : undefined;
}

function firstWithin(sizes: readonly number[], budget: number): number {
  let left = budget;
  let first = sizes.length;
  while (first > 0 && (sizes[first - 1] ?? 0) <= left) {
    first -= 1;
    left -= sizes[first] ?? 0;
  }
  return first;
}

function turnFacts(
  request: TurnRequest,
  { deps, shared, prepared, turnId }: Deciding,
  messages: readonly Message[],
): TurnFacts {
  const fixed = prepared.messages ?? [questionMessage(prepared.question)];
  const { lastModel } = prepared;
  return new CountedFacts(
    {
      turnId,
      messages,
      prompt: prepared.prompt,
      system: prepared.system,
      lastModel,
      health: shared.breakers.health(),
      remainingBudgetUsd: remainingBudget(request, deps),
    },
    { fixed, estimateTokens: deps.estimateTokens },
  );
}

type Known = Omit<TurnFacts, "estimatedInputTokens" | "minimumInputTokens" | "inputModalities">;

/** The facts; what takes a walk over all messages is counted for those who look. */
class CountedFacts implements TurnFacts {
  readonly turnId: string;
  readonly prompt: string;
  readonly messages: readonly Message[];
  readonly health: TurnFacts["health"];
  declare readonly system?: string;
  declare readonly lastModel?: string;
  declare readonly remainingBudgetUsd?: number;
  readonly #fixed: readonly Message[];
  readonly #estimateTokens: EngineDeps["estimateTokens"];

  constructor(
    known: { readonly [K in keyof Known]: Known[K] | undefined } & Required<
      Pick<Known, "turnId" | "prompt" | "messages" | "health">
    >,
    of: { readonly fixed: readonly Message[]; readonly estimateTokens: EngineDeps["estimateTokens"] },
  ) {
    this.turnId = known.turnId;
    this.prompt = known.prompt;
    this.messages = known.messages;
    this.health = known.health;
    if (known.system !== undefined) this.system = known.system;
    if (known.lastModel !== undefined) this.lastModel = known.lastModel;
    if (known.remainingBudgetUsd !== undefined) this.remainingBudgetUsd = known.remainingBudgetUsd;
    this.#fixed = of.fixed;
    this.#estimateTokens = of.estimateTokens;
  }

  get estimatedInputTokens(): number {
    return this.#count(this.messages);
  }

  get minimumInputTokens(): number {
    return this.#count(this.#fixed);
  }

  get inputModalities(): readonly Modality[] {
    return modalitiesOf(this.#fixed);
  }

  #count(messages: readonly Message[]): number {
    const system = this.system === undefined ? {} : { system: this.system };
    return countContextTokens({ ...system, messages }, this.#estimateTokens);
  }
}

/** Everything of the conversation that could be sent, the question last and the summary in place of what it covers. */
export function contextMessages({ context }: PreparedTurn): readonly Message[] {
  const { compaction } = context;
  const index =
    compaction === undefined ? -1 : context.branch.findIndex((turn) => turn.id === compaction.throughTurnId);
  const newer = groupTurns(context.branch.slice(index + 1), context.question).flatMap((group) => group.messages);
  const summary: readonly Message[] =
    compaction === undefined || index < 0
      ? []
      : [{ role: "user", parts: [{ type: "text", text: summaryText(compaction) }] }];
  return [...summary, ...newer, questionMessage(context.question)];
}

function modalitiesOf(messages: readonly Message[]): readonly Modality[] {
  const found = new Set<Modality>(["text"]);
  for (const message of messages) {
    for (const part of message.parts) {
      if (part.type === "image") found.add("image");
      if (part.type === "file") found.add(fileModality(part.mediaType, part.text));
    }
  }
  return [...found];
}

/** A file whose text we have can go as text. */
function fileModality(mediaType: string, text: string | undefined): Modality {
  if (text !== undefined) return "text";
  if (mediaType === "application/pdf") return "pdf";
  const kind = mediaType.split("/")[0];
  return kind === "image" || kind === "audio" || kind === "video" ? kind : "text";
}

function remainingBudget(request: TurnRequest, deps: EngineDeps): number | undefined {
  const budgets = deps.budgets?.(request) ?? [];
  if (budgets.length === 0 || deps.ledger === undefined) return undefined;
  return Math.min(...deps.ledger.remaining(budgets, deps.clock.now()).map((row) => row.remainingUsd));
}
