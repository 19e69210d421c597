import { describe, expect, it } from "vitest";
import { MalformedResponse } from "./response-head.ts";
import { ResponseReader } from "./response-reader.ts";

interface Read {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isWhole: boolean;
  readonly keepMs: number;
  /** Bytes that belong to the response. */
  readonly taken: number;
}

/** Reads pieces as a connection does: all through one buffer that is overwritten. */
function readPieces(pieces: readonly Buffer[]): Read {
  const shared = Buffer.alloc(64 * 1024);
  const data: Buffer[] = [];
  let [status, taken] = [0, 0];
  let headers: Read["headers"] = {};
  const reader = new ResponseReader({
    onHeaders: (found, of) => {
      expect(status).toBe(0);
      [status, headers] = [found, of];
    },
    onData: (bytes) => {
      expect(bytes.length).toBeGreaterThan(0);
      data.push(Buffer.from(bytes));
    },
  });
  for (const piece of pieces) {
    piece.copy(shared);
    const read = reader.read(shared, piece.length);
    expect(read).toBeLessThanOrEqual(piece.length);
    taken += read;
    shared.fill("X", 0, piece.length);
    if (reader.isWhole) break;
    expect(read).toBe(piece.length);
  }
  return {
    status,
    headers,
    body: Buffer.concat(data).toString("latin1"),
    isWhole: reader.isWhole,
    keepMs: reader.keepMs,
    taken,
  };
}

/** The bytes whole, in two pieces cut everywhere, and one by one. */
function* cuts(bytes: Buffer): Generator<readonly Buffer[]> {
  yield [bytes];
  for (let at = 1; at < bytes.length; at++) yield [bytes.subarray(0, at), bytes.subarray(at)];
  yield Array.from(bytes, (byte) => Buffer.from([byte]));
}

const lines = (...all: readonly string[]): string => all.join("\r\n");
const OK = "HTTP/1.1 200 OK";

const GOOD: Readonly<Record<string, { readonly raw: string; readonly want: Partial<Read> }>> = {
  "a length": {
    raw: lines(OK, "Content-Type: application/json", "content-length: 5", "", "hello"),
    want: {
      body: "hello",
      isWhole: true,
      keepMs: 30_000,
      headers: { "content-type": "application/json", "content-length": "5" },
    },
  },
  "a length of nothing": { raw: lines(OK, "content-length: 0", "", ""), want: { body: "", isWhole: true } },
  "more than its length": {
    raw: lines(OK, "content-length: 2", "", "hello"),
    want: { body: "he", isWhole: true, taken: lines(OK, "content-length: 2", "", "he").length },
  },
  "less than its length": { raw: lines(OK, "content-length: 9", "", "hello"), want: { body: "hello", isWhole: false } },
  "no length: until it closes": {
    raw: lines(OK, "x: y", "", "hello"),
    want: { body: "hello", isWhole: false, keepMs: 0 },
  },
  "no headers at all": { raw: lines(OK, "", "hello"), want: { body: "hello", headers: {} } },
  chunks: {
    raw: lines(OK, "transfer-encoding: chunked", "", "5", "hello", "00a", " and 10 mo", "0", "", ""),
    want: { body: "hello and 10 mo", isWhole: true },
  },
  "chunks with extensions, capitals, and fields after the last": {
    raw: lines(
      OK,
      "Transfer-Encoding: Chunked",
      "",
      'A;name="v;=",x',
      "0123456789",
      "0;last",
      "Expires: now",
      "x-y: ",
      "",
      "",
    ),
    want: { body: "0123456789", isWhole: true },
  },
  "chunks whose data look like frames": {
    raw: lines(OK, "transfer-encoding: chunked", "", "9", "\r\n0\r\n\r\n\r\n", "0", "", "", "rest"),
    want: { body: "\r\n0\r\n\r\n\r\n", isWhole: true },
  },
  "early answers before the one that counts": {
    raw: lines(
      "HTTP/1.1 100 Continue",
      "",
      "HTTP/1.1 103 Early Hints",
      "link: </a>",
      "",
      OK,
      "content-length: 1",
      "",
      "x",
    ),
    want: { status: 200, body: "x", isWhole: true, headers: { "content-length": "1" } },
  },
  "no content, whatever length it says": {
    raw: lines("HTTP/1.1 204 No Content", "content-length: 5", "", ""),
    want: { status: 204, body: "", isWhole: true },
  },
  "no reason": { raw: lines("HTTP/1.1 429", "content-length: 0", "", ""), want: { status: 429, isWhole: true } },
  "a server that closes": {
    raw: lines(OK, "connection: Close", "content-length: 1", "", "x"),
    want: { isWhole: true, keepMs: 0 },
  },
  "a server that says how long it keeps": {
    raw: lines(OK, "keep-alive: timeout=5, max=100", "content-length: 1", "", "x"),
    want: { isWhole: true, keepMs: 3_000 },
  },
  "a server that keeps for a moment": {
    raw: lines(OK, "keep-alive: timeout=1", "content-length: 1", "", "x"),
    want: { isWhole: true, keepMs: 0 },
  },
  "HTTP/1.0": { raw: lines("HTTP/1.0 200 OK", "content-length: 1", "", "x"), want: { isWhole: true, keepMs: 0 } },
  "HTTP/1.0 that keeps": {
    raw: lines("HTTP/1.0 200 OK", "connection: keep-alive", "content-length: 1", "", "x"),
    want: { isWhole: true, keepMs: 30_000 },
  },
  "HTTP/1.0 that keeps, with chunks it does not have": {
    raw: lines("HTTP/1.0 200 OK", "connection: keep-alive", "transfer-encoding: chunked", "", "1", "x", "0", "", ""),
    want: { body: "x", isWhole: true, keepMs: 0 },
  },
  "headers repeated, empty, with blanks and of any name": {
    raw: lines(OK, "a: 1", "A:\t2 \t", "b:", "constructor: c", "x: caf\xE9", "content-length: 0", "", ""),
    want: { headers: { a: "1, 2", b: "", constructor: "c", x: "caf\xE9", "content-length": "0" } },
  },
  "a name that would be a prototype": {
    raw: lines(OK, "__proto__: x", "content-length: 0", "", ""),
    want: { headers: { "content-length": "0" }, isWhole: true },
  },
};

