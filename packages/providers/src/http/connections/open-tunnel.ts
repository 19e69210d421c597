import { connect, isIP, type Socket } from "node:net";
import type { LineSteps } from "./open-line.ts";
import { connectTls, type Endpoint } from "./open-socket.ts";
import { readResponseHead } from "./response-head.ts";

/** An HTTP proxy. */
export interface Proxy extends Endpoint {
  /** The header that a proxy with a password wants, with its line end; empty without one. */
  readonly authorization: string;
}

/** A proxy did not lead where it was asked to. */
export class ProxyRefusal extends Error {
  override readonly name = "ProxyRefusal";
  readonly code = "PROXY_REFUSED";
}

/** Most bytes of what a proxy answers. */
const MOST_HEAD = 16_384;

/** Asks a proxy for a tunnel (RFC 9110 §9.3.6), and goes on with the socket that leads through it. */
export function openTunnel(
  proxy: Proxy,
  { hostname, port }: Endpoint,
  { step, fail, isOver }: LineSteps,
  goOn: (through: Socket) => void,
): void {
  const { isSecure } = proxy;
  const at = { host: proxy.hostname, port: proxy.port };
  const name = isIP(proxy.hostname) === 0 ? { servername: proxy.hostname } : {};
  const socket = isSecure ? connectTls({ ...at, ...name, ALPNProtocols: ["http/1.1"] }) : connect(at);
  const named = `${isIP(hostname) === 6 ? `[${hostname}]` : hostname}:${port}`;
  step(socket, isSecure ? "secureConnect" : "connect", () => {
    let text = "";
    const onData = (bytes: Buffer): void => {
      text += bytes.toString("latin1");
      const end = text.indexOf("\r\n\r\n");
      if (end < 0 && text.length < MOST_HEAD) return;
      socket.off("data", onData);
      const problem = end < 0 ? "Its answer has no end." : problemOf(text, end);
      if (problem === undefined) goOn(socket);
      else fail(new ProxyRefusal(`The proxy ${proxy.hostname}:${proxy.port} opened no way to ${named}: ${problem}`));
    };
    if (isOver()) return;
    socket.on("data", onData);
    socket.write(`CONNECT ${named} HTTP/1.1\r\nhost: ${named}\r\n${proxy.authorization}\r\n`, "latin1");
  });
}

function problemOf(text: string, end: number): string | undefined {
  let status: number;
  try {
    ({ status } = readResponseHead(text.slice(0, end)));
  } catch (thrown) {
    return (thrown as Error).message;
  }
  if (status < 200 || status > 299) return `it answered ${status}.`;
  // Whoever speaks before TLS was begun is not who was asked for.
  return text.length > end + 4 ? "It said more than that it is open." : undefined;
}
