import { connect } from "node:net";

/**
 * Whether something accepts connections at a URL's host and port within `timeoutMs`. Costs a millisecond where
 * nothing does, and spares the start of a command the loading of an HTTP client.
 */
export async function isListening(url: string, timeoutMs: number): Promise<boolean> {
  const { hostname, port, protocol } = new URL(url);
  const socket = connect({
    host: hostname.replace(/^\[|\]$/g, ""),
    port: Number(port) || (protocol === "https:" ? 443 : 80),
  });
  const isOpen = await new Promise<boolean>((resolve) => {
    socket.setTimeout(timeoutMs, () => resolve(false));
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
  });
  socket.destroy();
  return isOpen;
}
