import type { Socket } from "node:net";
import { MalformedResponse } from "./response-head.ts";
import { ResponseReader, type ResponseSink } from "./response-reader.ts";

/** Gets what comes of one request: headers, pieces (what taking them throws ends the request with that error), then one of two ends, which must not throw. */
export interface ResponseHandler extends ResponseSink {
  onEnd(): void;
  onError(error: Error): void;
}

/** A request as it goes out. */
export interface Outgoing {
  /** Request line and headers with the empty line, in latin1. */
  readonly head: string;
  readonly body: Buffer;
}

/** A request on its way. Each of these does nothing once it is over. */
export interface Sending {
  /** Ends it; the handler hears nothing more. */
  abort(): void;
  /** No more pieces until `resume`. */
  pause(): void;
  resume(): void;
}

/** What a connection says of itself. */
export interface ConnectionOwner {
  /** It can take another request, for so long, ms. */
  onIdle(connection: Connection, keepMs: number): void;
  onClose(connection: Connection): void;
}

/** A body up to here goes out in one piece with its head; copying a larger one costs more than a second piece. */
const ONE_PIECE = 16 * 1024;

/** A connection that was used before and is closed so soon after a request without a byte was closed before it came, ms. */
const HUNG_UP_MS = 1_000;

/** The other side had closed a connection that was kept open, while the request was on its way. */
export class HungUp extends Error {
  override readonly name = "HungUp";
}

interface Running {
  readonly sending: Sending;
  readonly handler: ResponseHandler;
  readonly reader: ResponseReader;
  /** Performance time, ms. */
  readonly hangsUpUntil: number;
  isAnswered: boolean;
}

/**
 * One connection to an upstream, for one request at a time. What it reads goes through one buffer that all connections
 * share and no stream: `read` must be called with what came into it.
 */
export class Connection {
  readonly #socket: Socket;
  readonly #owner: ConnectionOwner;
  #running: Running | undefined;
  #error: Error | undefined;
  /** True once a response was read. */
  #wasUsed = false;
  /** False once it was closed, or is about to be. */
  isOpen = true;

  /** Over a socket that is connected. */
  constructor(socket: Socket, owner: ConnectionOwner) {
    this.#socket = socket;
    this.#owner = owner;
    socket.on("error", (error) => (this.#error = error));
    socket.on("end", () => this.#ended());
    socket.on("close", () => this.#closed());
  }

  /** Sends a request; the connection must be idle. */
  send({ head, body }: Outgoing, handler: ResponseHandler): Sending {
    const sending: Sending = {
      abort: () => this.#isRunning(sending) && this.#drop(),
      pause: () => this.#isRunning(sending) && this.#socket.pause(),
      resume: () => this.#isRunning(sending) && this.#socket.resume(),
    };
    const hangsUpUntil = this.#wasUsed ? performance.now() + HUNG_UP_MS : 0;
    this.#running = { sending, handler, reader: new ResponseReader(handler), hangsUpUntil, isAnswered: false };
    const socket = this.#socket;
    // latin1 is one character a byte both ways, and one text is one write.
    if (body.length <= ONE_PIECE) socket.write(head + body.toString("latin1"), "latin1");
    else {
      socket.cork();
      socket.write(head, "latin1");
      socket.write(body);
      socket.uncork();
    }
    return sending;
  }

  /** Takes what came. */
  read(bytes: Buffer, length: number): void {
    const running = this.#running;
    // Nobody asked anything: whatever it is, the next answer would be taken for it.
    if (running === undefined) return this.close();
    running.isAnswered = true;
    const { reader, handler } = running;
    let read: number;
    try {
      read = reader.read(bytes, length);
    } catch (thrown) {
      return this.#fail(running, thrown as Error);
    }
    if (this.#running !== running || !reader.isWhole) return;
    this.#running = undefined;
    this.#release(read === length ? reader.keepMs : 0);
    handler.onEnd();
  }

  /** Closes it at once. */
  close(): void {
    this.isOpen = false;
    this.#socket.destroy();
  }

  #isRunning(sending: Sending): boolean {
    return this.#running?.sending === sending;
  }

  #drop(): void {
    this.#running = undefined;
    this.close();
  }

  #release(keepMs: number): void {
    // An answer that came before its question was sent whole.
    if (keepMs === 0 || this.#socket.writableLength > 0 || !this.isOpen) return this.close();
    this.#wasUsed = true;
    if (this.#socket.isPaused()) this.#socket.resume();
    this.#owner.onIdle(this, keepMs);
  }

  #fail(running: Running, error: Error): void {
    const wasRunning = this.#running === running;
    this.#drop();
    if (wasRunning) running.handler.onError(error);
  }

  /** The other side has said all it will. */
  #ended(): void {
    const running = this.#running;
    if (running?.reader.endsWithClose !== true) return this.close();
    this.#running = undefined;
    this.close();
    running.handler.onEnd();
  }

  #closed(): void {
    this.isOpen = false;
    const running = this.#running;
    this.#running = undefined;
    this.#owner.onClose(this);
    if (running === undefined) return;
    const isHungUp = !running.isAnswered && performance.now() < running.hangsUpUntil;
    const error = isHungUp
      ? new HungUp("The other side had closed the connection.", { cause: this.#error })
      : (this.#error ?? new MalformedResponse("The other side closed the connection too early."));
    running.handler.onError(error);
  }
}
