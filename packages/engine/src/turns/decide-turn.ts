import {
  toOrchestratorError,
  type Decision,
  type Message,
  type Modality,
  type OrchestratorError,
  type TurnRequest,
} from "@ai-orchestrator/contract";
import { countContextTokens } from "../conversations/count-tokens.ts";
import { historyOf, type SizedMessages } from "../conversations/context-source.ts";
import { questionMessage } from "../conversations/turn-messages.ts";
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
  const context = contextOf(deciding);
  let failure: OrchestratorError | undefined;
  let cut: Cut = { step: 0, isBlind: false };
  const everything = cutContext(context, cut);
  let messages = everything;
  for (;;) {
    try {
      const facts = turnFacts(request, deciding, { messages, everything });
      const decided = deps.decide(request, facts, deciding);
      return decided instanceof Promise ? await interruptibly(decided, deciding.signal) : decided;
    } catch (thrown) {
      const { signal } = deciding;
      const error = toOrchestratorError(thrown);
      failure ??= error;
      const next = signal.aborted ? undefined : cutFurther(context, cut, error);
      if (next === undefined) throw signal.aborted ? error : failure;
      cut = next;
      messages = cutContext(context, cut);
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
  readonly history: readonly SizedMessages[];
  readonly fixed: readonly Message[];
}

function contextOf({ prepared }: Deciding): Context {
  if (prepared.messages !== undefined) return { history: [], fixed: prepared.messages };
  return { history: historyOf(prepared.context), fixed: [questionMessage(prepared.question)] };
}

function cutContext({ history, fixed }: Context, { step, isBlind }: Cut): readonly Message[] {
  if (history.length === 0) return fixed;
  const total = history.reduce((sum, piece) => sum + piece.tokens, 0);
  const kept = history.slice(firstWithin(history, total * (SHARES[step] ?? 0))).flatMap(({ messages }) => messages);
  return [...(isBlind ? withoutMedia(kept) : kept), ...fixed];
}

/** The next smaller context that could help against `error`; undefined if none could. */
function cutFurther({ history }: Context, cut: Cut, error: OrchestratorError): Cut | undefined {
  if (history.length === 0) return undefined;
  if (error.code === "context_too_long" && cut.step < SHARES.length - 1) return { ...cut, step: cut.step + 1 };
  const wantsEyes = error.code === "unsupported" || error.code === "no_usable_provider";
  const hasMedia = (): boolean =>
    history.some(({ messages }) => messages.some((message) => message.parts.some(isMedia)));
  return wantsEyes && !cut.isBlind && hasMedia() ? { ...cut, isBlind: true } : undefined;
}

function firstWithin(history: readonly SizedMessages[], budget: number): number {
  let left = budget;
  let first = history.length;
  while (first > 0 && (history[first - 1]?.tokens ?? 0) <= left) {
    first -= 1;
    left -= history[first]?.tokens ?? 0;
  }
  return first;
}

function turnFacts(
  request: TurnRequest,
  { deps, shared, prepared, turnId }: Deciding,
  { messages, everything }: Pick<TurnFacts, "messages" | "everything">,
): TurnFacts {
  const fixed = prepared.messages ?? [questionMessage(prepared.question)];
  const { lastModel } = prepared;
  return new CountedFacts(
    {
      turnId,
      messages,
      everything,
      summarized:
        prepared.summarized ?? (prepared.messages === undefined ? prepared.context.summary?.summarized : undefined),
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
  readonly everything: readonly Message[];
  readonly health: TurnFacts["health"];
  declare readonly summarized?: () => readonly Message[];
  declare readonly system?: string;
  declare readonly lastModel?: string;
  declare readonly remainingBudgetUsd?: number;
  readonly #fixed: readonly Message[];
  readonly #estimateTokens: EngineDeps["estimateTokens"];

  constructor(
    known: { readonly [K in keyof Known]: Known[K] | undefined } & Required<
      Pick<Known, "turnId" | "prompt" | "messages" | "everything" | "health">
    >,
    of: { readonly fixed: readonly Message[]; readonly estimateTokens: EngineDeps["estimateTokens"] },
  ) {
    this.turnId = known.turnId;
    this.prompt = known.prompt;
    this.messages = known.messages;
    this.everything = known.everything;
    this.health = known.health;
    if (known.summarized !== undefined) this.summarized = known.summarized;
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
