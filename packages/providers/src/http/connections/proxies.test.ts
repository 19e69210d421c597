import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { connect, type AddressInfo, type Socket } from "node:net";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { selfSigned } from "../../../../gateway/test/self-signed.ts";
import { createConnections } from "./create-connections.ts";

const open: { readonly server: Server; readonly sockets: Set<Socket> }[] = [];
/** What the proxies were asked for, with the password they were told. */
let asked: string[];
let answerConnect: string;
const certificate = selfSigned();
const known = getCACertificates("default");

beforeEach(() => {
  asked = [];
  answerConnect = "HTTP/1.1 200 OK\r\n\r\n";
  setDefaultCACertificates([...known, certificate.cert]);
});
afterEach(() => {
  setDefaultCACertificates(known);
  for (const { server, sockets } of open.splice(0)) {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
});

async function listening(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): void => void sockets.add(socket.on("error", () => undefined));
  server.on("connection", keep).on("secureConnection", keep).listen(0, "127.0.0.1");
  open.push({ server, sockets });
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/** A proxy: names that only it knows lead to `port` on this machine. */
async function startProxy(port: number, isSecure = false): Promise<number> {
  const note = (request: IncomingMessage): void => {
    asked.push(`${request.method} ${request.url} ${request.headers["proxy-authorization"] ?? "-"}`);
  };
  const proxy = isSecure ? createSecureServer(certificate) : createServer();
  proxy.on("request", (request, response) => {
    note(request);
    response.end(`handed on for ${request.headers.host}`);
  });
  proxy.on("connect", (request, socket: Socket) => {
    note(request);
    socket.on("error", () => undefined);
    if (!answerConnect.startsWith("HTTP/1.1 200")) return void socket.end(answerConnect);
    const through = connect(port, "127.0.0.1", () => {
      socket.write(answerConnect);
      socket.pipe(through).pipe(socket);
    });
    through.on("error", () => socket.destroy());
    socket.once("close", () => through.destroy());
  });
  return listening(proxy);
}

async function ask(address: string, env: Readonly<Record<string, string>>, times = 1): Promise<string> {
  using connections = createConnections({ env, connectMs: 5_000 });
  const request = { url: new URL(address), method: "POST", headers: {}, body: "hi", signal: undefined };
  let text = "";
  for (let time = 0; time < times; time++) text = (await connections.sendWhole(request)).body.toString();
  return text;
}

async function startTarget(): Promise<number> {
  const target = createSecureServer(certificate, (request, response) => {
    response.end(`${request.method} ${request.url} for ${request.headers.host}`);
  });
  return listening(target);
}

/** A name that is no name of this machine's in `NO_PROXY`, though the certificate must hold it: the tunnel leads wherever the proxy likes. */
const NAMED = "https://localhost.test:8443/v1/chat";

describe("a proxy", () => {
  it.each([false, true])("leads through a tunnel to what is secure (spoken to in TLS: %s)", async (isSecure) => {
    const proxy = await startProxy(await startTarget(), isSecure);
    const env = { HTTPS_PROXY: `${isSecure ? "https" : "http"}://us%65r:w%3Ard@127.0.0.1:${proxy}` };
    // The certificate is for localhost: whoever is at the other end must still be who was asked for.
    await expect(ask(NAMED, env)).rejects.toMatchObject({ code: "ERR_TLS_CERT_ALTNAME_INVALID" });
    expect(asked).toEqual([`CONNECT localhost.test:8443 Basic ${btoa("user:w:rd")}`]);
  });

  it("keeps the tunnel for further requests", async () => {
    const names = selfSigned("localhost.test");
    setDefaultCACertificates([...known, names.cert]);
    const target = createSecureServer(names, (request, response) => {
      response.end(`${request.method} ${request.url} for ${request.headers.host}`);
    });
    const proxy = await startProxy(await listening(target));
    expect(await ask(NAMED, { HTTPS_PROXY: `127.0.0.1:${proxy}` }, 3)).toBe("POST /v1/chat for localhost.test:8443");
    expect(asked).toEqual(["CONNECT localhost.test:8443 -"]);
  });

  it("is handed what anybody may read", async () => {
    const proxy = await startProxy(1);
    const env = { HTTP_PROXY: `http://user:word@127.0.0.1:${proxy}` };
    expect(await ask("http://provider.test:8080/v1/x?y=z", env)).toBe("handed on for provider.test:8080");
    expect(asked).toEqual([`POST http://provider.test:8080/v1/x?y=z Basic ${btoa("user:word")}`]);
  });

  it.each([
    ["user:100%", "user:100%"],
    [":word", ":word"],
  ])("is told the password of %s", async (written, told) => {
    const proxy = await startProxy(1);
    await ask("http://provider.test/", { HTTP_PROXY: `http://${written}@127.0.0.1:${proxy}` });
    expect(asked).toEqual([`POST http://provider.test/ Basic ${btoa(told)}`]);
  });

  it("is passed by for this machine and for whom NO_PROXY names", async () => {
    const target = createServer((_request, response) => void response.end("direct"));
    const port = await listening(target);
    const env = { HTTP_PROXY: `http://127.0.0.1:${await startProxy(1)}` };
    expect(await ask(`http://127.0.0.1:${port}/`, env)).toBe("direct");
    expect(await ask(`http://localhost:${port}/`, env)).toBe("direct");
    expect(asked).toEqual([]);
  });

  it.each([
    ["HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", "it answered 407"],
    ["HTTP/1.1 403 Forbidden\r\ncontent-length: 2\r\n\r\nno", "it answered 403"],
    ["nonsense\r\n\r\n", "does not begin with a status line"],
    ["HTTP/1.1 2", "closed before it was made"],
    ["HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", "more than that it is open"],
    [`HTTP/1.1 403 No\r\nx-long: ${"x".repeat(20_000)}`, "has no end"],
  ])("that does not lead there is told of: %s", async (answer, why) => {
    answerConnect = answer;
    const proxy = await startProxy(await startTarget());
    await expect(ask(NAMED, { HTTPS_PROXY: `http://127.0.0.1:${proxy}` })).rejects.toThrow(why);
  });

  it("that is not there is told of", async () => {
    const port = await listening(createServer());
    open.pop()?.server.close();
    await expect(ask(NAMED, { HTTPS_PROXY: `http://127.0.0.1:${port}` })).rejects.toMatchObject({
      code: "ECONNREFUSED",
    });
  });

  it("of another kind is left to the fetch, and refused without one", async () => {
    const env = { HTTPS_PROXY: "socks5://127.0.0.1:1080" };
    using connections = createConnections({ env, fetch: async () => new Response("by fetch") });
    const request = { url: new URL(NAMED), method: "POST", headers: {}, body: "hi", signal: undefined };
    expect((await connections.sendWhole(request)).body.toString()).toBe("by fetch");
    expect(Buffer.from((await (await connections.send(request)).body?.read()) ?? []).toString()).toBe("by fetch");
    await expect(ask(NAMED, env)).rejects.toMatchObject({ code: "invalid_config" });
  });
});
