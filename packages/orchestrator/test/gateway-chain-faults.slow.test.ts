import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Config } from "@ai-orchestrator/contract";
import { createGateway, type Gateway } from "@ai-orchestrator/gateway/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  FAULTS,
  good,
  goodAnswer,
  startFaultyUpstream,
  type Fault,
  type FaultyUpstream,
} from "../../gateway/test/faulty-upstream.ts";
import { openLocalOrchestrator, type LocalOrchestrator } from "../src/index.ts";

/**
 * Faults × {step 1, step 2} × {JSON, SSE} of a turn that two models answer one after the other, through a real gateway
 * over a real engine. Each fault has its own endpoint with two models, so that nobody's fault is another's.
 */
const NAMES = Object.keys(FAULTS);
const STEPS = [1, 2] as const;
const CASES = NAMES.flatMap((name, index) =>
  STEPS.flatMap((step) => [false, true].map((stream) => ({ name, index, step, stream }))),
);
type Case = (typeof CASES)[number];

/** The caller's own mistakes: another model would refuse them too. */
const CALLERS = /^status (?:400|405|409|413|415|418|421|422|451)$/;
/** What a client can read all the same: unpacked, or whole but for the last line, which not every provider sends. */
const HARMLESS = /^gzip nobody asked for$|^cut before the end$/;
/** A model that is silent, or asks to wait, may use up the deadline: then nothing is left for another. */
const WAITS = /^silence|429|^503 with a date/;
const DEADLINE_MS = 8_000;

let home: string;
let upstream: FaultyUpstream;
let orchestrator: LocalOrchestrator;
let gateway: Gateway;
const rejections: unknown[] = [];
const note = (reason: unknown): void => {
  rejections.push(reason);
};
/** Without and with another model left to ask, and what came of the next request. */
type Outcomes = Readonly<Record<"alone" | "rescued" | "next", Outcome>>;
const outcomes = new Map<Case, Outcomes>();

beforeAll(async () => {
  process.on("unhandledRejection", note);
  home = mkdtempSync(path.join(tmpdir(), "aio-chain-"));
  upstream = await startFaultyUpstream(chooseFault);
  orchestrator = await openLocalOrchestrator({
    home,
    env: { AI_ORCHESTRATOR_NO_KEYCHAIN: "1", FAULTS_KEY: "key-of-all-endpoints-0000" },
    logLevel: "error",
    config: CONFIG,
    // Each endpoint has a host of its own; all of them are the one upstream.
    fetch: (input, init) => {
      const { hostname, pathname } = new URL(input instanceof Request ? input.url : input);
      return fetch(`${upstream.url}/${hostname}${pathname}`, init);
    },
  });
  gateway = await createGateway({
    orchestrator,
    relay: orchestrator.relay,
    token: "owner-token-0123456789",
    keys: { find: (secret) => ({ id: secret, name: secret, owner: false, allowedModels: secret.split("+") }) },
    timeouts: { totalMs: DEADLINE_MS, keepAliveMs: 500 },
  });
  const waiting = [...CASES];
  const worker = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) outcomes.set(one, await runCase(one));
  };
  await Promise.all(Array.from({ length: 24 }, worker));
}, 240_000);
afterAll(async () => {
  process.off("unhandledRejection", note);
  await gateway[Symbol.asyncDispose]();
  await orchestrator[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
  rmSync(home, { recursive: true, force: true });
});

/** Endpoint `e7s2` suffers fault 7 in step 2; `fine` none. A step is told apart by what its model is told. */
function chooseFault(url: string, body: string): Fault {
  const isDraft = body.includes("Another model will review it");
  const [, index, step] = /^\/e(\d+)s(\d)\./.exec(url) ?? [];
  const fault = step === (isDraft ? "1" : "2") ? FAULTS[NAMES[Number(index)] ?? ""] : undefined;
  return fault ?? (isDraft ? goodAnswer("DRAFT of something.") : good);
}

const ENDPOINTS = ["fine", ...NAMES.flatMap((_name, index) => STEPS.map((step) => `e${index}s${step}`))];

const CONFIG: Config = {
  defaults: { timeout: 6 },
  // The case's own models come first in both steps, so that its fault strikes.
  chains: Object.fromEntries(
    ENDPOINTS.map((id) => [
      id,
      [
        { role: "draft", models: [`${id}/one`] },
        { role: "review", models: [`${id}/two`] },
      ],
    ]),
  ),
  providers: Object.fromEntries(
    ENDPOINTS.map((id) => [
      id,
      {
        type: "openai-compatible",
        baseUrl: `https://${id}.test/v1`,
        apiKeyEnv: "FAULTS_KEY",
        models: [{ id: "one" }, { id: "two" }],
      },
    ]),
  ),
};

interface Outcome {
  readonly status: number;
  readonly text: string;
  readonly tookMs: number;
}

async function ask([first = "", ...others]: readonly string[], stream: boolean): Promise<Outcome> {
  const started = performance.now();
  const response = await fetch(`${gateway.url}/v1/chat/completions`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${[first, ...others].map((endpoint) => `${endpoint}/*`).join("+")}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({
      model: "auto",
      messages: [{ role: "user", content: "Write a short text about rivers." }],
      stream,
      aio: { chain: first },
    }),
  });
  const text = await response.text();
  return { status: response.status, text, tookMs: performance.now() - started };
}

