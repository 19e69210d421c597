import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { createHttpFetch } from "./create-http-fetch.ts";

async function listening(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it("fetches, and breaks off what is under way when disposed", async () => {
  const server = createServer((request, response) => {
    if (request.url === "/quick") response.end("quick");
  });
  const origin = await listening(server);
  const http = createHttpFetch();
  expect(await (await http.fetch(`${origin}/quick`)).text()).toBe("quick");
  const hanging = http.fetch(`${origin}/never`).catch((thrown: unknown) => thrown);
  await http[Symbol.asyncDispose]();
  expect(await hanging).toBeInstanceOf(Error);
  server.close();
});

it("goes through a proxy where the environment names one, but never for this machine", async () => {
  const asked: string[] = [];
  const proxy = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.end("through the proxy");
  });
  proxy.on("connect", (request, socket) => {
    asked.push(`CONNECT ${request.url ?? ""}`);
    socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
  });
  const target = createServer((_request, response) => response.end("direct"));
  const env = { HTTPS_PROXY: await listening(proxy) };
  const origin = await listening(target);
  await using http = createHttpFetch({ env });
  expect(await (await http.fetch(`${origin}/x`)).text()).toBe("direct");
  expect(asked).toEqual([]);
  await expect(http.fetch("https://provider.test/x")).rejects.toThrow("fetch failed");
  expect(asked).toEqual(["CONNECT provider.test:443"]);
  proxy.close();
  target.close();
});
