import { ADVICE } from "../advice.ts";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { vaultError } from "../vault-error.ts";
import { checkSound } from "./check-sound.ts";
import { deriveVaultKeys, type VaultKeys } from "./derive-keys.ts";
import { createFileWitness, type GenerationWitness } from "./generation-witness.ts";
import { HeldKeys } from "./held-keys.ts";
import { createSlot, type SlotKey } from "./key-slots.ts";
import { parseVault } from "./parse-vault.ts";
import { openPrivateDirectory, readPrivateFile } from "./private-files.ts";
import { createKeychainSlotKey, type SlotKeySources } from "./slot-keys.ts";
import { emptyVault, newVaultId, type UnsignedVault } from "./vault-changes.ts";
import { renderVault, type Slot, type SlotType, type VaultDocument } from "./vault-document.ts";
import { signVault } from "./vault-mac.ts";
import { withFileLock } from "./with-file-lock.ts";
import { removeLeftovers, writeDurably } from "./write-durably.ts";

/** Where the vault is. */
export interface VaultFileOptions {
  /** The data directory; made 0700 on the first write. */
  readonly directory: string;
  /** Epoch ms. */
  readonly now: () => number;
  /** Keys of a vault opened by passphrase are forgotten after this long without use, in ms; default 15 min. */
  readonly idleLockMs?: number;
  /** Remembers the newest generation, besides the file that lies next to the vault. */
  readonly witness?: GenerationWitness;
  /** Longest wait for another writer, in ms; default 30,000. */
  readonly lockWaitMs?: number;
}

/** What can be said about a vault without opening it. Not authenticated: good for listings, not for decisions. */
export interface VaultOutline {
  readonly id: string;
  readonly generation: number;
  readonly slots: readonly SlotType[];
  readonly entries: ReadonlyMap<string, { readonly origin: string; readonly at: number }>;
}

/** A slot to make: what will open the vault. */
export type NewSlot = Exclude<SlotKey, { type: "keychain" }> | { readonly type: "keychain" };

/** A document that was read and found genuine, and the keys it opens with. Use the keys at once: `lock` wipes them. */
export interface OpenVault {
  readonly document: VaultDocument;
  readonly keys: VaultKeys;
}

/** A whole new document. */
export interface Replacement {
  readonly next: UnsignedVault;
  readonly keys: VaultKeys;
  readonly via: SlotType;
  /** False leaves `vault.json.prev` as it is; default true. */
  readonly keepPrevious?: boolean;
}

/**
 * `vault.json`: keys encrypted under a random master key that slots unlock. Every read checks form, MAC and
 * generation; every write first re-reads and checks under the lock, so a file that cannot be read is never
 * overwritten. Writes are durable when they resolve and keep the previous generation as `vault.json.prev`.
 * All failures are `vault` errors with `details.problem`. Dispose (or `lock`) wipes the keys.
 * What is in it: vault-contents.ts; its slots: change-slots.ts; whole-file changes: rotate-vault.ts, restore-vault.ts.
 */
export class VaultFile implements Disposable {
  readonly path: string;
  readonly #sources: SlotKeySources;
  readonly #options: VaultFileOptions;
  readonly #held: HeldKeys;
  readonly #beside: GenerationWitness;
  #newestSeen: { readonly vaultId: string; readonly generation: number } | undefined;

  /** `sources` is what may open it. */
  constructor(sources: SlotKeySources, options: VaultFileOptions) {
    this.path = join(options.directory, "vault.json");
    this.#sources = sources;
    this.#options = options;
    this.#held = new HeldKeys(sources, { now: options.now, idleLockMs: options.idleLockMs ?? 900_000 });
    this.#beside = createFileWitness(join(options.directory, "vault.generation"));
  }

  /** The previous generation. */
  get previousPath(): string {
    return `${this.path}.prev`;
  }

  /** True if there is a vault file, readable or not. */
  exists(): boolean {
    return existsSync(this.path);
  }

  /** How it was opened, if it is open. */
  get openedBy(): SlotType | undefined {
    return this.#held.openedBy;
  }

  /** Undefined if there never was a vault. Throws `damaged`, `unsupported` or `permissions`. */
  outline(): VaultOutline | undefined {
    const source = this.#source();
    if (source === undefined) return undefined;
    const { id, gen, slots, entries } = parseVault(source);
    return { id, generation: gen, slots: slots.map(({ type }) => type), entries };
  }

