import type { ResponseHandler, Sending } from "@ai-orchestrator/contract";
import type { Connection } from "./connection.ts";

/** A request as it goes out. */
export interface Outgoing {
  /** Request line and headers with the empty line, in latin1; with the body where that is one text of latin1 characters. */
  readonly head: string;
  /** What follows the head. */
  readonly body: Uint8Array | string | undefined;
}

/** One request from the moment it is asked for to its end, over one connection or, where the first had been hung up, two. */
export class SentRequest implements Sending {
  readonly outgoing: Outgoing;
  readonly handler: ResponseHandler;
  /** Its number among all that had to wait for a connection. */
  order = 0;
  /** The one it was sent over; none while it waits, and once it is over. */
  connection: Connection | undefined;
  isAborted = false;
  /** A kept connection turned out to be closed: the next that is has the last word. */
  wasHungUpOn = false;

  constructor(outgoing: Outgoing, handler: ResponseHandler) {
    this.outgoing = outgoing;
    this.handler = handler;
  }

  abort(): void {
    this.isAborted = true;
    this.connection?.drop(this);
  }

  pause(): void {
    this.connection?.pause(this);
  }

  resume(): void {
    this.connection?.resume(this);
  }
}
