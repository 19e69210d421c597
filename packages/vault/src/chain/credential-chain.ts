import type { CredentialSource } from "@ai-orchestrator/contract";
import type { AdcReport } from "../adc/report-adc.ts";
import type { BackendStatus, Credential, StoredCredential } from "../credential.ts";
import type { RotateOptions } from "../file/rotate-vault.ts";
import type { NewSlot, VaultOutline } from "../file/vault-file.ts";
import type { SlotType } from "../file/vault-document.ts";
import type { LegacyMachine } from "../legacy/legacy-keys.ts";

/** Places a key can be stored in. */
export type StorableSource = "keychain" | "file" | "memory";

/** Places looked at, in this order unless told otherwise; keys given to the process itself (`memory`) always come first. */
export type SearchedSource = "keychain" | "file" | "environment";

/** What shall open the vault: a passphrase, a key file's bytes (`path`: where it lies), or this machine's keychain. */
export type WayIn = NewSlot & { readonly path?: string };

/** How a chain is set up. Nothing is read or started before the first call. */
export interface CredentialChainOptions {
  /** The data directory: `vault.json`, `credential-index.json`. */
  readonly directory: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Epoch ms. */
  readonly now: () => number;
  /** As `process.platform`. */
  readonly platform: string;
  /** The user's home directory. */
  readonly home: string;
  /** All provider ids that `peek`, `status` and `where` speak of. */
  readonly providers: readonly string[];
  /**
   * The origin a provider's keys belong to by default: the shipped one, never the one from the user's config, or a
   * changed config would move the key. Undefined for a user's own endpoint: the first use binds it.
   */
  readonly defaultOrigin: (provider: string) => string | undefined;
  /** Default: keychain, file, environment. */
  readonly order?: readonly SearchedSource[];
  /** Default CREDENTIAL_ENV_NAMES. */
  readonly envNames?: Readonly<Record<string, readonly string[]>>;
  /** `false` leaves the OS keychain alone altogether. */
  readonly keychain?:
    | false
    | {
        readonly service?: string;
        readonly timeoutMs?: number;
        readonly execPath?: string;
        readonly entry?: string | URL;
      };
  /** The key file that opens the vault's key-file slot; default: the one it was made with. */
  readonly keyfile?: string;
  /** Asks for the vault's passphrase; undefined means there is nobody to ask. */
  readonly passphrase?: () => Promise<string | undefined>;
  /** Keys of a vault opened by passphrase are forgotten after this long without use, in ms; default 15 min. */
  readonly idleLockMs?: number;
}

/** One place that holds a credential for a provider. */
export interface CredentialPlace extends StoredCredential {
  readonly source: CredentialSource;
  /** The one that `get` would use. */
  readonly isUsed: boolean;
  /** Same, different, or not comparable (locked) to the one used: makes a stale key visible without showing it. */
  readonly matchesUsed?: boolean;
  /** `••••3f9a`; absent where it could not be opened. */
  readonly masked?: string;
  /** Why it could not be opened. */
  readonly reason?: string;
}

/** What `peek` knows about one provider. */
export interface PeekedCredential {
  readonly provider: string;
  readonly source: CredentialSource;
  readonly origin?: string;
  readonly sourceDetail?: string;
}

/** The answer of `peek`: by provider, the place `get` would look at first that claims to have one. */
export interface CredentialOutlook {
  readonly providers: ReadonlyMap<string, PeekedCredential>;
  /** False if the keychain was never asked: then `refresh` may find more. */
  readonly isComplete: boolean;
}

/** Where a key shall be sent. */
export interface Destination {
  /** `https://api.openai.com`, or an URL there. */
  readonly origin: string;
  /** The environment variable that config names beside that address: if it is set, its key is the one, and both being one person's word it needs no leave. */
  readonly variable?: string;
}

/** Where a key was stored. */
export interface StoreReceipt {
  readonly provider: string;
  readonly source: StorableSource;
  /** The origin the key is bound to; empty until the first use binds it (a user's own endpoint). */
  readonly origin: string;
  /** Other places that still hold a key for this provider. */
  readonly alsoIn: readonly CredentialSource[];
}

/** What an import did with one provider. */
export interface ImportedCredential {
  readonly provider: string;
  readonly outcome: "added" | "replaced" | "kept" | "skipped";
  readonly source?: StorableSource;
  readonly reason?: string;
}

/** Small values kept in the keychain, outside the folder whose files they vouch for. Never throws for a keychain that fails. */
export interface CheckpointStore {
  /** Asks the keychain. `available` without a value: there is none. */
  read(
    name: string,
  ): Promise<{ readonly state: BackendStatus["state"]; readonly reason?: string; readonly value?: string }>;
  /** False if it was not kept. A keychain that was never found to work is left alone. */
  write(name: string, value: string): Promise<boolean>;
  /** True if `write` would try, as far as is known without asking. */
  isKept(): boolean;
}

