import { OrchestratorError, type ModelEvent, type TurnEventBody } from "@ai-orchestrator/contract";
import type { TurnWriter } from "../turn-writer.ts";

type Block = "text" | "reasoning";
type BlockStart = Extract<ModelEvent, { type: "text-start" | "reasoning-start" }>;
type BlockEnd = Extract<ModelEvent, { type: "text-end" | "reasoning-end" }>;
type ToolCallEvent = Extract<ModelEvent, { type: "tool-call-start" | "tool-call-delta" | "tool-call" }>;
type BlockDelta = Extract<ModelEvent, { type: "text-delta" | "reasoning-delta" }>;

/** Key of the text block that a call is to go on in, until it does. */
const CONTINUED = "continued";

/** What one call has delivered so far. */
export interface Delivered {
  readonly textChars: number;
  readonly reasoningChars: number;
  readonly toolCallChars: number;
  readonly media: number;
}

/**
 * Passes the content of model calls on as events of a turn, well-formed whatever the calls do: a block's start is
 * held until its first character, so a call that dies before leaves no trace; blocks left open are closed; ids
 * do not collide between calls. One relay serves all attempts of one step.
 */
export class ContentRelay {
  readonly #writer: TurnWriter;
  readonly #onContent: () => void;
  readonly #maxChars: number;
  readonly #idPrefix: string;
  readonly #claim: () => void;
  /** What waits for the call's end, where nobody watches it being written. */
  #waiting: TurnEventBody[] | undefined;
  #held = new Map<string, BlockStart>();
  #open = new Map<string, { readonly kind: Block; readonly id: string }>();
  readonly #used = new Set<string>();
  #continued: string | undefined;
  #phase: "thinking" | "generating" | undefined;
  #textChars = 0;
  #reasoningChars = 0;
  #toolCallChars = 0;
  /** Characters that came of each tool call of the current call: one may break off before the call is whole. */
  readonly #calls = new Map<string, number>();
  #media = 0;
  #isCommitted = false;
  #hasOnlyText = true;

  constructor(options: {
    readonly writer: TurnWriter;
    readonly maxChars: number;
    /** Called before the first content of each call. */
    readonly onContent: () => void;
    /** Called before anything at all is shown of a call; throws if it may not be. */
    readonly claim?: () => void;
    /** Passes nothing on before `release`; until then a new call starts over. */
    readonly holds?: boolean;
    /** Keeps block ids of relays that share a writer apart. */
    readonly idPrefix?: string;
  }) {
    this.#writer = options.writer;
    this.#maxChars = options.maxChars;
    this.#onContent = options.onContent;
    this.#claim = options.claim ?? ((): void => undefined);
    this.#idPrefix = options.idPrefix ?? "";
    this.#waiting = options.holds === true ? [] : undefined;
  }

  /** True once something of the answer itself (not only reasoning) was shown: no restart from here. */
  get isCommitted(): boolean {
    return this.#isCommitted && this.#waiting === undefined;
  }

  /** True if what was shown of the answer is text alone, which another call can go on from. */
  get isContinuable(): boolean {
    return this.#hasOnlyText;
  }

  /** Another relay on the same writer has shown something of the answer: no restart and no going on from here. */
  adopt(): void {
    this.#isCommitted = true;
    this.#hasOnlyText = false;
  }

  /** What the current call delivered. */
  get delivered(): Delivered {
    return {
      textChars: this.#textChars,
      reasoningChars: this.#reasoningChars,
      toolCallChars: this.#toolCallChars,
      media: this.#media,
    };
  }

  /** True if the current call delivered nothing at all. */
  get isEmpty(): boolean {
    return this.#textChars + this.#reasoningChars + this.#toolCallChars + this.#media === 0;
  }

