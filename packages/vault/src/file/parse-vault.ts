import { ADVICE } from "../advice.ts";
import { vaultError } from "../vault-error.ts";
import {
  type Checkpoint,
  type KdfParameters,
  renderVault,
  type Slot,
  type VaultDocument,
  type VaultEntry,
} from "./vault-document.ts";
import type { Sealed } from "./sealed.ts";

/** Largest vault file read, in bytes. */
export const LARGEST_VAULT: number = 1024 * 1024;

/** Bounds on what a file may ask of argon2id: below, guessing is cheap; above, opening the file is an attack on this machine. */
export const KDF_BOUNDS: Readonly<Record<"m" | "t" | "p" | "salt", readonly [number, number]>> = {
  m: [19_456, 1_048_576],
  t: [2, 20],
  p: [1, 16],
  salt: [16, 64],
};

type Fields = Readonly<Record<string, unknown>>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const NAME = /^[a-z][a-z0-9._-]{0,63}$/;
/** Empty: not bound yet. */
const ORIGIN = /^(https?:\/\/[a-z0-9.:[\]-]{1,253})?$/;
const CHECKPOINT = /^[\x20-\x7e]{0,512}$/;

const damaged = (what: string): Error =>
  vaultError("damaged", `vault.json is damaged: ${what}`, {
    suggestion: ADVICE.restore,
  });
const unsupported = (what: string): Error =>
  vaultError("unsupported", `vault.json is refused: ${what}`, {
    suggestion: "Use the program version that wrote it; nothing was changed.",
  });

/** An object with exactly these keys. */
function record(value: unknown, where: string, keys: readonly string[]): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw damaged(`${where} is not an object`);
  for (const key of Object.keys(value))
    if (!keys.includes(key)) throw unsupported(`unknown field ${where}.${key.slice(0, 40)}`);
  for (const key of keys) if (!Object.hasOwn(value, key)) throw damaged(`${where}.${key} is missing`);
  return value as Fields;
}

function text(value: unknown, where: string, shape: RegExp): string {
  if (typeof value !== "string" || !shape.test(value)) throw damaged(`${where} has the wrong form`);
  return value;
}

function integer(value: unknown, where: string, least: number, most: number = Number.MAX_SAFE_INTEGER): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value)) throw damaged(`${where} is not an integer`);
  if (value < least || value > most) throw unsupported(`${where} is ${value}, outside ${least}–${most}`);
  return value;
}

/** Base64url without padding, in its one canonical spelling, of `least`–`most` bytes. */
function bytes(value: unknown, where: string, [least, most]: readonly [number, number]): string {
  if (typeof value !== "string") throw damaged(`${where} is not text`);
  const decoded = Buffer.from(value, "base64url");
  if (decoded.toString("base64url") !== value) throw damaged(`${where} is not base64url`);
  if (decoded.length < least || decoded.length > most) throw damaged(`${where} has ${decoded.length} bytes`);
  return value;
}

function readSealed(value: unknown, where: string, plain: readonly [number, number]): Sealed {
  const fields = record(value, where, ["n", "c"]);
  return {
    n: bytes(fields["n"], `${where}.n`, [12, 12]),
    c: bytes(fields["c"], `${where}.c`, [plain[0] + 16, plain[1] + 16]),
  };
}

function readKdf(value: unknown, where: string): KdfParameters {
  const fields = record(value, where, ["alg", "m", "t", "p", "salt"]);
  if (fields["alg"] !== "argon2id") throw unsupported(`${where}.alg is not argon2id`);
  return {
    alg: "argon2id",
    m: integer(fields["m"], `${where}.m`, ...KDF_BOUNDS.m),
    t: integer(fields["t"], `${where}.t`, ...KDF_BOUNDS.t),
    p: integer(fields["p"], `${where}.p`, ...KDF_BOUNDS.p),
    salt: bytes(fields["salt"], `${where}.salt`, KDF_BOUNDS.salt),
  };
}

