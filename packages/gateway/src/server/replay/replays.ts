import { createHash } from "node:crypto";
import { OrchestratorError } from "@ai-orchestrator/contract";
import type { GatewayRequest } from "../http/gateway-request.ts";
import { setSafeHeaders } from "../http/send.ts";
import { recordResponse, type RecordedAnswer } from "./record-response.ts";

/** Answers that may be given again: for the same idempotency key, or, where that is switched on, for the same request. */
export interface Replays {
  /** Answers from memory, or by `run` and keeps what went out. */
  answer(request: GatewayRequest, raw: Buffer, run: () => Promise<void>): Promise<void>;
}

interface Kept {
  readonly answer: RecordedAnswer;
  /** Epoch ms. */
  readonly at: number;
}

/** An idempotency key in use: what it was used for, and its answer once there is one. */
interface Idempotent {
  readonly request: string;
  readonly at: number;
  answer: Promise<RecordedAnswer | undefined>;
}

const IDEMPOTENT_MS = 600_000;
const MAX_ANSWER = 4 * 1024 * 1024;
const MAX_KEPT = 64 * 1024 * 1024;

/** Counted for what is kept with an answer, bytes: many short ones would be more than their bodies. */
const ASIDE = 1024;

/** Replays in memory, at most 64 MiB of answers for either reason, the oldest dropped first; while `ttlSeconds` says 0 none but those of idempotency keys. */
export function createReplays({
  ttlSeconds: ttlNow,
  now,
}: {
  readonly ttlSeconds: () => number;
  readonly now: () => number;
}): Replays {
  const cache = new BoundedCache();
  const keys = new Map<string, Idempotent>();
  const keptFor = new BoundedCache((key) => keys.delete(key));
  const replayOrRun = async (
    request: GatewayRequest,
    raw: Buffer,
    { run, idempotencyKey, ttlSeconds }: Asked,
  ): Promise<void> => {
    // Headers that are set one by one can be read back, and are kept with the answer.
    setSafeHeaders(request.response, request.id);
    const hash = hashOf(request, raw);
    if (typeof idempotencyKey === "string")
      return once(request, { keys, keptFor, hash, now, run, key: `${request.key.id}:${idempotencyKey}` });
    const wish = cacheWish(request, ttlSeconds);
    const kept = wish.read ? cache.get(hash) : undefined;
    if (kept !== undefined && now() - kept.at <= wish.maxAgeMs) {
      request.response.setHeader("x-aio-cache", "hit");
      request.response.setHeader("age", Math.floor((now() - kept.at) / 1000));
      return replay(request, kept.answer);
    }
    if (wish.write) {
      request.response.setHeader("x-aio-cache", "miss");
      recordResponse(request.response, MAX_ANSWER, (answer) => {
        if (answer?.status === 200 && !request.isSpoilt()) cache.set(hash, { answer, at: now() });
      });
    }
    return run();
  };
  return {
    answer: (request, raw, run) => {
      const idempotencyKey = request.raw.headers["idempotency-key"];
      const ttlSeconds = ttlNow();
      // Most requests ask for neither, and each promise in between would cost them something.
      return idempotencyKey === undefined && ttlSeconds === 0
        ? run()
        : replayOrRun(request, raw, { run, idempotencyKey, ttlSeconds });
    },
  };
}

interface Asked {
  readonly run: () => Promise<void>;
  readonly idempotencyKey: string | string[] | undefined;
  readonly ttlSeconds: number;
}

interface Once {
  readonly keys: Map<string, Idempotent>;
  /** The answers among them, which have a bound. */
  readonly keptFor: BoundedCache;
  readonly key: string;
  readonly hash: string;
  readonly now: () => number;
  readonly run: () => Promise<void>;
}

/** Runs once for a key; the same request again gets the first answer, also while it is still under way. */
async function once(request: GatewayRequest, { keys, keptFor, key, hash, now, run }: Once): Promise<void> {
  for (const [old, { at }] of keys) {
    if (now() - at < IDEMPOTENT_MS) break;
    keys.delete(old);
    keptFor.drop(old);
  }
  const known = keys.get(key);
  if (known !== undefined) {
    if (known.request !== hash)
      throw new OrchestratorError("invalid_input", "This idempotency key was used for another request.", {
        status: 409,
      });
    const answer = await known.answer;
    if (answer !== undefined) {
      request.response.setHeader("x-aio-idempotent", "replayed");
      return replay(request, answer);
    }
  }
  const { promise, resolve } = Promise.withResolvers<RecordedAnswer | undefined>();
  keys.set(key, { request: hash, at: now(), answer: promise });
  recordResponse(request.response, MAX_ANSWER, (answer) => {
    const good = answer !== undefined && answer.status < 500 && answer.status !== 429 && !request.isSpoilt();
    if (good) keptFor.set(key, { answer, at: now() });
    else keys.delete(key); // A failure may be tried again with the same key.
    resolve(good ? answer : undefined);
  });
  return run();
}

function replay({ response }: GatewayRequest, answer: RecordedAnswer): void {
  response.statusCode = answer.status;
  for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
  response.setHeader("content-length", answer.body.length);
  response.end(answer.body);
}

function hashOf(request: GatewayRequest, raw: Buffer): string {
  const head = `${request.key.id}\n${request.path}?${request.query.toString()}\n`;
  return createHash("sha256").update(head).update(raw).digest("base64url");
}

/** What the caller's `cache-control` allows: `no-store`, `no-cache`, `max-age=N`. */
function cacheWish(
  request: GatewayRequest,
  ttlSeconds: number,
): { readonly read: boolean; readonly write: boolean; readonly maxAgeMs: number } {
  const header = request.raw.headers["cache-control"] ?? "";
  const noStore = /\bno-store\b/i.test(header);
  const maxAge = /\bmax-age=(\d{1,9})\b/i.exec(header)?.[1];
  const seconds = maxAge === undefined ? ttlSeconds : Math.min(ttlSeconds, Number(maxAge));
  return { read: !noStore && !/\bno-cache\b/i.test(header), write: !noStore, maxAgeMs: seconds * 1000 };
}

/** The answers used last, up to so many bytes. */
class BoundedCache {
  readonly #kept = new Map<string, Kept>();
  readonly #onFull: (key: string) => void;
  #bytes = 0;

  /** `onFull` is told what was dropped to make room. */
  constructor(onFull: (key: string) => void = () => undefined) {
    this.#onFull = onFull;
  }

  get(key: string): Kept | undefined {
    const found = this.#kept.get(key);
    if (found === undefined) return undefined;
    this.#kept.delete(key);
    this.#kept.set(key, found);
    return found;
  }

  set(key: string, kept: Kept): void {
    this.drop(key);
    this.#kept.set(key, kept);
    this.#bytes += kept.answer.body.length + ASIDE;
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= MAX_KEPT) break;
      this.drop(oldest);
      this.#onFull(oldest);
    }
  }

  drop(key: string): void {
    const kept = this.#kept.get(key);
    if (kept === undefined) return;
    this.#bytes -= kept.answer.body.length + ASIDE;
    this.#kept.delete(key);
  }
}
