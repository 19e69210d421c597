import { STREAM, WHOLE, type Fault } from "./faulty-upstream.ts";

/** Answers that are strange, but answers: whoever asks gets "Grüße, Welt." all the same. */
export const ODDITIES: Readonly<Record<string, Fault>> = {
  "lines that end with CRLF": streamed(STREAM.join("").replaceAll("\n", "\r\n")),
  "no blank after the colon": streamed(STREAM.join("").replaceAll("data: ", "data:")),
  "a byte order mark": streamed(`\uFEFF${STREAM.join("")}`),
  "names, ids and waits of events": streamed(
    STREAM.map((event, index) => `id: ${index}\nevent: message\nretry: 10\n${event}`).join(""),
  ),
  "comments between": streamed(STREAM.map((event) => `: keep-alive\n\n${event}:\n\n`).join("")),
  "data over many lines": streamed(
    STREAM.map((event) =>
      event.includes("[DONE]")
        ? event
        : `${JSON.stringify(JSON.parse(event.slice("data: ".length)), null, 1)
            .split("\n")
            .map((line) => `data: ${line}`)
            .join("\n")}\n\n`,
    ).join(""),
  ),
  "an event over a megabyte": streamed(
    STREAM.map((event) => event.replace('"choices":', `"padding":"${"x".repeat(1_200_000)}","choices":`)).join(""),
  ),
  "no end but the reason": streamed(STREAM.slice(0, -1).join("")),
  "an end without a blank line": streamed(STREAM.join("").trimEnd()),
  "an end with one": streamed(`${STREAM.join("").trimEnd()}\n`),
  "no reason but the end": streamed(STREAM.filter((event) => !event.includes('"stop"')).join("")),
  "the reason with the last words": streamed(
    [STREAM[0], STREAM[1], (STREAM[2] ?? "").replace('"finish_reason":null', '"finish_reason":"stop"'), STREAM[4]].join(
      "",
    ),
  ),
  "an empty reason all along": streamed(STREAM.join("").replaceAll('"finish_reason":null', '"finish_reason":""')),
  "words after the end": streamed(`${STREAM.join("")}data: [DONE]\n\n`),
  "one byte at a time": (response, streams) => {
    response.writeHead(200, { "content-type": streams ? "text/event-stream" : "application/json" });
    const bytes = Buffer.from(streams ? STREAM.join("") : WHOLE);
    let at = 0;
    const next = (): void => {
      if (at >= bytes.length) return void response.end();
      response.write(bytes.subarray(at, (at += 1)));
      setImmediate(next);
    };
    next();
  },
  "a type in capitals": (response, streams) =>
    void response
      .writeHead(200, { "content-type": streams ? "Text/Event-Stream; Charset=UTF-8" : "Application/JSON" })
      .end(streams ? STREAM.join("") : WHOLE),
  "early answers first": (_response, streams, socket) =>
    void socket.end(`${"HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n".repeat(10)}${plain(streams)}`),
  "an answer that ends with the connection": (_response, streams, socket) =>
    void socket.end(
      `HTTP/1.0 200 OK\r\ncontent-type: ${streams ? "text/event-stream" : "application/json"}\r\n\r\n${streams ? STREAM.join("") : WHOLE}`,
    ),
  "chunks with extensions and a trailer": (_response, streams, socket) => {
    const bytes = Buffer.from(streams ? STREAM.join("") : WHOLE);
    const [first, rest] = [bytes.subarray(0, 50), bytes.subarray(50)];
    socket.write(
      `HTTP/1.1 200 OK\r\ncontent-type: ${streams ? "text/event-stream" : "application/json"}\r\ntransfer-encoding: Chunked\r\ntrailer: x-sum\r\n\r\n${first.length.toString(16).toUpperCase()};name="va;lue"\r\n`,
    );
    socket.write(first);
    socket.write(`\r\n00${rest.length.toString(16)}\r\n`);
    socket.write(rest);
    socket.end("\r\n0\r\nx-sum: 1\r\n\r\n");
  },
  "a second answer that nobody asked for": (_response, streams, socket) =>
    void socket.write(`${plain(streams)}HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{"evil":1}`),
  "many headers, some twice": (response, streams) =>
    void response
      .writeHead(200, [
        ...Array.from({ length: 60 }, (_, index) => [`x-many-${index % 30}`, `v${index}`]).flat(),
        "content-type",
        streams ? "text/event-stream" : "application/json",
        "set-cookie",
        "a=1",
        "set-cookie",
        "b=2",
      ])
      .end(streams ? STREAM.join("") : WHOLE),
  "no usage and no ids": (response, streams) => {
    const bare = (text: string): string => text.replaceAll('"id":"c",', "").replaceAll(/,"usage":\{[^}]*\}/g, "");
    response
      .writeHead(200, { "content-type": streams ? "text/event-stream" : "application/json" })
      .end(bare(streams ? STREAM.join("") : WHOLE));
  },
  "nulls for what is not there": (response, streams) => {
    const nulls = (text: string): string =>
      text
        .replaceAll('"delta":{', '"logprobs":null,"delta":{"tool_calls":null,"refusal":null,"function_call":null,')
        .replaceAll(",}", "}");
    response
      .writeHead(200, { "content-type": streams ? "text/event-stream" : "application/json" })
      .end(
        streams
          ? nulls(STREAM.join(""))
          : WHOLE.replace('"role":', '"tool_calls":null,"refusal":null,"audio":null,"role":'),
      );
  },
};

/** A stream that is strange; a whole answer is as it should be. */
function streamed(body: string): Fault {
  return (response, streams) =>
    void response
      .writeHead(200, { "content-type": streams ? "text/event-stream" : "application/json" })
      .end(streams ? body : WHOLE);
}

function plain(streams: boolean): string {
  const body = streams ? STREAM.join("") : WHOLE;
  const type = streams ? "text/event-stream" : "application/json";
  return `HTTP/1.1 200 OK\r\ncontent-type: ${type}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
