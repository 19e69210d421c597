import { connect, isIP, type NetConnectOpts, type OnReadOpts, type Socket } from "node:net";
import type { ConnectionOptions, TLSSocket } from "node:tls";

/** Where a connection goes. */
export interface Endpoint {
  readonly isSecure: boolean;
  /** Without the brackets of an IPv6 address. */
  readonly hostname: string;
  readonly port: number;
}

/** A socket whose bytes are handed out from a buffer that is overwritten. */
export interface OpenSocket {
  readonly socket: Socket;
  /** Gets what is read: `length` bytes, to be copied before it returns. */
  onRead: (bytes: Buffer, length: number) => void;
}

/** Bytes one read takes at most. */
const READ_BYTES = 64 * 1024;
/** One buffer for all: what comes is copied out of it before anything else is read. */
const SHARED: Buffer = Buffer.allocUnsafeSlow(READ_BYTES);
const TCP_KEEP_ALIVE_MS = 60_000;

/** TLS is loaded with the first connection that needs it: 7 ms, which nobody who is starting should wait for. */
export const connectTls = (options: ConnectionOptions): TLSSocket =>
  process.getBuiltinModule("node:tls").connect(options);

/** What a TLS connection is made of. */
export interface TlsOptions {
  readonly session: Buffer | undefined;
  readonly onSession: (session: Buffer) => void;
}

/** Begins to connect; the socket tells with `connect`, or `secureConnect`, that it is. */
export function openSocket(endpoint: Endpoint, tls: TlsOptions): OpenSocket {
  const onread: OnReadOpts = {
    buffer: SHARED,
    callback: (length) => {
      open.onRead(SHARED, length);
      return true;
    },
  };
  const options: NetConnectOpts = { host: endpoint.hostname, port: endpoint.port, onread };
  const socket = endpoint.isSecure ? connectTls({ ...options, ...tlsSettings(endpoint, tls) }) : connect(options);
  const open: OpenSocket = { socket, onRead: () => undefined };
  return settle(open, endpoint.isSecure ? tls : undefined);
}

/** Begins TLS with an endpoint over a connection that leads to it. Node reads such a one through a stream. */
export function openTlsOver(through: Socket, endpoint: Endpoint, tls: TlsOptions): OpenSocket {
  const socket = connectTls({ socket: through, ...tlsSettings(endpoint, tls) });
  const open: OpenSocket = { socket, onRead: () => undefined };
  socket.on("data", (bytes: Buffer) => open.onRead(bytes, bytes.length));
  return settle(open, tls);
}

function tlsSettings({ hostname }: Endpoint, { session }: TlsOptions): object {
  return {
    // An address is no name that a certificate could be asked for by, but it is what the certificate must hold.
    ...(isIP(hostname) === 0 ? { servername: hostname } : { host: hostname }),
    ALPNProtocols: ["http/1.1"],
    ...(session === undefined ? {} : { session }),
  };
}

function settle(open: OpenSocket, tls: TlsOptions | undefined): OpenSocket {
  open.socket.setNoDelay(true).setKeepAlive(true, TCP_KEEP_ALIVE_MS);
  if (tls !== undefined) open.socket.on("session", tls.onSession);
  return open;
}
