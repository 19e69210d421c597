import { hash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { OrchestratorError } from "@ai-orchestrator/contract";
import type { AccessKey, KeyStore } from "@ai-orchestrator/gateway/server";
import { writeFileDurably } from "../files/write-file-durably.ts";

/** A virtual key as kept: the secret only as its SHA-256 (it has 256 random bits, so nothing slower is needed). */
export interface StoredKey extends Omit<AccessKey, "owner"> {
  readonly hash: string;
  readonly createdAt: number;
}

/** What a new key may do. */
export type NewKey = Pick<StoredKey, "name"> &
  Partial<Pick<StoredKey, "allowedModels" | "localOnly" | "requestsPerMinute" | "budgets" | "expiresAt">>;

/** Virtual keys in `keys.json`; several processes see each other's changes. */
export interface VirtualKeys extends KeyStore {
  list(): readonly StoredKey[];
  /** The secret is shown once and kept nowhere. */
  create(key: NewKey, now: number): { readonly key: StoredKey; readonly secret: string };
  /** By id or name. Throws `not_found`. */
  revoke(name: string, now: number): StoredKey;
}

/** The keys of one home. */
export function openVirtualKeys(options: { readonly file: string; readonly home: string }): VirtualKeys {
  let cached:
    | { readonly stamp: string; readonly keys: readonly StoredKey[]; readonly byHash: ReadonlyMap<string, StoredKey> }
    | undefined;
  const read = (): NonNullable<typeof cached> => {
    const stamp = stampOf(options.file);
    if (cached?.stamp === stamp) return cached;
    const keys = readKeys(options.file);
    cached = { stamp, keys, byHash: new Map(keys.map((key) => [key.hash, key])) };
    return cached;
  };
  const write = (keys: readonly StoredKey[]): void => {
    mkdirSync(options.home, { recursive: true, mode: 0o700 });
    writeFileDurably(options.file, `${JSON.stringify({ version: 1, keys }, null, 2)}\n`);
    cached = undefined;
  };
  return {
    find: (secret) => {
      const found = read().byHash.get(hashOf(secret));
      return found === undefined ? undefined : { ...found, owner: false };
    },
    list: () => read().keys,
    create: (wanted, now) => {
      checkNew(wanted);
      const { keys } = read();
      if (keys.some((key) => key.name === wanted.name && key.revokedAt === undefined)) {
        throw new OrchestratorError("invalid_input", `There is a key "${wanted.name}" already.`, {
          suggestion: "Choose another name, or revoke the old one.",
        });
      }
      const secret = `aio-${randomBytes(32).toString("base64url")}`;
      const key: StoredKey = {
        id: `key_${randomBytes(6).toString("hex")}`,
        hash: hashOf(secret),
        createdAt: now,
        ...wanted,
      };
      write([...keys, key]);
      return { key, secret };
    },
    revoke: (name, now) => {
      const { keys } = read();
      const found = keys.find((key) => (key.id === name || key.name === name) && key.revokedAt === undefined);
      if (found === undefined)
        throw new OrchestratorError("not_found", `There is no key "${name}".`, {
          suggestion: "See them with aio keys list.",
        });
      const revoked = { ...found, revokedAt: now };
      write(keys.map((key) => (key === found ? revoked : key)));
      return revoked;
    },
  };
}

/** A name is shown in tables and typed to revoke; nothing is allowed by a model without a name. */
function checkNew({ name, allowedModels }: NewKey): void {
  if (name.trim() !== name || name === "" || name.length > 100 || /\p{C}/u.test(name))
    throw new OrchestratorError("invalid_input", "A key's name is 1 to 100 visible characters on one line.", {
      suggestion: "aio keys create alice",
    });
  if (allowedModels?.some((model) => model.trim() === ""))
    throw new OrchestratorError("invalid_input", "A model of the list has no name.", {
      suggestion: 'Write them with commas between: "claude-sonnet-5.5,openai/*".',
    });
}

function hashOf(secret: string): string {
  return hash("sha256", secret, "base64url");
}

function stampOf(file: string): string {
  const info = statSync(file, { throwIfNoEntry: false });
  return info === undefined ? "none" : `${info.mtimeMs}:${info.size}:${info.ino}`;
}

function readKeys(file: string): readonly StoredKey[] {
  if (!existsSync(file)) return [];
  try {
    const { keys } = JSON.parse(readFileSync(file, "utf8")) as { keys: readonly StoredKey[] };
    if (!Array.isArray(keys) || !keys.every((key) => typeof key.hash === "string" && typeof key.id === "string"))
      throw new Error("it has another form");
    return keys;
  } catch (error) {
    throw new OrchestratorError("storage", `${file} cannot be read: ${(error as Error).message}.`, {
      suggestion: "Nobody is let in by it until it is mended; restore it, or move it away.",
      cause: error,
    });
  }
}
