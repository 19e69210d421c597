import { connect } from "node:net";

/** A fetch that first tries a bare TCP connection: on a machine without local servers, the HTTP client is never loaded. */
export function probingFetch(inner: typeof fetch): typeof fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    await connects(url, init?.signal ?? undefined);
    return inner(input, init);
  };
}

function connects(url: URL, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
    const socket = connect({
      host: url.hostname.replace(/^\[|\]$/g, ""),
      port,
      ...(signal === undefined ? {} : { signal }),
    });
    socket.once("connect", () => {
      socket.destroy();
      resolve();
    });
    socket.once("error", reject);
  });
}
