import { OrchestratorError, type JsonObject, type Message, type TurnRequest } from "@ai-orchestrator/contract";
import { defined, object, optionalFlag, optionalText } from "./read-fields.ts";

/** The turn a caller asks for. Callers of a face keep their own history, so its messages are always there. */
export type FaceTurn = Omit<TurnRequest, "messages"> & { readonly messages: readonly Message[] };

/** What a body says in any dialect. A face that knows more extends it. */
export interface FaceRequest {
  readonly turn: FaceTurn;
  readonly stream: boolean;
  /** Why only the caller's own bytes can ask for this: thrown where no provider that was chosen understands them. */
  readonly onlyRaw?: OrchestratorError | undefined;
  /** The conversation holds what a provider of this dialect would refuse, because another's model wrote it: it is translated, not relayed. */
  readonly isForeign?: boolean;
  /** The answer is to hold the decision: `aio: {"decision": true}`. */
  readonly wantsDecision: boolean;
}

/** Fields of a turn as a dialect's reader found them; undefined for what the body does not say. */
export type ReadFields = { readonly [K in Exclude<keyof TurnRequest, "messages">]?: TurnRequest[K] | undefined };

/** Puts together what a dialect's reader found and what every dialect says the same way: the `aio` field. Throws `invalid_input`. */
export function faceRequest(
  body: JsonObject,
  read: { readonly messages: readonly Message[]; readonly stream: boolean; readonly fields: ReadFields },
): FaceRequest {
  const aio = body["aio"] === undefined || body["aio"] === null ? {} : object(body["aio"], "aio");
  const strange = Object.keys(aio).find((name) => !WISHES.includes(name));
  if (strange !== undefined)
    throw new OrchestratorError("invalid_input", `"aio" has no "${strange}"; it knows ${WISHES.join(", ")}.`);
  const wishes = defined({
    chain: optionalText(aio, "chain"),
    cascade: optionalFlag(aio, "cascade"),
    hedge: optionalFlag(aio, "hedge"),
    continueAfterPartial: optionalFlag(aio, "continueAfterPartial"),
  });
  return {
    turn: { messages: read.messages, ...wishes, ...defined(read.fields) },
    stream: read.stream,
    wantsDecision: optionalFlag(aio, "decision") ?? false,
  };
}

/** What a caller can wish of us that its dialect has no words for. */
const WISHES: readonly string[] = ["decision", "chain", "cascade", "hedge", "continueAfterPartial"];