const chunked = (...rest: readonly string[]): string => lines(OK, "transfer-encoding: chunked", "", ...rest);

const BAD: Readonly<Record<string, string>> = {
  "something else": "SSH-2.0-OpenSSH_9.9\r\n\r\n",
  "another version": lines("HTTP/2.0 200 OK", "", ""),
  "no status": lines("HTTP/1.1 OK", "", ""),
  "an empty line first": lines("", OK, "content-length: 0", "", ""),
  "a switch of protocols": lines("HTTP/1.1 101 Switching Protocols", "upgrade: h2c", "", ""),
  "line ends without CR": "HTTP/1.1 200 OK\ncontent-length: 0\n\n\r\n\r\n",
  "a header without colon": lines(OK, "nonsense", "", ""),
  "a blank before the colon": lines(OK, "content-length : 5", "", "hello"),
  "a header that goes on": lines(OK, "a: b", " c", "content-length: 0", "", ""),
  "a NUL in a header": lines(OK, "a: b\0", "content-length: 0", "", ""),
  "a bare CR in a header": lines(OK, "a: b\rcontent-length: 5", "", "hello"),
  "a length that is none": lines(OK, "content-length: 5x", "", "hello"),
  "a negative length": lines(OK, "content-length: -5", "", "hello"),
  "an empty length": lines(OK, "content-length:", "", "hello"),
  "an endless length": lines(OK, "content-length: 9999999999999999", "", "hello"),
  "two lengths": lines(OK, "content-length: 5", "content-length: 5", "", "hello"),
  "two lengths in one": lines(OK, "content-length: 5, 5", "", "hello"),
  "a length and chunks": lines(OK, "content-length: 5", "transfer-encoding: chunked", "", "0", "", ""),
  "half a line end after a header": lines(OK, "a: b\n", "content-length: 0", "", ""),
  "half a line end after a length": lines(OK, "content-length: 1\n", "", "x"),
  "another coding": lines(OK, "transfer-encoding: gzip, chunked", "", "0", "", ""),
  "chunked twice": lines(OK, "transfer-encoding: chunked", "transfer-encoding: chunked", "", "0", "", ""),
  "a chunk without size": chunked("", "hello"),
  "a size that is none": chunked("5 ", "hello"),
  "a size with sign": chunked("+5", "hello"),
  "a size in C": chunked("0x5", "hello"),
  "an endless size": chunked("100000000", "hello"),
  "a chunk that is longer than its size": chunked("4", "hello", "0", "", ""),
  "a size without CR": chunked("5\nhello", "0", "", ""),
  "a chunk without end": chunked("5", "hello0", "", ""),
  "a line that is no field after the last chunk": chunked("0", "nonsense", "", ""),
  "a control character in an extension": chunked("5;a\0", "hello"),
};

