import { type VaultKeys, wipeVaultKeys } from "./derive-keys.ts";
import { openDocument } from "./open-document.ts";
import type { SlotKeySources } from "./slot-keys.ts";
import type { Slot, SlotType, VaultDocument } from "./vault-document.ts";
import { isVaultGenuine } from "./vault-mac.ts";

/** When the keys are forgotten. */
export interface HeldKeysOptions {
  readonly now: () => number;
  /** Keys that a passphrase opened are forgotten after this long without use, in ms. */
  readonly idleLockMs: number;
}

/** The keys of an open vault, from the slot that gave them until they are wiped. */
export class HeldKeys implements Disposable {
  readonly #sources: SlotKeySources;
  readonly #options: HeldKeysOptions;
  #keys: VaultKeys | undefined;
  #via: SlotType | undefined;
  #usedAt = 0;
  #stronger: Slot | undefined;
  #opening: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(sources: SlotKeySources, options: HeldKeysOptions) {
    this.#sources = sources;
    this.#options = options;
  }

  /** The kind of slot that opened the vault, while it is open. */
  get openedBy(): SlotType | undefined {
    return this.#keys === undefined ? undefined : this.#via;
  }

  /** The slot that opened, made anew with today's parameters, if its own are weaker; handed out once. */
  takeStronger(): Slot | undefined {
    const stronger = this.#stronger;
    this.#stronger = undefined;
    return stronger;
  }

  /** True if `takeStronger` has something. */
  get isWeaklyOpened(): boolean {
    return this.#stronger !== undefined;
  }

  /**
   * Keys under which the document is genuine; opens a slot if the ones held are not, `quiet`ly without asking for a
   * passphrase. Throws what `openDocument` throws.
   */
  async keysFor(document: VaultDocument, { quiet = false }: { readonly quiet?: boolean } = {}): Promise<VaultKeys> {
    const held = this.#genuine(document);
    if (held !== undefined) return held;
    // Calls side by side share one opening: nobody is asked for the same passphrase twice.
    if (this.#opening !== undefined) await this.#opening.catch(() => {});
    const shared = this.#genuine(document);
    if (shared !== undefined) return shared;
    const { passphrase: _passphrase, ...silent } = this.#sources;
    const opened = openDocument(document, quiet ? silent : this.#sources);
    this.#opening = opened.then(({ keys, via, stronger }) => {
      this.hold(keys, via);
      this.#stronger = stronger;
    });
    try {
      await this.#opening;
      return (await opened).keys;
    } finally {
      this.#opening = undefined;
    }
  }

  /** Takes over keys, in the place of any held so far. */
  hold(keys: VaultKeys, via: SlotType): void {
    this.wipe();
    this.#keys = keys;
    this.#via = via;
    this.#touch();
  }

  /** Forgets the keys, overwriting them as far as the runtime allows. */
  wipe(): void {
    if (this.#keys !== undefined) wipeVaultKeys(this.#keys);
    this.#keys = undefined;
    this.#via = undefined;
    this.#stronger = undefined;
    clearTimeout(this.#timer);
  }

  [Symbol.dispose](): void {
    this.wipe();
  }

  #genuine(document: VaultDocument): VaultKeys | undefined {
    const { now, idleLockMs } = this.#options;
    if (this.#via === "passphrase" && now() - this.#usedAt > idleLockMs) this.wipe();
    if (this.#keys?.vaultId !== document.id || !isVaultGenuine(document, this.#keys.mac)) return undefined;
    this.#touch();
    return this.#keys;
  }

  /** Puts the idle lock off. The timer wipes keys that nobody asks for again; it keeps no process alive. */
  #touch(): void {
    this.#usedAt = this.#options.now();
    clearTimeout(this.#timer);
    if (this.#via === "passphrase") this.#timer = setTimeout(() => this.wipe(), this.#options.idleLockMs).unref();
  }
}
