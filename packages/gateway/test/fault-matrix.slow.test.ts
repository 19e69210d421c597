import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FAULTS, good, startFaultyUpstream, type FaultyUpstream } from "./faulty-upstream.ts";
import { openRelayGateway, type RelayGateway } from "./open-relay-gateway.ts";

let bad: FaultyUpstream;
let fine: FaultyUpstream;
let alone: RelayGateway;
let withFallback: RelayGateway;
const rejections: unknown[] = [];
const note = (reason: unknown): void => {
  rejections.push(reason);
};

beforeAll(async () => {
  process.on("unhandledRejection", note);
  bad = await startFaultyUpstream();
  fine = await startFaultyUpstream();
  alone = await openRelayGateway([bad.url]);
  withFallback = await openRelayGateway([bad.url, fine.url]);
});
afterAll(async () => {
  process.off("unhandledRejection", note);
  await alone[Symbol.asyncDispose]();
  await withFallback[Symbol.asyncDispose]();
  await bad[Symbol.asyncDispose]();
  await fine[Symbol.asyncDispose]();
});

async function ask(
  { gateway, token }: RelayGateway,
  stream: boolean,
): Promise<{ readonly response: Response; readonly text: string }> {
  const response = await fetch(`${gateway.url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "m", messages: [{ role: "user", content: "hi" }], stream }),
    signal: AbortSignal.timeout(8_000),
  });
  return { response, text: await response.text() };
}

interface Piece {
  readonly error?: { readonly message: string };
  readonly choices?: readonly { readonly delta: { readonly content?: string } }[];
}

/** What a stream said: its text, whether it ended whole, and its error events. Throws where an event is not well formed. */
function readStream(text: string): {
  readonly said: string;
  readonly isDone: boolean;
  readonly errors: readonly string[];
} {
  const blocks = text.split("\n\n").filter((block) => block !== "" && !block.startsWith(":"));
  const pieces = blocks
    .filter((block) => block !== "data: [DONE]")
    .map((block) => JSON.parse(block.replace(/^data: /, "")) as Piece);
  return {
    said: pieces.map((piece) => piece.choices?.[0]?.delta.content ?? "").join(""),
    isDone: blocks.at(-1) === "data: [DONE]",
    errors: pieces.flatMap((piece) => (piece.error === undefined ? [] : [piece.error.message])),
  };
}

const CASES = Object.keys(FAULTS).flatMap((name) => [false, true].map((stream) => [name, stream] as const));
/** The caller's own mistakes: another provider would refuse them too. */
const CALLERS = /^status (?:400|405|409|413|415|418|421|422|451)$|^redirect|^204|^304/;
/** What a client can read all the same: whole but for the last line, which not every server sends. */
const HARMLESS = /^cut before the end$/;

it("covers at least 48 faults", () => {
  expect(Object.keys(FAULTS).length).toBeGreaterThanOrEqual(48);
});

describe.each(CASES)("%s, stream: %s", (name, stream) => {
  it("ends in one error, whole or as one event, never in silence; the next request works", async () => {
    bad.set(FAULTS[name] ?? good);
    const { response, text } = await ask(alone, stream);
    expect(text).not.toContain("secret-of-upstream");
    if (stream && HARMLESS.test(name)) {
      expect(readStream(text)).toEqual({ said: "Grüße, Welt.", isDone: true, errors: [] });
    } else if (response.status === 200) {
      const { isDone, errors } = readStream(text);
      expect(errors).toHaveLength(1);
      expect(isDone).toBe(false);
    } else {
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(JSON.parse(text)).toMatchObject({
        error: { message: expect.any(String) as string, type: expect.any(String) as string },
      });
      expect(response.headers.get("x-request-id")).toMatch(/^req_/);
    }
    bad.set(good);
    const next = await ask(alone, stream);
    expect(next.response.status).toBe(200);
    expect(next.text).toContain("Welt.");
    expect(alone.leases.settled).toBe(alone.leases.taken);
    expect(rejections).toEqual([]);
  });

  it("fails over unseen while nothing was said, and never says anything twice", async () => {
    bad.set(FAULTS[name] ?? good);
    const { response, text } = await ask(withFallback, stream);
    if (CALLERS.test(name)) expect(response.status).toBeGreaterThanOrEqual(400);
    else if (!stream) expect(text).toContain("Grüße, Welt.");
    else {
      const { said, errors, isDone } = readStream(text);
      if (errors.length === 0) expect({ said, isDone }).toEqual({ said: "Grüße, Welt.", isDone: true });
      else expect("Grüße, Welt.".startsWith(said) && said !== "").toBe(true);
    }
    expect(rejections).toEqual([]);
  });
});
