import type { OrchestratorError } from "@ai-orchestrator/contract";
import type { FailureContext } from "../errors/classify-failure.ts";
import { secretsIn } from "../errors/redact-secrets.ts";
import type { Door } from "./door.ts";
import type { AnswerHeaders } from "./http-answer.ts";
import type { BodyTap, SeenBody } from "./tap-body.ts";

/** What one call's HTTP exchange looked like; filled while it runs. */
export class Exchange {
  readonly #door: Pick<Door, "provider" | "headers" | "now">;
  readonly #model: string | undefined;
  headers: AnswerHeaders | undefined;
  status: number | undefined;
  /** The body while it is read. */
  tap: BodyTap | undefined;
  /** What is known of the body. */
  body: SeenBody | undefined;
  /** The error the exchange ended with; wins over whatever else is made of it. */
  failure: OrchestratorError | undefined;
  /** The headers that authenticated the request. */
  credential: Readonly<Record<string, string>> = {};
  /** Epoch ms of the answer's headers: dates in them count from there. */
  answeredAt: number | undefined;

  constructor(door: Pick<Door, "provider" | "headers" | "now">, model?: string) {
    this.#door = door;
    this.#model = model;
  }

  /** For building errors about this exchange. */
  get context(): FailureContext {
    const { provider, headers, now } = this.#door;
    return {
      provider,
      secrets: secretsIn(this.credential, headers),
      now: this.answeredAt ?? now(),
      ...(this.#model === undefined ? {} : { model: this.#model }),
    };
  }

  /** Forgets a request before this one: its end says nothing about the next. */
  begin(): void {
    this.failure = undefined;
    this.tap = undefined;
    this.body = undefined;
  }

  /** Notes how an answer begins. */
  answered(status: number, headers: AnswerHeaders): void {
    this.status = status;
    this.headers = headers;
    this.answeredAt = this.#door.now();
  }
}