  /** Makes an empty vault. Throws `state` if there is one, `damaged` if only a previous generation is left. */
  async create(slots: readonly NewSlot[]): Promise<void> {
    const [first] = slots;
    if (first === undefined) throw vaultError("invalid", "A vault needs a passphrase, a key file or a keychain");
    const vaultId = newVaultId();
    const keys = deriveVaultKeys(randomBytes(32), vaultId);
    const made: Slot[] = [];
    for (const slot of slots) made.push(await this.makeSlot(keys.master, vaultId, slot));
    await this.#locked(async () => {
      if (this.#source() !== undefined)
        throw vaultError("state", `${this.path} exists already`, { suggestion: ADVICE.fileExists });
      await this.#write(emptyVault(keys, made), keys);
    });
    this.#held.hold(keys, first.type);
  }

  /** Opens the vault, or throws why it does not. Renews a slot made with weaker parameters than today's. */
  async unlock(): Promise<void> {
    await this.read();
    if (this.#held.isWeaklyOpened) await this.update((document) => ({ ...document, gen: document.gen + 1 }));
  }

  /** Wipes the keys. */
  lock(): void {
    this.#held.wipe();
  }

  [Symbol.dispose](): void {
    this.lock();
  }

  /**
   * The verified document and its keys; undefined if there is no vault. Opens it if need be, `quiet`ly without asking
   * for a passphrase. Throws `locked`, `wrong-key`, `damaged`, `unsupported`, `rolled-back` or `permissions`.
   */
  async read(options: { readonly quiet?: boolean } = {}): Promise<OpenVault | undefined> {
    for (let source = this.#source(); source !== undefined;) {
      const document = parseVault(source);
      const keys = await this.#held.keysFor(document, options);
      const newest = await this.newestGeneration(document.id);
      if (document.gen >= newest) {
        this.#newestSeen = { vaultId: document.id, generation: document.gen };
        return { document, keys };
      }
      // A writer may have come between the two reads; a file that is still the same has been put back.
      const again = this.#source();
      if (again === source) throw rolledBack(document.gen, newest);
      source = again;
    }
    return undefined;
  }

  /**
   * Replaces the document by what `change` makes of the one on disk, under the lock; undefined leaves it alone and
   * gives false. `change` sees a document that was verified a moment ago. Throws `state` if there is no vault.
   */
  async update(change: (document: VaultDocument, keys: VaultKeys) => UnsignedVault | undefined): Promise<boolean> {
    // Opened before the lock is taken: a person may be typing a passphrase.
    if ((await this.read()) === undefined) throw noVault();
    return this.#locked(async () => {
      const opened = await this.read();
      if (opened === undefined) throw noVault();
      const next = change(opened.document, opened.keys);
      if (next === undefined) return false;
      const stronger = this.#held.takeStronger();
      const slots = next.slots.map((slot) => (slot.id === stronger?.id ? stronger : slot));
      await this.#write({ ...next, slots }, opened.keys);
      return true;
    });
  }

  /** Puts a document under other keys in the place of the one on disk, under the lock; for `rotate` and `restore`. */
  async replace(prepare: () => Promise<Replacement>): Promise<void> {
    await this.#locked(async () => {
      const { next, keys, via, keepPrevious = true } = await prepare();
      await this.#write(next, keys, keepPrevious);
      this.#held.hold(keys, via);
    });
  }

  /** A slot of the given kind that opens to `master`; a keychain slot stores its key in the keychain. */
  async makeSlot(master: Uint8Array, vaultId: string, slot: NewSlot): Promise<Slot> {
    if (slot.type !== "keychain") return createSlot(master, slot, { vaultId });
    const id = randomBytes(6).toString("base64url");
    return createSlot(master, await createKeychainSlotKey(this.#sources, vaultId, id), { vaultId, id });
  }

  /** The newest generation of this vault known to this process or any witness; 0 if none knows it. */
  async newestGeneration(vaultId: string): Promise<number> {
    const own = this.#newestSeen?.vaultId === vaultId ? this.#newestSeen.generation : undefined;
    const beside = await this.#beside.read(vaultId);
    // The further witness may cost a process; what it says only grows through us.
    const further = own === undefined ? await this.#options.witness?.read(vaultId) : undefined;
    return Math.max(own ?? 0, beside ?? 0, further ?? 0);
  }

  #source(): string | undefined {
    const source = readPrivateFile(this.path);
    if (source === undefined && existsSync(this.previousPath)) {
      throw vaultError("damaged", `${this.path} is gone, but its previous generation is there`, {
        suggestion: "Run `aio credentials restore`, or move vault.json.prev away to start anew.",
      });
    }
    return source;
  }

  async #write(next: UnsignedVault, keys: VaultKeys, keepPrevious = true): Promise<void> {
    const text = renderVault(signVault(next, keys.mac));
    checkSound(text, keys);
    removeLeftovers(this.path);
    writeDurably(this.path, text, keepPrevious ? { keepPreviousAs: this.previousPath } : {});
    this.#newestSeen = { vaultId: next.id, generation: next.gen };
    await this.#beside.write(next.id, next.gen);
    await this.#options.witness?.write(next.id, next.gen);
  }

  #locked<T>(work: () => Promise<T>): Promise<T> {
    openPrivateDirectory(this.#options.directory);
    return withFileLock(`${this.path}.lock`, this.#options.lockWaitMs ?? 30_000, work);
  }
}

/** What to throw where a vault is needed and there is none. */
export function noVault(): Error {
  return vaultError("state", "There is no encrypted file yet.", { suggestion: ADVICE.createFile });
}

function rolledBack(generation: number, newest: number): Error {
  return vaultError(
    "rolled-back",
    `vault.json is generation ${generation}, but this machine has written generation ${newest}`,
    {
      suggestion:
        "An older copy was put back. Put the newer file back, or run `aio credentials restore --accept-older`.",
    },
  );
}
