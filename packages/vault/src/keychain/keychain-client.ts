import { existsSync } from "node:fs";
import { join } from "node:path";
import type { BackendStatus } from "../credential.ts";
import type { KeychainOperation, KeychainResult } from "./keychain-protocol.ts";
import { type KeychainChildOptions, type KeychainChildOutcome, runKeychainChild } from "./run-keychain-child.ts";
import { explainKeychainError, KEYCHAIN_NAMES, suggestionFor } from "./explain-keychain-error.ts";

/** How long a keychain that did not answer is left alone, in ms. */
const REST_AFTER_HANG_MS = 60_000;

/** Which keychain, and how to reach it. */
export interface KeychainOptions extends Omit<KeychainChildOptions, "timeoutMs"> {
  readonly platform: string;
  /** Epoch ms. */
  readonly now: () => number;
  /** The service name items are filed under; default `ai-orchestrator`. */
  readonly service?: string;
  /** Default 3,000. */
  readonly timeoutMs?: number;
}

/** What a batch gave: one result an operation, or why the keychain could not be asked at all. */
export type KeychainAnswer =
  | { readonly state: "answered"; readonly results: readonly KeychainResult[] }
  | { readonly state: Exclude<BackendStatus["state"], "available">; readonly reason: string };

/**
 * Talks to the OS keychain through a child process. Calls made in the same turn of the event loop share one child.
 * Nothing is started before the first call. Never throws.
 */
export interface KeychainClient {
  readonly service: string;
  readonly name: string;
  run(operations: readonly KeychainOperation[], options?: { readonly timeoutMs?: number }): Promise<KeychainAnswer>;
  /** Finds out by writing and reading back. */
  status(options?: { readonly timeoutMs?: number }): Promise<BackendStatus>;
  /** The reason this machine has no keychain at all, told without starting anything; undefined if it may have one. */
  absence(): string | undefined;
}

interface Waiting {
  readonly operations: readonly KeychainOperation[];
  readonly resolve: (answer: KeychainAnswer) => void;
}

/** See KeychainClient. */
export function createKeychainClient(options: KeychainOptions): KeychainClient {
  const service = options.service ?? "ai-orchestrator";
  const limit = options.timeoutMs ?? 3_000;
  const name = KEYCHAIN_NAMES[options.platform] ?? "keychain";
  let waiting: Waiting[] = [];
  let restUntil = 0;

  const hanging = (ms: number): KeychainAnswer => ({
    state: "hangs",
    reason: `${name} did not answer within ${ms} ms`,
  });

  const call = async (operations: readonly KeychainOperation[], timeoutMs: number): Promise<KeychainAnswer> => {
    const missing = findAbsence(options);
    if (missing !== undefined) return { state: "absent", reason: missing };
    if (options.now() < restUntil && timeoutMs <= limit) return hanging(limit);
    const request = {
      service,
      ...(options.platform === "linux" ? { store: "secret-service" as const } : {}),
      operations,
    };
    const outcome = await runKeychainChild(request, { ...options, timeoutMs });
    if (outcome.kind === "hangs") restUntil = options.now() + REST_AFTER_HANG_MS;
    else restUntil = 0;
    return outcome.kind === "hangs" ? hanging(timeoutMs) : readOutcome(outcome);
  };

  const exchange = async (batch: readonly Waiting[], timeoutMs: number): Promise<void> => {
    const answer = await call(
      batch.flatMap((each) => each.operations),
      timeoutMs,
    );
    let offset = 0;
    for (const { operations, resolve } of batch) {
      if (answer.state === "answered") resolve(judge(answer.results.slice(offset, (offset += operations.length))));
      else resolve(answer);
    }
  };

  const flush = (): void => {
    const batch = waiting;
    waiting = [];
    void exchange(batch, limit);
  };

  const run: KeychainClient["run"] = (operations, { timeoutMs } = {}) =>
    new Promise((resolve) => {
      if (timeoutMs !== undefined) void exchange([{ operations, resolve }], timeoutMs);
      else if (waiting.push({ operations, resolve }) === 1) setImmediate(flush);
    });

  return {
    service,
    name,
    run,
    absence: () => findAbsence(options),
    status: async (limits = {}) => describeAnswer(await run([{ op: "probe" }], limits), name, options.platform),
  };
}

function readOutcome(outcome: Exclude<KeychainChildOutcome, { kind: "hangs" }>): KeychainAnswer {
  if (outcome.kind === "broken") return { state: "failed", reason: outcome.message };
  const { response } = outcome;
  if ("unavailable" in response)
    return { state: "absent", reason: `no keychain library for this platform (${response.unavailable})` };
  return { state: "answered", results: response.results };
}

/** A failure that means "locked" or "absent" condemns the whole batch: its reads, though they "succeeded", say nothing. */
function judge(results: readonly KeychainResult[]): KeychainAnswer {
  for (const result of results) {
    if (result.ok) continue;
    const explained = explainKeychainError(result.message);
    if (explained.state !== "failed" || results.every((each) => !each.ok)) return explained;
  }
  return { state: "answered", results };
}

function describeAnswer(answer: KeychainAnswer, name: string, platform: string): BackendStatus {
  if (answer.state === "answered") return { source: "keychain", state: "available", reason: name };
  return {
    source: "keychain",
    state: answer.state,
    reason: answer.reason,
    suggestion: suggestionFor(answer.state, platform),
  };
}

/** Without a session bus there is no Secret Service: known without a child process, which keeps containers and cron jobs fast. */
function findAbsence({ platform, env }: KeychainOptions): string | undefined {
  if (platform !== "linux") return undefined;
  if (env["DBUS_SESSION_BUS_ADDRESS"]) return undefined;
  const runtime = env["XDG_RUNTIME_DIR"];
  if (runtime && existsSync(join(runtime, "bus"))) return undefined;
  return "no D-Bus session, hence no Secret Service";
}
