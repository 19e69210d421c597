import type { ResponseHandler, Sending } from "@ai-orchestrator/contract";
import { Connection, type ConnectionOwner } from "./connection.ts";
import { openLine, type Target } from "./open-line.ts";
import { SentRequest, type Outgoing } from "./sent-request.ts";

/** What a pool keeps to. */
export interface PoolLimits {
  /** Most connections to one origin; further requests wait for one. */
  readonly connections: number;
  readonly connectMs: number;
  /** One that was idle for so long is looked at before it is used again: its server may have hung up. */
  readonly checkAfterMs: number;
}

/** How often connections that were kept long enough are looked for, ms. */
const SWEEP_MS = 1_000;
/** How long one is kept whose request was taken back or went over another, ms. */
const UNUSED_MS = 5_000;

/**
 * Connections to one origin, kept open between requests and used by one request at a time; the one used last is used
 * first. A request whose kept connection had been closed before it came is sent once more; nothing else ever is.
 */
export class ConnectionPool implements ConnectionOwner, Disposable {
  readonly #target: Target;
  readonly #limits: PoolLimits;
  readonly #open = new Set<Connection>();
  #idle: Connection[] = [];
  readonly #waiting: SentRequest[] = [];
  /** How many requests have had to wait so far. */
  #waited = 0;
  /** How to give up those that are being made. */
  readonly #connecting = new Set<() => void>();
  /** Of `#open`, how many are looked at before they are used again. */
  #checking = 0;
  #sweeper: NodeJS.Timeout | undefined;
  #session: Buffer | undefined;
  #isClosed = false;

  constructor(target: Target, limits: PoolLimits) {
    this.#target = target;
    this.#limits = limits;
  }

  /** Sends a request over a connection that is free, or as soon as there is one. */
  send(outgoing: Outgoing, handler: ResponseHandler): Sending {
    const request = new SentRequest(outgoing, handler);
    this.#dispatch(request);
    return request;
  }

  onIdle(connection: Connection, keepMs: number): void {
    const now = performance.now();
    const next = this.#nextWaiting();
    if (next !== undefined) return connection.send(next, now);
    connection.idleSince = now;
    connection.keptUntil = now + keepMs;
    this.#idle.push(connection);
    connection.rest();
    this.#sweeper ??= setInterval(() => this.#sweep(), SWEEP_MS).unref();
  }

  onClose(connection: Connection): void {
    this.#open.delete(connection);
    this.#connectForWaiting();
  }

  onHungUp(request: SentRequest): void {
    if (!request.isAborted) this.#dispatch(request);
  }

  [Symbol.dispose](): void {
    this.#isClosed = true;
    clearInterval(this.#sweeper);
    for (const giveUp of this.#connecting) giveUp();
    this.#connecting.clear();
    for (const one of this.#open) one.close();
    this.#giveUp(new Error("The pool is closed."));
  }

  #dispatch(request: SentRequest): void {
    const now = performance.now();
    const free = this.#takeIdle(now);
    if (free !== undefined && now - free.idleSince < this.#limits.checkAfterMs) return free.send(request, now);
    request.order = ++this.#waited;
    this.#waiting.push(request);
    if (free !== undefined) this.#check(free);
    else if (this.#isClosed) this.#giveUp(new Error("The pool is closed."));
    else this.#connectForWaiting();
  }

  #takeIdle(now: number): Connection | undefined {
    for (let idle = this.#idle.pop(); idle !== undefined; idle = this.#idle.pop()) {
      if (idle.isOpen && now < idle.keptUntil) return idle;
      idle.close();
    }
    return undefined;
  }

  /** Gives a connection to whoever waits once all that had arrived on it was read: a server that hung up while this thread was busy has said so by then. */
  #check(connection: Connection): void {
    this.#checking += 1;
    // The first may come before the system is asked for news, the second comes after that.
    setImmediate(() =>
      setImmediate(() => {
        this.#checking -= 1;
        if (connection.isOpen) this.onIdle(connection, connection.keptUntil - performance.now());
        else this.#connectForWaiting();
      }),
    );
  }

  #nextWaiting(): SentRequest | undefined {
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift())
      if (!next.isAborted) return next;
    return undefined;
  }

  /** Whom a connection that broke off was made for: whoever came after it was begun may fare better with another. */
  #takeOneUpTo(newest: number): SentRequest | undefined {
    const index = this.#waiting.findLastIndex(({ order }) => order <= newest);
    return index < 0 ? undefined : this.#waiting.splice(index, 1)[0];
  }

  #connectForWaiting(): void {
    const coming = this.#connecting.size;
    const hasRoom = this.#open.size + coming < this.#limits.connections;
    if (this.#waiting.length > coming + this.#checking && hasRoom && !this.#isClosed) this.#connect();
  }

  #connect(): void {
    const newest = this.#waited;
    const tls = { session: this.#session, onSession: (session: Buffer) => void (this.#session = session) };
    const giveUp = openLine(
      this.#target,
      { ...tls, connectMs: this.#limits.connectMs },
      {
        onOpen: (open) => {
          this.#connecting.delete(giveUp);
          const connection = new Connection(open, this);
          this.#open.add(connection);
          this.onIdle(connection, UNUSED_MS);
        },
        onFail: (error) => {
          this.#connecting.delete(giveUp);
          const waiting = this.#takeOneUpTo(newest);
          if (waiting?.isAborted === false) waiting.handler.onError(error);
          this.#connectForWaiting();
        },
      },
    );
    this.#connecting.add(giveUp);
  }

  /** Lets go of what was kept long enough. */
  #sweep(): void {
    const now = performance.now();
    const [kept, over] = [[] as Connection[], [] as Connection[]];
    for (const idle of this.#idle) (idle.isOpen && now < idle.keptUntil ? kept : over).push(idle);
    this.#idle = kept;
    for (const connection of over) connection.close();
    if (kept.length > 0) return;
    clearInterval(this.#sweeper);
    this.#sweeper = undefined;
  }

  #giveUp(error: Error): void {
    for (let next = this.#nextWaiting(); next !== undefined; next = this.#nextWaiting()) next.handler.onError(error);
  }
}
