import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { createConnections, type ProviderConnections } from "../create-connections.ts";

/** A server on loopback for one test, and connections to it; both are closed when the test is over. */
export interface Served {
  readonly connections: ProviderConnections;
  readonly origin: string;
}

/** Serves `answer` until the test is over. */
export async function serveAnswer(answer: RequestListener): Promise<Served> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  const connections = createConnections();
  onTestFinished(() => {
    connections[Symbol.dispose]();
    server.closeAllConnections();
    server.close();
  });
  return { connections, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
