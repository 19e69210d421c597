import type { Socket } from "node:net";
import { openSocket, openTlsOver, type Endpoint, type OpenSocket, type TlsOptions } from "./open-socket.ts";
import { openTunnel, type Proxy } from "./open-tunnel.ts";

/** How requests reach an origin. */
export interface Target extends Endpoint {
  /** The proxy whose tunnel leads there. */
  readonly tunnel?: Proxy;
}

/** A connection did not come about in time. */
export class ConnectTimeout extends Error {
  override readonly name = "ConnectTimeout";
  readonly code = "ETIMEDOUT";
}

/** For those who take a step of the way. */
export interface LineSteps {
  isOver(): boolean;
  fail(error: Error): void;
  /** Goes on once a socket is connected; whatever becomes of it from now on ends the whole. */
  step(socket: Socket, event: "connect" | "secureConnect", goOn: () => void): void;
}

/** Told once how it went. */
export interface LineEnds {
  onOpen(open: OpenSocket): void;
  onFail(error: Error): void;
}

/** Connects to a target, over however many steps, in `connectMs` all in all. Returns how to give it up, which tells nobody. */
export function openLine(target: Target, tls: TlsOptions & { readonly connectMs: number }, ends: LineEnds): () => void {
  let current: Socket;
  let isOver = false;
  const end = (): boolean => {
    if (isOver) return false;
    isOver = true;
    clearTimeout(timer);
    return true;
  };
  const timer = setTimeout(() => fail(new ConnectTimeout("No connection in time.")), tls.connectMs);
  const fail = (error: Error): void => {
    if (!end()) return;
    current.destroy();
    ends.onFail(error);
  };
  const steps: LineSteps = {
    isOver: () => isOver,
    fail,
    // The listeners stay: once it is over, or on its next step, they tell nobody.
    step: (socket, event, goOn) => {
      current = socket;
      let error: Error | undefined;
      socket.on("error", (thrown) => (error = thrown));
      socket.on("close", () => {
        // The one of the step after it knows better why.
        if (current === socket) fail(error ?? new Error("The connection was closed before it was made."));
      });
      socket.once(event, () => isOver || goOn());
    },
  };
  const opened = (open: OpenSocket): void => {
    if (end()) ends.onOpen(open);
  };
  if (target.tunnel === undefined) {
    const open = openSocket(target, tls);
    steps.step(open.socket, target.isSecure ? "secureConnect" : "connect", () => opened(open));
  } else
    openTunnel(target.tunnel, target, steps, (through) => {
      const open = openTlsOver(through, target, tls);
      steps.step(open.socket, "secureConnect", () => opened(open));
    });
  return () => {
    if (end()) current.destroy();
  };
}
