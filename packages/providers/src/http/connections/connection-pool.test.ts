import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterEach, describe, expect, it } from "vitest";
import { selfSigned } from "../../../../gateway/test/self-signed.ts";
import type { Sending } from "@ai-orchestrator/contract";
import { ConnectionPool, type PoolLimits } from "./connection-pool.ts";
import { HungUp } from "./connection.ts";
import { ConnectTimeout } from "./open-line.ts";

/** What a test wants done with each request: `count` is its number on its connection, from 0. */
type Act = (socket: Socket, request: string, count: number) => void;

const open: Disposable[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one[Symbol.dispose]();
});

/** A server that reads requests with their bodies, whole, and does as told. */
async function serve(act: Act, tls?: { readonly cert: string; readonly key: string }) {
  const sockets: Socket[] = [];
  const listener = (socket: Socket): void => {
    sockets.push(socket);
    let [text, count] = ["", 0];
    socket.on("error", () => undefined);
    socket.on("data", (bytes: Buffer) => {
      text += bytes.toString("latin1");
      for (let request = wholeRequest(text); request !== undefined; request = wholeRequest(text)) {
        text = text.slice(request.length);
        act(socket, request, count++);
      }
    });
  };
  const server: Server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push({
    [Symbol.dispose]: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  });
  return { port: (server.address() as AddressInfo).port, sockets };
}

function wholeRequest(text: string): string | undefined {
  const head = text.indexOf("\r\n\r\n") + 4;
  const end = head + Number(/content-length: (\d+)/.exec(text)?.[1] ?? 0);
  return head < 4 || text.length < end ? undefined : text.slice(0, end);
}

function poolTo(
  port: number,
  {
    isSecure = false,
    hostname = "127.0.0.1",
    ...limits
  }: Partial<PoolLimits> & { readonly isSecure?: boolean; readonly hostname?: string } = {},
): ConnectionPool {
  const pool = new ConnectionPool(
    { isSecure, hostname, port },
    { connections: 8, connectMs: 5_000, checkAfterMs: 1_000, ...limits },
  );
  open.push(pool);
  return pool;
}

/** Sends a body; resolves with status and body, rejects with what went wrong. */
function ask(
  pool: ConnectionPool,
  body: string | Buffer = "question",
  onSent: (sending: Sending) => void = () => undefined,
): Promise<string> {
  return new Promise((resolve, reject) => {
    let [status, text] = [0, ""];
    const bytes = Buffer.from(body);
    const sending = pool.send(
      { head: `POST / HTTP/1.1\r\ncontent-length: ${bytes.length}\r\n\r\n`, body: bytes },
      {
        onHeaders: (found) => (status = found),
        onData: (piece) => (text += Buffer.from(piece).toString("latin1")),
        onEnd: () => resolve(`${status} ${text}`),
        onError: reject,
      },
    );
    onSent(sending);
  });
}

const answer = (text: string, headers = ""): string =>
  `HTTP/1.1 200 OK\r\n${headers}content-length: ${text.length}\r\n\r\n${text}`;
const echo: Act = (socket, request) => void socket.write(answer(request.slice(request.indexOf("\r\n\r\n") + 4)));