function readSlot(value: unknown, index: number): Slot {
  const where = `slots[${index}]`;
  const type = typeof value === "object" && value !== null ? (value as Fields)["type"] : undefined;
  const wrapOf = (fields: Fields): { id: string; wrap: Sealed } => ({
    id: bytes(fields["id"], `${where}.id`, [6, 6]),
    wrap: readSealed(fields["wrap"], `${where}.wrap`, [32, 32]),
  });
  if (type === "passphrase") {
    const fields = record(value, where, ["id", "type", "kdf", "wrap"]);
    const { id, wrap } = wrapOf(fields);
    return { id, type, kdf: readKdf(fields["kdf"], `${where}.kdf`), wrap };
  }
  if (type === "keyfile") {
    const fields = record(value, where, ["id", "type", "salt", "wrap"]);
    const { id, wrap } = wrapOf(fields);
    return { id, type, salt: bytes(fields["salt"], `${where}.salt`, [16, 64]), wrap };
  }
  if (type === "keychain") {
    const { id, wrap } = wrapOf(record(value, where, ["id", "type", "wrap"]));
    return { id, type, wrap };
  }
  throw unsupported(`${where} has an unknown type`);
}

function readEntry(value: unknown, where: string, newest: number): VaultEntry {
  const fields = record(value, where, ["origin", "at", "gen", "n", "c"]);
  const sealed = readSealed({ n: fields["n"], c: fields["c"] }, where, [1, 16_384]);
  return {
    origin: text(fields["origin"], `${where}.origin`, ORIGIN),
    at: integer(fields["at"], `${where}.at`, 0),
    gen: integer(fields["gen"], `${where}.gen`, 1, newest),
    n: sealed.n,
    c: sealed.c,
  };
}

function readCheckpoint(value: unknown, where: string): Checkpoint {
  const fields = record(value, where, ["at", "value"]);
  return { at: integer(fields["at"], `${where}.at`, 0), value: text(fields["value"], `${where}.value`, CHECKPOINT) };
}

function readMap<T>(value: unknown, where: string, read: (each: unknown, where: string) => T): ReadonlyMap<string, T> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw damaged(`${where} is not an object`);
  const pairs = Object.entries(value);
  if (pairs.length > 4000) throw unsupported(`${where} has more than 4,000 members`);
  return new Map(
    pairs.map(([name, each]) => [text(name, `a name in ${where}`, NAME), read(each, `${where}.${name.slice(0, 64)}`)]),
  );
}

function readSlots(value: unknown): readonly Slot[] {
  if (!Array.isArray(value)) throw damaged("slots is not a list");
  if (value.length < 1 || value.length > 8) throw unsupported(`${value.length} slots; 1 to 8 are accepted`);
  const slots = value.map(readSlot);
  if (new Set(slots.map(({ id }) => id)).size !== slots.length) throw damaged("two slots share an id");
  return slots;
}

/**
 * The document a file holds. Throws `vault` with problem `unsupported` (another version, an unknown field, parameters
 * out of bounds) or `damaged` (anything else that we would not have written, byte for byte). Proves form only: the
 * MAC is checked by whoever has the key.
 */
export function parseVault(source: string): VaultDocument {
  if (Buffer.byteLength(source) > LARGEST_VAULT) throw unsupported("it is larger than 1 MiB");
  let data: unknown;
  try {
    data = JSON.parse(source);
  } catch {
    throw damaged(source === "" ? "it is empty" : "it is not JSON");
  }
  if (typeof data !== "object" || data === null || Array.isArray(data)) throw damaged("it is not an object");
  const version = (data as Fields)["v"];
  if (version !== 1) {
    throw typeof version === "number"
      ? unsupported(`version ${version}; this program knows version 1`)
      : damaged("it has no version");
  }
  const fields = record(data, "vault", ["v", "id", "gen", "slots", "root", "entries", "checkpoints", "mac"]);
  const gen = integer(fields["gen"], "gen", 1, Number.MAX_SAFE_INTEGER - 1);
  const document: VaultDocument = {
    v: 1,
    id: text(fields["id"], "id", UUID),
    gen,
    slots: readSlots(fields["slots"]),
    root: readSealed(fields["root"], "root", [32, 32]),
    entries: readMap(fields["entries"], "entries", (each, where) => readEntry(each, where, gen)),
    checkpoints: readMap(fields["checkpoints"], "checkpoints", readCheckpoint),
    mac: bytes(fields["mac"], "mac", [32, 32]),
  };
  // Catches what JSON.parse forgives: repeated names, other spellings of a number or a letter, other white space.
  if (renderVault(document) !== source) throw damaged("it was changed by another program");
  return document;
}
