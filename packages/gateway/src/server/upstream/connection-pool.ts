import { connect, isIP, type NetConnectOpts, type OnReadOpts, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { Connection, type ConnectionOwner, type Outgoing, type ResponseHandler, type Sending } from "./connection.ts";

/** Where a pool's connections go. */
export interface Target {
  readonly isSecure: boolean;
  /** Without the brackets of an IPv6 address. */
  readonly hostname: string;
  readonly port: number;
}

/** What a pool keeps to. */
export interface PoolLimits {
  /** Most connections to one origin; further requests wait for one. */
  readonly connections: number;
  readonly connectMs: number;
  /** One that was idle for so long is looked at before it is used again: its server may have hung up. */
  readonly checkAfterMs: number;
}

/** Bytes one read takes at most. */
const READ_BYTES = 64 * 1024;
/** How often connections that were kept long enough are looked for, ms. */
const SWEEP_MS = 1_000;
/** How long one is kept whose request was taken back or went over another, ms. */
const UNUSED_MS = 5_000;
const TCP_KEEP_ALIVE_MS = 60_000;

/** A connection did not come about in time. */
export class ConnectTimeout extends Error {
  override readonly name = "ConnectTimeout";
}

/** A request that has no connection yet. */
interface Waiting extends Sending {
  readonly outgoing: Outgoing;
  readonly handler: ResponseHandler;
  /** Its number among all that had to wait. */
  readonly order: number;
  /** Once it has one. */
  sent: Sending | undefined;
  isAborted: boolean;
}

interface Idle {
  readonly connection: Connection;
  /** Performance times, ms. */
  readonly since: number;
  readonly until: number;
}

/**
 * Connections to one origin, kept open between requests and used by one request at a time; the one used last is used
 * first. A request that was sent is not sent again from here; that a kept connection was closed before it came is told as HungUp.
 */
export class ConnectionPool implements ConnectionOwner, Disposable {
  readonly #target: Target;
  readonly #limits: PoolLimits;
  readonly #open = new Set<Connection | Socket>();
  #idle: Idle[] = [];
  readonly #waiting: Waiting[] = [];
  /** How many requests have had to wait so far. */
  #waited = 0;
  /** Of `#open`, how many are being made. */
  #connecting = 0;
  /** And how many are looked at before they are used again. */
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
    const free = this.#takeIdle();
    const wasLong = free !== undefined && performance.now() - free.since >= this.#limits.checkAfterMs;
    if (free !== undefined && !wasLong) return free.connection.send(outgoing, handler);
    const waiting = waitingFor(outgoing, handler, ++this.#waited);
    this.#waiting.push(waiting);
    if (free !== undefined) this.#check(free);
    else if (this.#isClosed) this.#giveUp(new Error("The pool is closed."));
    else this.#connectForWaiting();
    return waiting;
  }

  onIdle(connection: Connection, keepMs: number): void {
    const next = this.#nextWaiting();
    if (next !== undefined) {
      next.sent = connection.send(next.outgoing, next.handler);
      return;
    }
    const since = performance.now();
    this.#idle.push({ connection, since, until: since + keepMs });
    this.#sweeper ??= setInterval(() => this.#sweep(), SWEEP_MS).unref();
  }

  onClose(connection: Connection): void {
    this.#open.delete(connection);
    this.#connectForWaiting();
  }

  [Symbol.dispose](): void {
    this.#isClosed = true;
    clearInterval(this.#sweeper);
    for (const one of this.#open) {
      if (one instanceof Connection) one.close();
      else one.destroy();
    }
    this.#giveUp(new Error("The pool is closed."));
  }

  #takeIdle(): Idle | undefined {
    for (let idle = this.#idle.pop(); idle !== undefined; idle = this.#idle.pop()) {
      if (idle.connection.isOpen && performance.now() < idle.until) return idle;
      idle.connection.close();
    }
    return undefined;
  }

  /** Gives a connection to whoever waits once all that had arrived on it was read: a server that hung up while this thread was busy has said so by then. */
  #check({ connection, until }: Idle): void {
    this.#checking += 1;
    // The first may come before the system is asked for news, the second comes after that.
    setImmediate(() =>
      setImmediate(() => {
        this.#checking -= 1;
        if (connection.isOpen) this.onIdle(connection, until - performance.now());
        else this.#connectForWaiting();
      }),
    );
  }

  #nextWaiting(): Waiting | undefined {
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift())
      if (!next.isAborted) return next;
    return undefined;
  }

  /** Whom a connection that broke off was made for: whoever came after it was begun may fare better with another. */
  #takeOneUpTo(newest: number): Waiting | undefined {
    const index = this.#waiting.findLastIndex(({ order }) => order <= newest);
    return index < 0 ? undefined : this.#waiting.splice(index, 1)[0];
  }

  #connectForWaiting(): void {
    const hasRoom = this.#open.size < this.#limits.connections;
    if (this.#waiting.length > this.#connecting + this.#checking && hasRoom && !this.#isClosed) this.#connect();
  }

  #connect(): void {
    let connection: Connection | undefined;
    const { isSecure } = this.#target;
    const socket = openSocket(this.#target, this.#session, (length) => connection?.read(SHARED, length));
    const timer = setTimeout(
      () => socket.destroy(new ConnectTimeout("No connection in time.")),
      this.#limits.connectMs,
    );
    this.#open.add(socket);
    this.#connecting += 1;
    const newest = this.#waited;
    const isOver = (): void => {
      clearTimeout(timer);
      this.#connecting -= 1;
      this.#open.delete(socket);
    };
    let error: Error | undefined;
    const onError = (thrown: Error): void => void (error = thrown);
    const onClose = (): void => {
      isOver();
      const waiting = this.#takeOneUpTo(newest);
      if (waiting?.isAborted === false)
        waiting.handler.onError(error ?? new Error("The connection was closed before it was made."));
      this.#connectForWaiting();
    };
    socket.on("error", onError);
    socket.on("close", onClose);
    if (isSecure) socket.on("session", (session: Buffer) => (this.#session = session));
    socket.once(isSecure ? "secureConnect" : "connect", () => {
      isOver();
      socket.off("error", onError);
      socket.off("close", onClose);
      connection = new Connection(socket, this);
      this.#open.add(connection);
      this.onIdle(connection, UNUSED_MS);
    });
  }

  /** Lets go of what was kept long enough. */
  #sweep(): void {
    const now = performance.now();
    const [kept, over] = [[] as Idle[], [] as Idle[]];
    for (const idle of this.#idle) (idle.connection.isOpen && now < idle.until ? kept : over).push(idle);
    this.#idle = kept;
    for (const { connection } of over) connection.close();
    if (kept.length > 0) return;
    clearInterval(this.#sweeper);
    this.#sweeper = undefined;
  }

  #giveUp(error: Error): void {
    for (let next = this.#nextWaiting(); next !== undefined; next = this.#nextWaiting()) next.handler.onError(error);
  }
}

/** What comes is copied out of it before anything else is read. */
const SHARED: Buffer = Buffer.allocUnsafeSlow(READ_BYTES);

function openSocket(
  { isSecure, hostname, port }: Target,
  session: Buffer | undefined,
  read: (length: number) => void,
): Socket {
  const onread: OnReadOpts = {
    buffer: SHARED,
    callback: (length) => {
      read(length);
      return true;
    },
  };
  const options: NetConnectOpts = { host: hostname, port, onread };
  // An address is no name that a certificate could be asked for by.
  const name = isIP(hostname) === 0 ? { servername: hostname } : {};
  const socket = isSecure
    ? connectTls({ ...options, ...name, ALPNProtocols: ["http/1.1"], ...(session === undefined ? {} : { session }) })
    : connect(options);
  return socket.setNoDelay(true).setKeepAlive(true, TCP_KEEP_ALIVE_MS);
}

function waitingFor(outgoing: Outgoing, handler: ResponseHandler, order: number): Waiting {
  const waiting: Waiting = {
    outgoing,
    handler,
    order,
    sent: undefined,
    isAborted: false,
    abort: () => {
      waiting.isAborted = true;
      waiting.sent?.abort();
    },
    pause: () => waiting.sent?.pause(),
    resume: () => waiting.sent?.resume(),
  };
  return waiting;
}