async function runCase({ index, step, stream }: Case): Promise<Outcomes> {
  const endpoint = `e${index}s${step}`;
  const alone = await ask([endpoint], stream);
  const rescued = await ask([endpoint, "fine"], stream);
  return { alone, rescued, next: await ask(["fine"], stream) };
}

interface Piece {
  readonly error?: { readonly message: string; readonly type: string };
  readonly choices?: readonly { readonly delta: { readonly content?: string } }[];
}

/** What a stream said. Throws where an event is not well formed. */
function readStream(text: string): { readonly said: string; readonly isDone: boolean; readonly errors: number } {
  const blocks = text.split("\n\n").filter((block) => block !== "" && !block.startsWith(":"));
  const pieces = blocks
    .filter((block) => block !== "data: [DONE]")
    .map((block) => JSON.parse(block.replace(/^data: /, "")) as Piece);
  return {
    said: pieces.map((piece) => piece.choices?.[0]?.delta.content ?? "").join(""),
    isDone: blocks.at(-1) === "data: [DONE]",
    errors: pieces.filter((piece) => piece.error !== undefined).length,
  };
}

function expectWhole({ status, text }: Outcome, stream: boolean): void {
  expect(status, text).toBe(200);
  if (stream) expect(readStream(text)).toEqual({ said: "Grüße, Welt.", isDone: true, errors: 0 });
  else expect(JSON.parse(text)).toMatchObject({ choices: [{ message: { content: "Grüße, Welt." } }] });
}

/** One error, whole or as the stream's one event; what was said before it is the beginning of the answer, never the draft. */
function expectError({ status, text }: Outcome, stream: boolean): void {
  if (stream && status === 200) {
    const { said, isDone, errors } = readStream(text);
    expect({ isDone, errors }).toEqual({ isDone: false, errors: 1 });
    expect("Grüße, Welt.".startsWith(said)).toBe(true);
    return;
  }
  expect(status).toBeGreaterThanOrEqual(400);
  expect(JSON.parse(text)).toMatchObject({
    error: { message: expect.any(String) as string, type: expect.any(String) as string },
  });
}

it("covers at least 48 faults in each step, whole and streamed", () => {
  expect(CASES.length).toBeGreaterThanOrEqual(48 * 4);
});

describe.each(CASES)("$name in step $step, stream: $stream", (one) => {
  const { name, stream } = one;
  const seen = (): Outcomes => outcomes.get(one)!;

  it("ends in one error within the deadline, and shows nothing of the first step", () => {
    const { alone } = seen();
    if (HARMLESS.test(name)) expectWhole(alone, stream);
    else expectError(alone, stream);
    expect(alone.text).not.toContain("DRAFT");
    expect(alone.tookMs).toBeLessThan(DEADLINE_MS * 2);
  });

  it("fails over unseen within the step while nothing was said, and never says anything twice", () => {
    const { rescued } = seen();
    expect(rescued.text).not.toContain("DRAFT");
    const hasFailed = rescued.status !== 200 || (stream && readStream(rescued.text).errors > 0);
    if (CALLERS.test(name) || (hasFailed && WAITS.test(name))) return expectError(rescued, stream);
    if (stream && hasFailed) {
      expect(one.step).toBe(2);
      expect(readStream(rescued.text).said).not.toBe("");
      return expectError(rescued, stream);
    }
    expectWhole(rescued, stream);
  });

  it("leaves the next request alone", () => {
    expectWhole(seen().next, stream);
    expect(rejections).toEqual([]);
  });
});
