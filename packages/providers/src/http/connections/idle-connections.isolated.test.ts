import { once } from "node:events";
import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { expect, it } from "vitest";
import { selfSigned } from "../../../../gateway/test/self-signed.ts";
import { createConnections } from "./create-connections.ts";

const certificate = selfSigned();
setDefaultCACertificates([...getCACertificates("default"), certificate.cert]);

it.each(["http", "https"])(
  "an idle connection keeps no process alive, one that is waited for does (%s)",
  async (scheme) => {
    const sockets = new Set<Socket>();
    const server = scheme === "http" ? createServer() : createSecureServer(certificate);
    server.on("connection", (socket: Socket) => sockets.add(socket));
    server.on("request", (request, response) => {
      if (request.url === "/answered") response.end("answer");
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const connections = createConnections();
    const request = (path: string, signal?: AbortSignal) => ({
      url: new URL(`${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}${path}`),
      method: "GET",
      headers: {},
      body: null,
      signal,
    });
    /** Connections that hold this process, without the server's. */
    const holding = (): number => {
      for (const socket of sockets) socket.unref();
      return process.getActiveResourcesInfo().filter((kind) => kind === "TCPSocketWrap").length;
    };
    // Those of the test before are closing.
    await expect.poll(holding).toBe(0);
    await connections.sendWhole(request("/answered"));
    expect(holding()).toBe(0);
    const giveUp = new AbortController();
    const waited = connections.sendWhole(request("/never", giveUp.signal));
    expect(holding()).toBe(1);
    giveUp.abort(new Error("enough"));
    await expect(waited).rejects.toThrow("enough");
    expect(sockets.size).toBe(1);
    connections[Symbol.dispose]();
    server.closeAllConnections();
    server.close();
  },
);