describe("ResponseReader", () => {
  it.each(Object.entries(GOOD))("reads %s, wherever it is cut", (_name, { raw, want }) => {
    for (const pieces of cuts(Buffer.from(raw, "latin1")))
      expect(readPieces(pieces)).toMatchObject({ status: 200, ...want });
  });

  it.each(Object.entries(BAD))("refuses %s, wherever it is cut", (_name, raw) => {
    for (const pieces of cuts(Buffer.from(raw, "latin1"))) expect(() => readPieces(pieces)).toThrow(MalformedResponse);
  });

  it.each([
    ["headers", `${OK}\r\na: ${"x".repeat(70_000)}`],
    ["early answers", "HTTP/1.1 103 Early Hints\r\n\r\n".repeat(20)],
    ["a chunk's extension", chunked(`5;${"x".repeat(5_000)}`)],
    ["fields after the last chunk", chunked("0", ...Array.from({ length: 2_000 }, () => "a: bcdefgh"))],
  ])("refuses %s without end", (_name, raw) => {
    const bytes = Buffer.from(raw, "latin1");
    const pieces = Array.from({ length: Math.ceil(bytes.length / 1_000) }, (_, index) =>
      bytes.subarray(index * 1_000, (index + 1) * 1_000),
    );
    expect(() => readPieces(pieces)).toThrow(MalformedResponse);
  });

  it.each(["SSH-2.0-OpenSSH_9.9\r\n", "<html>", "HTTP/1.1 200 OK\ncontent-length: 0\n\n", "\r\n", "HTTP/2 200\r\n"])(
    "does not wait for the end of %j",
    (raw) => {
      for (const pieces of cuts(Buffer.from(raw))) expect(() => readPieces(pieces)).toThrow(MalformedResponse);
    },
  );

  it("tells chunks that came together together", () => {
    const told: string[] = [];
    const reader = new ResponseReader({
      onHeaders: () => undefined,
      onData: (bytes) => told.push(Buffer.from(bytes).toString()),
    });
    const bytes = Buffer.from(chunked("3", "abc", "4", "defg", "0", "", ""));
    reader.read(bytes, bytes.length);
    expect(told).toEqual(["abcdefg"]);
  });

  it("reads whatever was mixed up without any other error, and the same however it is cut", () => {
    const random = randomFrom(7);
    const seeds = [...Object.values(GOOD).map(({ raw }) => raw), ...Object.values(BAD)];
    const outcome = (pieces: readonly Buffer[]): unknown => {
      try {
        return readPieces(pieces);
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(MalformedResponse);
        return "refused";
      }
    };
    for (let round = 0; round < 3_000; round++) {
      const bytes = mixedUp(Buffer.from(seeds[random(seeds.length)] ?? "", "latin1"), random);
      const first = random(bytes.length + 1);
      const second = first + random(bytes.length - first + 1);
      const pieces = [bytes.subarray(0, first), bytes.subarray(first, second), bytes.subarray(second)];
      expect(outcome(pieces), bytes.toString("latin1")).toEqual(outcome([bytes]));
    }
  });
});

/** Numbers below a bound, the same in every run (mulberry32). */
function randomFrom(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) % bound;
  };
}

/** A few bytes changed, left out or put in: mostly those that mean something. */
function mixedUp(bytes: Buffer, random: (bound: number) => number): Buffer {
  const telling = Buffer.from("\r\n:; 05aF,\0\tx");
  let mixed = Buffer.from(bytes);
  for (let changes = 1 + random(3); changes > 0; changes--) {
    const at = random(mixed.length + 1);
    const put = random(3) === 0 ? Buffer.alloc(0) : Buffer.from([telling[random(telling.length)] ?? 0]);
    mixed = Buffer.concat([mixed.subarray(0, at), put, mixed.subarray(at + random(2))]);
  }
  return mixed;
}
