import type { HttpRequest } from "../http-answer.ts";
import type { Destination } from "./destinations.ts";
import { plainHeaders } from "./request-headers.ts";
import type { Outgoing } from "./sent-request.ts";

/** A body of one text goes out in one piece with its head up to here, in characters; beyond, joining the two costs more than a second piece. */
const ONE_TEXT = 64 * 1024;

/** A request as it goes out to where its address leads. Throws for what cannot be sent. */
export function outgoingOf({ method, headers, body }: HttpRequest, to: Destination): Outgoing {
  // An answer to HEAD says the length of a body that does not come.
  if (!/^(?:GET|POST|PUT|PATCH|DELETE)$/.test(method)) throw new TypeError(`${method} is not sent.`);
  const own = plainHeaders(headers);
  const start = `${method} ${to.path} HTTP/1.1\r\n${own.namesHost ? "" : to.hostLine}${to.lines}${own.lines}`;
  if (body === null) return { head: `${start}${method === "GET" ? "" : "content-length: 0\r\n"}\r\n`, body: undefined };
  if (typeof body !== "string") return { head: `${start}content-length: ${body.length}\r\n\r\n`, body };
  const length = Buffer.byteLength(body);
  const head = `${start}content-length: ${length}\r\n\r\n`;
  // As many bytes as characters: it is ASCII, which is the same in latin1, and one text is one write.
  if (length === body.length && length <= ONE_TEXT) return { head: head + body, body: undefined };
  return { head, body: Buffer.from(body) };
}
