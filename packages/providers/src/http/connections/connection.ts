import type { OpenSocket } from "./open-socket.ts";
import { MalformedResponse } from "./response-head.ts";
import { ResponseReader } from "./response-reader.ts";
import type { Outgoing, SentRequest } from "./sent-request.ts";

/** What a connection says of itself. */
export interface ConnectionOwner {
  /** It can take another request, for so long, ms. */
  onIdle(connection: Connection, keepMs: number): void;
  onClose(connection: Connection): void;
  /** The other side had closed it before the request came, which can be asked once more. */
  onHungUp(request: SentRequest): void;
}

/** A body of bytes up to here goes out in one piece with its head; copying a larger one costs more than a second piece. */
const ONE_PIECE = 16 * 1024;

/** A connection that was used before and is closed so soon after a request without a byte was closed before it came, ms. */
const HUNG_UP_MS = 1_000;

/** The other side had closed a connection that was kept open, while the request was on its way; and so it did with the one before. */
export class HungUp extends Error {
  override readonly name = "HungUp";
}

/**
 * One connection to an upstream, for one request at a time. What it reads goes through one buffer that all connections
 * share and no stream.
 */
export class Connection {
  readonly #open: OpenSocket;
  readonly #owner: ConnectionOwner;
  #running: SentRequest | undefined;
  #reader: ResponseReader | undefined;
  #isAnswered = false;
  /** Performance time, ms; 0 for the first request. */
  #hangsUpUntil = 0;
  #error: Error | undefined;
  /** True once a response was read. */
  #wasUsed = false;
  #rests = false;
  /** False once it was closed, or is about to be. */
  isOpen = true;
  /** The owner's: since when it is idle and how long it is kept, performance times, ms. */
  idleSince = 0;
  keptUntil = 0;

  /** Over a socket that is connected. */
  constructor(open: OpenSocket, owner: ConnectionOwner) {
    this.#open = open;
    this.#owner = owner;
    open.onRead = (bytes, length) => this.#read(bytes, length);
    const { socket } = open;
    socket.on("error", (error) => (this.#error = error));
    socket.on("end", () => this.#ended());
    socket.on("close", () => this.#closed());
  }

  /** Sends a request at this performance time; the connection must be idle. */
  send(request: SentRequest, now: number): void {
    request.connection = this;
    this.#running = request;
    this.#reader = new ResponseReader(request.handler);
    this.#isAnswered = false;
    this.#hangsUpUntil = this.#wasUsed ? now + HUNG_UP_MS : 0;
    const { socket } = this.#open;
    if (this.#rests) socket.ref();
    this.#rests = false;
    write(socket, request.outgoing);
  }

  /** Nobody waits for it: it keeps no process alive. */
  rest(): void {
    this.#rests = true;
    this.#open.socket.unref();
  }

  pause(request: SentRequest): void {
    if (this.#running === request) this.#open.socket.pause();
  }

  resume(request: SentRequest): void {
    if (this.#running === request) this.#open.socket.resume();
  }

  /** Ends the request with the connection: no other would be told from its rest. */
  drop(request: SentRequest): void {
    if (this.#running !== request) return;
    this.#reader?.stop();
    this.#letGo(request);
    this.close();
  }

  /** Closes it at once. */
  close(): void {
    this.isOpen = false;
    this.#open.socket.destroy();
  }

  /** Takes what came. */
  #read(bytes: Buffer, length: number): void {
    const running = this.#running;
    const reader = this.#reader;
    // Nobody asked anything: whatever it is, the next answer would be taken for it.
    if (running === undefined || reader === undefined) return this.close();
    this.#isAnswered = true;
    let read: number;
    try {
      read = reader.read(bytes, length);
    } catch (thrown) {
      return this.#fail(running, thrown as Error);
    }
    if (this.#running !== running || !reader.isWhole) return;
    this.#letGo(running);
    this.#release(read === length ? reader.keepMs : 0);
    running.handler.onEnd();
  }

  #letGo(request: SentRequest): void {
    request.connection = undefined;
    this.#running = undefined;
    this.#reader = undefined;
  }

  #release(keepMs: number): void {
    const { socket } = this.#open;
    if (keepMs === 0 || !this.isOpen) return this.close();
    // TLS tells a turn of the loop later that all was sent.
    if (socket.writableLength > 0) return void setImmediate(() => this.#keep(keepMs));
    this.#keep(keepMs);
  }

  #keep(keepMs: number): void {
    const { socket } = this.#open;
    // An answer that came before its question was sent whole.
    if (socket.writableLength > 0 || !this.isOpen) return this.close();
    this.#wasUsed = true;
    if (socket.isPaused()) socket.resume();
    this.#owner.onIdle(this, keepMs);
  }

  #fail(running: SentRequest, error: Error): void {
    const wasRunning = this.#running === running;
    this.#letGo(running);
    this.close();
    if (wasRunning) running.handler.onError(error);
  }

  /** The other side has said all it will. */
  #ended(): void {
    const running = this.#running;
    if (running === undefined || this.#reader?.endsWithClose !== true) return this.close();
    this.#letGo(running);
    this.close();
    running.handler.onEnd();
  }

  #closed(): void {
    this.isOpen = false;
    const running = this.#running;
    if (running !== undefined) this.#letGo(running);
    this.#owner.onClose(this);
    if (running === undefined) return;
    const isHungUp = !this.#isAnswered && performance.now() < this.#hangsUpUntil;
    if (!isHungUp)
      running.handler.onError(this.#error ?? new MalformedResponse("The other side closed the connection too early."));
    else if (running.wasHungUpOn)
      running.handler.onError(new HungUp("The other side had closed the connection.", { cause: this.#error }));
    else {
      running.wasHungUpOn = true;
      this.#owner.onHungUp(running);
    }
  }
}

function write(socket: OpenSocket["socket"], { head, body }: Outgoing): void {
  if (body === undefined || body.length === 0) socket.write(head, "latin1");
  // latin1 is one character a byte both ways, and one text is one write.
  else if (typeof body !== "string" && body.length <= ONE_PIECE) socket.write(head + latin1Of(body), "latin1");
  else {
    socket.cork();
    socket.write(head, "latin1");
    socket.write(body);
    socket.uncork();
  }
}

function latin1Of(bytes: Uint8Array): string {
  const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return buffer.toString("latin1");
}