describe("ConnectionPool", () => {
  it("sends heads and bodies as they are, in one piece or, of a large body, in two", async () => {
    const seen: string[] = [];
    const { port } = await serve((socket, request) => {
      seen.push(request);
      socket.write(answer("ok"));
    });
    const pool = poolTo(port);
    for (const body of ["", "caf\xE9", "x".repeat(100_000)]) {
      const bytes = Buffer.from(body, "latin1");
      expect(await ask(pool, bytes)).toBe("200 ok");
      expect(seen.at(-1)).toBe(`POST / HTTP/1.1\r\ncontent-length: ${bytes.length}\r\n\r\n${body}`);
    }
  });

  it("uses a connection again, and one for each request at a time", async () => {
    const { port, sockets } = await serve(echo);
    const pool = poolTo(port);
    for (const body of ["a", "b"]) expect(await ask(pool, body)).toBe(`200 ${body}`);
    expect(sockets).toHaveLength(1);
    expect(await Promise.all(["a", "b", "c"].map((body) => ask(pool, body)))).toEqual(["200 a", "200 b", "200 c"]);
    expect(sockets).toHaveLength(3);
  });

  it("lets requests wait in order where all connections are in use", async () => {
    const order: string[] = [];
    const { port, sockets } = await serve((socket, request, count) => {
      order.push(request.slice(-1));
      echo(socket, request, count);
    });
    const pool = poolTo(port, { connections: 1 });
    await Promise.all(["a", "b", "c", "d"].map((body) => ask(pool, body)));
    expect([order.join(""), sockets.length]).toEqual(["abcd", 1]);
  });

  it("never sends a request that was taken back while it waited", async () => {
    const seen: string[] = [];
    const { port } = await serve((socket, request, count) => {
      seen.push(request.slice(-1));
      echo(socket, request, count);
    });
    const pool = poolTo(port, { connections: 1 });
    const first = ask(pool, "a");
    void ask(pool, "b", (sending) => sending.abort());
    await Promise.all([first, ask(pool, "c")]);
    expect(seen.join("")).toBe("ac");
  });

  it.each([
    ["says that it closes", answer("ok", "connection: close\r\n")],
    ["sends more than its answer", `${answer("ok")}HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil`],
  ])("does not use a connection again whose server %s", async (_name, raw) => {
    const { port, sockets } = await serve((socket) => void socket.write(raw));
    const pool = poolTo(port);
    for (const count of [1, 2]) {
      expect(await ask(pool)).toBe("200 ok");
      expect(sockets).toHaveLength(count);
    }
  });

  it.each([
    ["speaks unasked", (socket: Socket): void => void socket.write(answer("evil"))],
    ["hangs up", (socket: Socket): void => void socket.end()],
  ])("lets go of an idle connection whose server %s", async (_name, act) => {
    const { port, sockets } = await serve(echo);
    const pool = poolTo(port);
    await ask(pool, "a");
    const [first] = sockets;
    if (first === undefined) throw new Error("There was no connection.");
    const closed = new Promise((resolve) => first.once("close", resolve));
    act(first);
    await closed;
    expect(await ask(pool, "b")).toBe("200 b");
    expect(sockets).toHaveLength(2);
  });

  it("looks whether a server hung up meanwhile before it uses a connection that was idle for a while", async () => {
    const { port, sockets } = await serve(echo);
    const pool = poolTo(port, { checkAfterMs: 0 });
    for (const body of ["a", "b", "c"]) {
      expect(await ask(pool, body)).toBe(`200 ${body}`);
      const last = sockets.at(-1);
      if (last === undefined) throw new Error("There was no connection.");
      // The end is sent before the next request is made, and both sides are this thread: nobody has read it yet.
      await new Promise<void>((resolve) => last.end(resolve));
    }
    expect(await Promise.all(["d", "e"].map((body) => ask(pool, body)))).toEqual(["200 d", "200 e"]);
    expect(sockets).toHaveLength(5);
  });

  it("uses one that is still open after that look, for whoever waited longest, and never for what was taken back", async () => {
    const seen: string[] = [];
    const { port, sockets } = await serve((socket, request, count) => {
      seen.push(request.slice(-1));
      echo(socket, request, count);
    });
    const pool = poolTo(port, { connections: 1, checkAfterMs: 0 });
    await ask(pool, "a");
    void ask(pool, "b", (sending) => sending.abort());
    expect(await Promise.all(["c", "d"].map((body) => ask(pool, body)))).toEqual(["200 c", "200 d"]);
    void ask(pool, "e", (sending) => sending.abort());
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await ask(pool, "f")).toBe("200 f");
    expect([seen.join(""), sockets.length]).toEqual(["acdf", 1]);
  });

  it.each([
    ["ends", (socket: Socket): void => void socket.end()],
    ["is reset", (socket: Socket): void => void socket.resetAndDestroy()],
  ])(
    "sends a request once more where a connection that had been used %s before it came, and only then",
    async (_name, act) => {
      const seen: string[] = [];
      const { port } = await serve((socket, request, count) => {
        seen.push(`${request.split("\r\n\r\n")[1] ?? ""}${count}`);
        if (count === 0) echo(socket, request, count);
        else if (request.endsWith("early")) {
          socket.write("HTTP/1.1 1");
          setTimeout(() => act(socket), 10);
        } else act(socket);
      });
      const pool = poolTo(port);
      for (const body of ["a", "b"]) expect(await ask(pool, body)).toBe(`200 ${body}`);
      await expect(ask(pool, "early")).rejects.not.toBeInstanceOf(HungUp);
      expect(seen).toEqual(["a0", "b1", "b0", "early1"]);
    },
  );

  it("gives up where the second connection is closed too, and where the request was taken back meanwhile", async () => {
    let left = 1;
    const { port, sockets } = await serve((socket, request, count) => {
      if (left-- > 0) echo(socket, request, count);
      else socket.destroy();
    });
    const pool = poolTo(port);
    await ask(pool, "a");
    await expect(ask(pool, "b")).rejects.toThrow("too early");
    expect(sockets).toHaveLength(2);
    left = 2;
    await Promise.all([ask(pool, "c"), ask(pool, "d")]);
    await expect(ask(pool, "e")).rejects.toBeInstanceOf(HungUp);
    expect(sockets).toHaveLength(4);
  });

  it("takes the end of a connection for the end of an answer without length, and only then", async () => {
    const { port } = await serve((socket, request) => {
      if (request.endsWith("length")) socket.end("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf");
      else if (request.endsWith("chunks"))
        socket.end("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n");
      else if (request.endsWith("head")) socket.end("HTTP/1.1 200 OK\r\ncont");
      else if (request.endsWith("nothing")) socket.end();
      else if (request.endsWith("reset")) socket.resetAndDestroy();
      else socket.end("HTTP/1.1 200 OK\r\n\r\nwhole");
    });
    const pool = poolTo(port);
    expect(await ask(pool, "close")).toBe("200 whole");
    for (const body of ["length", "chunks", "head", "nothing"])
      await expect(ask(pool, body), body).rejects.toThrow("too early");
    await expect(ask(pool, "reset")).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(await ask(pool, "close")).toBe("200 whole");
  });

  it("closes the connection of a request that is given up, and says nothing more", async () => {
    const { port, sockets } = await serve(
      (socket) => void socket.write("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf"),
    );
    const pool = poolTo(port);
    const heard: string[] = [];
    await new Promise<void>((resolve) => {
      const sending = pool.send(
        { head: "POST / HTTP/1.1\r\ncontent-length: 0\r\n\r\n", body: Buffer.alloc(0) },
        {
          onHeaders: () => heard.push("headers"),
          onData: () => {
            heard.push("data");
            sending.abort();
            sockets[0]?.once("close", () => resolve());
          },
          onEnd: () => heard.push("end"),
          onError: () => heard.push("error"),
        },
      );
    });
    expect(heard).toEqual(["headers", "data"]);
  });

  it("tells nothing of an answer's body where its headers made the request be given up", async () => {
    const closed = Promise.withResolvers<void>();
    const { port } = await serve((socket) => {
      socket.once("close", () => closed.resolve());
      socket.write(answer("body"));
    });
    const told: string[] = [];
    const sending: Sending = poolTo(port).send(
      { head: "POST / HTTP/1.1\r\ncontent-length: 0\r\n\r\n", body: undefined },
      {
        onHeaders: () => {
          told.push("headers");
          sending.abort();
        },
        onData: () => told.push("data"),
        onEnd: () => told.push("end"),
        onError: () => told.push("error"),
      },
    );
    await closed.promise;
    expect(told).toEqual(["headers"]);
  });

  it("ends a request with what taking its answer throws", async () => {
    const { port } = await serve(echo);
    const thrown = new Error("Too much.");
    const failed = new Promise((resolve) => {
      poolTo(port).send(
        { head: "POST / HTTP/1.1\r\ncontent-length: 1\r\n\r\n", body: Buffer.from("a") },
        {
          onHeaders: () => undefined,
          onData: () => {
            throw thrown;
          },
          onEnd: () => resolve("ended"),
          onError: resolve,
        },
      );
    });
    expect(await failed).toBe(thrown);
  });

  it("stops reading while it is paused, and uses the connection again afterwards", async () => {
    const size = 32 * 1024 * 1024;
    const { port, sockets } = await serve((socket, request) => {
      socket.write(request.endsWith("much") ? answer("x".repeat(size)) : answer("ok"));
    });
    const pool = poolTo(port);
    let read = 0;
    const { promise: begun, resolve: hasBegun } = Promise.withResolvers<void>();
    const { promise: ended, resolve: hasEnded, reject } = Promise.withResolvers<void>();
    const sending = pool.send(
      { head: "POST / HTTP/1.1\r\ncontent-length: 4\r\n\r\n", body: Buffer.from("much") },
      {
        onHeaders: () => undefined,
        onData: (bytes) => {
          read += bytes.length;
          sending.pause();
          hasBegun();
        },
        onEnd: hasEnded,
        onError: reject,
      },
    );
    await begun;
    // The server fills the buffers of both systems and then gets no further.
    const [socket] = sockets;
    for (let before = -1; before !== socket?.bytesWritten;) {
      before = socket?.bytesWritten ?? 0;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(read).toBeLessThanOrEqual(64 * 1024);
    const resuming = setInterval(() => sending.resume(), 0);
    await ended;
    clearInterval(resuming);
    expect(read).toBe(size);
    expect(await ask(pool)).toBe("200 ok");
    expect(sockets).toHaveLength(1);
  });

  it("says why there is no connection, and tries again with the next request", async () => {
    const { port } = await serve(echo);
    const closed = await serve(echo);
    open.pop()?.[Symbol.dispose]();
    await expect(ask(poolTo(closed.port))).rejects.toMatchObject({ code: "ECONNREFUSED" });
    await expect(ask(poolTo(port, { hostname: "host.invalid" }))).rejects.toMatchObject({ syscall: "getaddrinfo" });
    // It takes the connection and says nothing: a handshake without end.
    await expect(ask(poolTo(port, { isSecure: true, connectMs: 20 }))).rejects.toBeInstanceOf(ConnectTimeout);
  });

  it("tells no request of a connection that was begun before it came and broke off", async () => {
    const certificate = selfSigned();
    const known = getCACertificates("default");
    setDefaultCACertificates([...known, certificate.cert]);
    try {
      let answerHeld = (): void => undefined;
      const secure = createTlsServer(certificate, (socket) =>
        socket
          .on("error", () => undefined)
          .on("data", (bytes: Buffer) => {
            const say = (): void => void socket.write(answer("ok"));
            if (bytes.toString().endsWith("hold")) answerHeld = say;
            else say();
          }),
      );
      // Takes connections and says nothing on them until the test wants it.
      const [sockets, seen]: [Socket[], (() => void)[]] = [[], []];
      const server = createServer((socket) => {
        sockets.push(socket.on("error", () => undefined));
        seen.shift()?.();
      });
      const nextSocket = (): Promise<void> => new Promise((resolve) => seen.push(resolve));
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      open.push(
        { [Symbol.dispose]: () => sockets.forEach((one) => one.destroy()) },
        { [Symbol.dispose]: () => void server.close() },
      );
      const pool = poolTo((server.address() as AddressInfo).port, { isSecure: true });

      const first = nextSocket();
      ask(pool, "a", (sending) => sending.abort()).catch(() => undefined);
      await first;
      const second = nextSocket();
      const asked = ask(pool, "b");
      await second;
      sockets[0]?.destroy();
      setTimeout(() => secure.emit("connection", sockets[1]), 20);
      expect(await asked).toBe("200 ok");

      // One that is begun for a request that another connection took meanwhile; the request that hopes for it gets another.
      const third = nextSocket();
      const both = [ask(pool, "c"), ask(pool, "d")];
      await third;
      expect(await Promise.all(both)).toEqual(["200 ok", "200 ok"]);
      const fourth = nextSocket();
      const more = [ask(pool, "hold"), ask(pool, "e")];
      sockets[2]?.destroy();
      await fourth;
      secure.emit("connection", sockets[3]);
      expect(await more[1]).toBe("200 ok");
      answerHeld();
      expect(await Promise.all(more)).toEqual(["200 ok", "200 ok"]);
    } finally {
      setDefaultCACertificates(known);
    }
  });

  it("ends what is open and takes nothing more once it is closed", async () => {
    const { port } = await serve(() => undefined);
    const pool = poolTo(port, { connections: 1 });
    const asked = [ask(pool, "a"), ask(pool, "b")];
    const failed = Promise.allSettled(asked);
    pool[Symbol.dispose]();
    expect((await failed).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    await expect(ask(pool)).rejects.toThrow("closed");
  });

  it("sends nothing to a server whose certificate nobody vouches for", async () => {
    const seen: string[] = [];
    const { port } = await serve((_socket, request) => void seen.push(request), selfSigned());
    await expect(ask(poolTo(port, { isSecure: true }))).rejects.toMatchObject({ code: "DEPTH_ZERO_SELF_SIGNED_CERT" });
    expect(seen).toEqual([]);
  });

  it("speaks TLS, by name and by address, and takes large answers and pauses as without", async () => {
    const certificate = selfSigned();
    const known = getCACertificates("default");
    setDefaultCACertificates([...known, certificate.cert]);
    try {
      const { port, sockets } = await serve(echo, certificate);
      for (const hostname of ["localhost", "127.0.0.1"]) {
        const pool = poolTo(port, { isSecure: true, hostname });
        const before = sockets.length;
        const large = "x".repeat(1_000_000);
        expect(await ask(pool, "a")).toBe("200 a");
        expect(await ask(pool, large)).toBe(`200 ${large}`);
        const paused = ask(pool, large, (sending) => {
          sending.pause();
          setImmediate(() => sending.resume());
        });
        expect(await paused).toBe(`200 ${large}`);
        expect(sockets).toHaveLength(before + 1);
      }
    } finally {
      setDefaultCACertificates(known);
    }
  });
});