  /** A new call begins. `continuing`: its first text goes on in the text block that is still open. */
  begin(options: { readonly continuing: boolean }): void {
    this.#held.clear();
    this.#calls.clear();
    this.#textChars = this.#reasoningChars = this.#toolCallChars = this.#media = 0;
    this.#phase = undefined;
    this.#continued = undefined;
    if (this.#waiting !== undefined) this.#startOver();
    if (!options.continuing) return;
    const open = [...this.#open].find(([, block]) => block.kind === "text");
    if (open === undefined) return;
    // Out of the new call's reach: its block ids mean something else.
    this.#open.delete(open[0]);
    this.#open.set(CONTINUED, open[1]);
    this.#continued = open[1].id;
  }

  /** Passes one event on. `finish`, `response-start` and `downloading` are not content. Wait for the promise if there is one. */
  accept(event: ModelEvent): Promise<void> | undefined {
    switch (event.type) {
      case "text-start":
      case "reasoning-start":
        this.#held.set(`${event.type === "text-start" ? "text" : "reasoning"}:${event.id}`, event);
        return undefined;
      case "text-delta":
      case "reasoning-delta":
        return this.#delta(event);
      case "text-end":
      case "reasoning-end":
        return this.#end(event);
      case "tool-call-start":
      case "tool-call-delta":
      case "tool-call":
        return this.#toolCall(event);
      case "source":
      case "image":
      case "file":
        this.#claim();
        this.#media += 1;
        this.#hasOnlyText &&= event.type === "source";
        this.#commit("generating");
        return this.#pass(event);
      default:
        return undefined;
    }
  }

  /** Closes what is open; `keepText` leaves the newest text block open for a continuation. */
  close(options: { readonly keepText: boolean } = { keepText: false }): void {
    const kept = options.keepText ? [...this.#open.values()].findLast((block) => block.kind === "text") : undefined;
    for (const [key, block] of this.#open) {
      if (block === kept) continue;
      const { kind, id } = block;
      void this.#pass({ type: `${kind}-end`, id });
      this.#open.delete(key);
    }
    this.#held.clear();
  }

  /** The call has ended well: what waited is passed on, and from here on everything at once. */
  async release(): Promise<void> {
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const event of waiting) await this.#writer.emit(event);
  }

  #pass(event: TurnEventBody): Promise<void> | undefined {
    if (this.#waiting === undefined) return this.#writer.emit(event);
    const last = this.#waiting.at(-1);
    // Pieces that nobody sees one by one need not stay pieces.
    if (isPlainDelta(event) && isPlainDelta(last) && last.type === event.type && last.id === event.id)
      this.#waiting[this.#waiting.length - 1] = { ...last, text: last.text + event.text };
    else this.#waiting.push(event);
    return undefined;
  }

  /** Forgets the call before, of which nobody has seen anything. */
  #startOver(): void {
    this.#waiting = [];
    this.#open.clear();
    this.#used.clear();
    this.#isCommitted = false;
    this.#hasOnlyText = true;
  }

  #delta(event: BlockDelta): Promise<void> | undefined {
    const hasLogprobs = event.type === "text-delta" && event.logprobs !== undefined;
    const hasMetadata = event.type === "reasoning-delta" && event.providerMetadata !== undefined;
    if (event.text === "" && !hasLogprobs && !hasMetadata) return undefined;
    this.#claim();
    const kind: Block = event.type === "text-delta" ? "text" : "reasoning";
    this.#count(kind, event.text.length);
    const id = this.#opened(kind, event.id);
    return this.#pass({ ...event, id });
  }

  #count(kind: Block, chars: number): void {
    if (kind === "text") {
      this.#textChars += chars;
      this.#commit("generating");
    } else {
      this.#reasoningChars += chars;
      this.#show("thinking");
    }
    if (this.#textChars + this.#reasoningChars > this.#maxChars) {
      throw new OrchestratorError("bad_response", `The answer did not end within ${this.#maxChars} characters.`, {
        retryable: false,
      });
    }
  }

  #end(event: BlockEnd): Promise<void> | undefined {
    const kind: Block = event.type === "text-end" ? "text" : "reasoning";
    const key = `${kind}:${event.id}`;
    const held = this.#held.get(key);
    const hasMetadata = event.providerMetadata !== undefined || held?.providerMetadata !== undefined;
    if (!this.#open.has(key)) {
      this.#held.delete(key);
      // An empty block can still carry a signature that must come back in the next turn.
      if (!hasMetadata || held === undefined) return undefined;
      this.#claim();
      this.#held.set(key, held);
      this.#opened(kind, event.id);
    }
    const open = this.#open.get(key);
    this.#open.delete(key);
    return this.#pass({ ...event, id: open?.id ?? event.id });
  }

  #toolCall(event: ToolCallEvent): Promise<void> | undefined {
    this.#claim();
    const before = this.#calls.get(event.id) ?? 0;
    const chars = charsSoFar(event, before);
    this.#calls.set(event.id, chars);
    this.#toolCallChars += chars - before;
    this.#hasOnlyText = false;
    this.#commit("generating");
    return this.#pass(event);
  }

  /** The id under which the block is open; opens it if it is not. */
  #opened(kind: Block, providerId: string): string {
    const key = `${kind}:${providerId}`;
    const known = this.#open.get(key);
    if (known !== undefined) return known.id;
    const held = this.#held.get(key);
    this.#held.delete(key);
    if (kind === "text" && this.#continued !== undefined) {
      const id = this.#continued;
      this.#continued = undefined;
      this.#open.delete(CONTINUED);
      this.#open.set(key, { kind, id });
      return id;
    }
    const id = this.#freshId(providerId);
    this.#open.set(key, { kind, id });
    void this.#pass({
      type: `${kind}-start`,
      id,
      ...(held?.providerMetadata === undefined ? {} : { providerMetadata: held.providerMetadata }),
    });
    return id;
  }

  /** The provider's own id, or one derived from it where that was used before: ids are unique within a step. */
  #freshId(providerId: string): string {
    let id = `${this.#idPrefix}${providerId}`;
    for (let n = 2; this.#used.has(id); n += 1) id = `${this.#idPrefix}${providerId}.${n}`;
    this.#used.add(id);
    return id;
  }

  #commit(phase: "generating"): void {
    this.#isCommitted = true;
    this.#show(phase);
  }

  #show(phase: "thinking" | "generating"): void {
    if (this.#phase === phase) return;
    if (this.#phase === undefined) this.#onContent();
    this.#phase = phase;
    if (this.#writer.phase() !== phase) void this.#writer.emit({ type: "status", phase } satisfies TurnEventBody);
  }
}

/** Characters of a tool call's name and arguments, of which `before` came before. */
function charsSoFar(event: ToolCallEvent, before: number): number {
  if (event.type === "tool-call-delta") return before + event.json.length;
  return Math.max(before, event.name.length + (event.type === "tool-call" ? event.rawInput.length : 0));
}

/** True for a piece of text that says nothing but its text. */
function isPlainDelta(event: TurnEventBody | undefined): event is BlockDelta {
  if (event?.type === "text-delta") return event.logprobs === undefined;
  return event?.type === "reasoning-delta" && event.providerMetadata === undefined;
}