/**
 * Finds and keeps provider keys. Order: memory (explicit) > keychain > encrypted file > environment, or as
 * configured; the source of everything is reported. A key goes only to the origin it is bound to. Errors are
 * `vault` OrchestratorErrors whose `details.problem` is a VaultProblem.
 */
export interface CredentialChain extends AsyncDisposable {
  /**
   * The key to send to `to.origin`, or undefined if no place has one: the one answer to whether a key may travel there.
   * A place that is locked or absent is passed over if a later one has the key. Throws `locked` (or what stopped it) if
   * the only place known to have it cannot be read, `origin` if every key found is bound to another origin, and
   * `invalid_input` if there is a key and it would travel readable.
   */
  get(provider: string, to: Destination): Promise<Credential | undefined>;
  /** The key for a person to see (`get --reveal`): same search, no origin asked. */
  find(provider: string): Promise<Credential | undefined>;
  /** Who has a credential, from the index, the vault's readable part and the environment. Synchronous: opens, decrypts and starts nothing. */
  peek(): CredentialOutlook;
  /** Asks the keychain again and renews the index. */
  refresh(): Promise<BackendStatus>;
  /** Every place that holds one for `provider`, in search order. Opens what opens without asking a person. */
  where(provider: string): Promise<readonly CredentialPlace[]>;
  status(): Promise<readonly BackendStatus[]>;
  /** Google's Application Default Credentials, which Vertex AI uses instead of a key. */
  adc(): AdcReport;
  /**
   * Stores a key: in the keychain, else in the encrypted file if something opens it; `to` decides otherwise.
   * Bound to `origin`, else to the provider's default one, else to the one of its first use.
   * Throws `no-store`, naming the choices, rather than write it anywhere readable.
   */
  set(
    provider: string,
    secret: string,
    options: { readonly origin?: string; readonly to?: StorableSource },
  ): Promise<StoreReceipt>;
  /** Removes it from `from`, else from everywhere but the environment; gives the places it was in. */
  remove(provider: string, options?: { readonly from?: StorableSource }): Promise<readonly CredentialSource[]>;
  /** Binds the key in use to another origin, after a person confirmed it. Throws `state` if there is no key. */
  allowOrigin(provider: string, origin: string): Promise<void>;
  /** Every key this process has seen or could read from its environment; for redaction by exact match. */
  liveSecrets(): readonly string[];
  /** Reads every stored key that opens without asking a person, so that `liveSecrets` has them too; gives how many. */
  loadSecrets(): Promise<number>;
  /** Makes the encrypted file. The `path` of a key file is remembered, so that later processes find it. */
  createVault(slots: readonly WayIn[]): Promise<void>;
  /** Adds a way into the vault; with `replace`, in the place of all others of its kind (a new passphrase for an old one). A keychain that opens it already is left as it is. */
  addSlot(slot: WayIn, options?: { readonly replace?: boolean }): Promise<void>;
  /** Ends a way into the vault; false if there was none. */
  removeSlots(type: SlotType): Promise<boolean>;
  /** Undefined if there is no vault. Throws if it cannot be parsed. */
  vaultOutline(): VaultOutline | undefined;
  /** Opens what is locked, giving a person up to `timeoutMs` (default 60,000) to answer the keychain's prompt. */
  unlock(options?: { readonly timeoutMs?: number }): Promise<readonly BackendStatus[]>;
  /** Forgets every key held in memory. */
  lock(): void;
  /** New master key for the vault. */
  rotate(options?: RotateOptions): Promise<void>;
  /** Brings the previous generation back. */
  restore(options?: {
    readonly acceptOlder?: boolean;
  }): Promise<{ readonly generation: number; readonly setAside?: string }>;
  /** Closes the data directory and its credential files to others. */
  repairPermissions(): void;
  /** All keys of keychain and file as one text, encrypted under a passphrase of its own. */
  exportEncrypted(passphrase: string): Promise<{ readonly text: string; readonly providers: readonly string[] }>;
  /** Stores what `exportEncrypted` gave. Keeps existing keys unless `overwrite`. */
  importEncrypted(
    text: string,
    passphrase: string,
    options?: { readonly overwrite?: boolean; readonly to?: StorableSource },
  ): Promise<readonly ImportedCredential[]>;
  /** Stores the keys of the earlier Python program: its `credentials.enc` and its keychain items. They should be rotated: its encryption protected little. */
  importLegacy(options?: {
    readonly file?: string;
    readonly machine?: Partial<LegacyMachine>;
    readonly overwrite?: boolean;
    readonly to?: StorableSource;
  }): Promise<readonly ImportedCredential[]>;
  /** 256 bits for another use (`audit`, `pseudonym`, `history`), the same for the life of the vault. Throws `state` without a vault, `locked` if it does not open. */
  deriveKey(label: string): Promise<Uint8Array>;
  readonly checkpoints: CheckpointStore;
}
