import type { FilePart, ImagePart, Message } from "./message.ts";
import type { TurnPolicy } from "./policy.ts";
import type { GenerationOptions } from "./generation.ts";
import type { Task } from "./task.ts";

/** What a person (or program) asks. Either `prompt` or `messages` ending in a user or tool message. */
export interface TurnRequest extends GenerationOptions {
  /** The question. */
  readonly prompt?: string;
  /** Whole message list for stateless callers (the gateway); replaces conversation context. */
  readonly messages?: readonly Message[];
  readonly system?: string;
  readonly attachments?: readonly (ImagePart | FilePart)[];
  /** Catalogue key, alias, provider id, `provider/model`, or `auto`, `auto:cheap|best|local|code`. Unset means auto. */
  readonly model?: string;
  readonly policy?: TurnPolicy;
  /** Ask for reasoning and show it. */
  readonly think?: boolean;
  /** The answer needs the web. */
  readonly web?: boolean;
  /** A multi-model recipe by name, or false to forbid chains. */
  readonly chain?: string | false;
  /** Try a cheap model first, check its answer, and ask a stronger one where it does not pass; as config says otherwise. */
  readonly cascade?: boolean;
  /** Start a second call when the first is slower than usual; as config says otherwise. */
  readonly hedge?: boolean;
  /** After a model fails mid-answer, let the next continue from the text so far; as config says otherwise. */
  readonly continueAfterPartial?: boolean;
  /**
   * What is passed on while it is written: everything (the default), of a chain only the step that answers (`answer`), or
   * nothing before the answer is whole (`whole`). What nobody has seen may be written anew by another model.
   */
  readonly deliver?: "everything" | "answer" | "whole";
  /** The only provider that understands the caller's own bytes, where they say what this request cannot: a raw call may go only there. */
  readonly rawOnlyAt?: string;
  /** Set by a user who corrects the classifier (`/task`). */
  readonly task?: Task;
  /** Continue this conversation. */
  readonly conversationId?: string;
  /** Branch point: the turn this one follows; the conversation's head by default. Null starts a new root branch. */
  readonly parentTurnId?: string | null;
  /** Answer again instead of adding a question: the new turn is a sibling of this one with the same question. */
  readonly regenerateTurnId?: string;
  /** Start a stored conversation if none is given. Incognito wins. */
  readonly save?: boolean;
  /** Whole-turn limit in ms, retries and fallbacks included. */
  readonly timeoutMs?: number;
  /** Choose this id for the turn (idempotency); random otherwise. */
  readonly turnId?: string;
  /** What the caller asked for once, where several turns or attempts answer it: for the pace of turns they count as one. */
  readonly requestId?: string;
  /** Who asks, for budgets and the audit: `cli`, `gateway`, a key id … */
  readonly client?: string;
  /** Gateway key that budgets and usage are charged to. */
  readonly keyId?: string;
}
