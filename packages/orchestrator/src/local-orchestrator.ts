import type {
  AuditEntry,
  CallOptions,
  Config,
  Conversation,
  CredentialSource,
  Decision,
  JsonValue,
  LocalModels,
  Logger,
  Orchestrator,
  RelayAccess,
  ResolvedModel,
  StoredTurn,
  Task,
  TurnRequest,
} from "@ai-orchestrator/contract";
import type { LoadedConfig } from "./config/load-config.ts";
import type { AppPaths } from "./files/app-paths.ts";

/**
 * The orchestrator in this process, with what only the machine's owner may do:
 * keys, audit, history files, rules. Every desk loads its package on first use.
 */
export interface LocalOrchestrator extends Orchestrator {
  readonly loaded: LoadedConfig;
  readonly config: Config;
  readonly paths: AppPaths;
  /** Diagnostics, without any secret this process knows of. */
  readonly logger: Logger;
  readonly relay: RelayAccess;
  readonly credentials: CredentialDesk;
  readonly history: HistoryDesk;
  readonly audit: AuditDesk;
  readonly routing: RoutingDesk;
  readonly security: SecurityDesk;
  readonly localModels: LocalModels;
  /** What a name stands for. Throws `unknown_model` with the nearest names. */
  resolveModel(name: string): Promise<ResolvedModel>;
  /** Text without live credential values and known kinds of secrets, and what was hidden where. */
  redactWithReport(text: string): Promise<RedactionReport>;
  /** The same for keys this process has seen so far, at once: for what is printed while something goes wrong. */
  hideSecrets(text: string): string;
  /** Waits until the work that follows turns (a title by a model) is done, or `signal` aborts; closing stops such work. */
  settled(signal: AbortSignal): Promise<void>;
  /** Updates the model catalogue; keeps the old one if the new one does not validate. */
  refreshCatalogue(options?: CallOptions): Promise<CatalogueRefresh>;
  /** Drops what was read from config and reads it again; throws and keeps the old if the new one is wrong. */
  reload(): Promise<void>;
}

/** What a refresh did. */
export interface CatalogueRefresh {
  readonly updated: boolean;
  readonly models: number;
  readonly asOf: string;
  readonly message: string;
}

/** Where one credential is, without its value. */
export interface CredentialPlace {
  readonly provider: string;
  readonly source: CredentialSource;
  readonly detail?: string;
  readonly origin?: string;
  readonly storedAt?: string;
  /** True for the one that is used. */
  readonly active: boolean;
  /** `••••3f9a`; absent where it could not be opened. */
  readonly masked?: string;
  /** Whether it holds the same key as the one in use; absent where that cannot be told. */
  readonly matchesUsed?: boolean;
  /** Why it could not be opened. */
  readonly reason?: string;
}

/** Keys: kept in the keychain or the encrypted file, never in config. */
export interface CredentialDesk {
  /** Every provider with all the places that hold a credential for it. */
  list(): Promise<
    readonly {
      readonly provider: string;
      readonly name: string;
      readonly keyPage?: string;
      readonly envNames: readonly string[];
      readonly places: readonly CredentialPlace[];
    }[]
  >;
  where(provider: string): Promise<readonly CredentialPlace[]>;
  /** State of each store: available, absent, locked, and what to do. */
  stores(): Promise<
    readonly {
      readonly source: CredentialSource;
      readonly state: string;
      readonly reason?: string;
      readonly suggestion?: string;
    }[]
  >;
  set(
    provider: string,
    value: string,
    options?: { readonly store?: "keychain" | "file"; readonly insecureMemory?: boolean },
  ): Promise<CredentialPlace>;
  reveal(provider: string): Promise<{ readonly value: string; readonly place: CredentialPlace } | undefined>;
  remove(provider: string): Promise<readonly CredentialPlace[]>;
  /** Asks the provider whether the key works. Throws what the provider says. */
  test(
    provider: string,
    options?: CallOptions,
  ): Promise<{ readonly provider: string; readonly source: CredentialSource; readonly latencyMs: number }>;
  /** Lets the stored key go to another origin, after a person confirmed it. */
  allowOrigin(provider: string, origin: string): Promise<void>;
  lock(): Promise<void>;
  /** What stands between this process and the stored keys: a passphrase that somebody has to type, a keychain's own prompt. */
  locks(): Promise<{ readonly passphrase: boolean; readonly keychain: boolean }>;
  /** Opens the encrypted file, if a passphrase is given, and a locked keychain; `stays` if later commands find the file open too. */
  unlock(passphrase?: string): Promise<{ readonly stays: boolean }>;
  /** From now on the passphrase that `choose` gives opens the encrypted file, in place of the present one if there is one. */
  setPassphrase(choose: () => Promise<string>): Promise<void>;
  /** Makes a key file that opens the encrypted file as well. */
  addKeyfile(file: string): Promise<void>;
  /** New master key, everything encrypted again. */
  rotate(options?: { readonly passphrase?: string }): Promise<void>;
  /** Brings the previous generation of the encrypted file back. */
  restoreFile(options?: {
    readonly acceptOlder?: boolean;
  }): Promise<{ readonly generation: number; readonly setAside?: string }>;
  createFile(options: { readonly passphrase?: string; readonly keyfile?: string }): Promise<void>;
  exportEncrypted(passphrase: string): Promise<string>;
  /** Keys that are there already stay, unless `overwrite`. */
  importEncrypted(
    text: string,
    passphrase: string,
    options?: { readonly overwrite?: boolean },
  ): Promise<{ readonly imported: readonly string[]; readonly skipped: readonly string[] }>;
  /** Keys of the earlier program; `machine`: what the machine was called when it wrote the file, where that changed. */
  importLegacy(options?: {
    readonly file?: string;
    readonly machine?: {
      readonly machineIds?: readonly string[];
      readonly users?: readonly string[];
      readonly hosts?: readonly string[];
    };
    readonly overwrite?: boolean;
  }): Promise<{ readonly imported: readonly string[]; readonly skipped: readonly string[] }>;
}

/** Export formats. */
export type ExportFormat = "markdown" | "json" | "html" | "text";

/** The files behind history. */
export interface HistoryDesk {
  export(options: {
    readonly format: ExportFormat;
    readonly conversationId?: string;
    readonly turnId?: string;
    readonly redact?: boolean;
  }): Promise<string>;
  /** Reads an export file, archive or folder; repeating it adds nothing twice. */
  import(path: string): Promise<{
    readonly format: string;
    readonly conversations: number;
    readonly turns: number;
    readonly alreadyThere: number;
    readonly skipped: readonly string[];
  }>;
  backup(file: string): Promise<void>;
  restore(file: string): Promise<void>;
  verify(): Promise<{ readonly ok: boolean; readonly problems: readonly string[] }>;
  /** Saves what can be read of a damaged history; the damaged file stays in `snapshots`. */
  recover(): Promise<{
    readonly conversations: number;
    readonly turns: number;
    readonly into: string;
    readonly damaged?: string;
  }>;
  /** Encrypts everything kept under a key from the vault, or takes that away; the config follows. */
  encrypt(on: boolean): Promise<void>;
  /** The newest conversation. */
  latest(): Promise<Conversation | undefined>;
}

/** The audit trail. */
export interface AuditDesk {
  list(filter?: {
    readonly limit?: number;
    readonly from?: string;
    readonly until?: string;
  }): Promise<readonly Readonly<Record<string, JsonValue>>[]>;
  /** Walks the chain and holds it against every checkpoint there is: the file in the data folder, the keychain. */
  verify(): Promise<{
    readonly ok: boolean;
    readonly records: number;
    readonly problem?: string;
    readonly checkpoints: readonly {
      readonly place: string;
      readonly state: "agrees" | "disagrees" | "none" | "unreachable" | "unchecked";
      readonly seq?: number;
      readonly reason?: string;
    }[];
  }>;
  /** Lets the log as it is count from now on where only the keychain disagrees, after a restore say; recorded in the log. */
  accept(): Promise<void>;
  export(format: "csv" | "json"): Promise<string>;
  stats(): Promise<Readonly<Record<string, JsonValue>>>;
  append(entry: AuditEntry): Promise<void>;
}

/** One user rule as compiled. */
export interface RuleRow {
  readonly sentence: string;
  readonly when: string;
  readonly then: string;
  /** Why it is not applied: it is not clear, or names what is no longer there. */
  readonly problem?: string;
}

/** What a rule would have changed about one turn of the history. */
export interface RuleChange {
  readonly turnId: string;
  readonly conversationId: string;
  readonly at: string;
  readonly question: string;
  readonly from: string | null;
  readonly to: string | null;
  /** Why nobody could have answered, where `to` is null. */
  readonly problem?: string;
  /** Dollars both ways for the tokens the turn used; null where a price is not known. */
  readonly fromUsd: number | null;
  readonly toUsd: number | null;
}

/** A rule held against the history. */
export interface RuleTrial {
  readonly rule: RuleRow;
  /** Turns looked at, newest first. */
  readonly turns: number;
  /** Turns the rule speaks about. */
  readonly applies: number;
  readonly changed: readonly RuleChange[];
  /** Dollars more (or less) for the changed turns whose prices are known both ways. */
  readonly differenceUsd: number;
  /** Changed turns somebody answers both ways that are not in `differenceUsd`. */
  readonly unpriced: number;
}

/** Rules, explanations and what was learned. */
export interface RoutingDesk {
  compileRule(sentence: string): RuleRow;
  rules(): readonly RuleRow[];
  testRules(prompt: string): Promise<readonly RuleRow[]>;
  /** Which of the newest `limit` turns a rule would have sent elsewhere, by today's models and prices; nobody is asked. */
  tryRule(sentence: string, limit: number): Promise<RuleTrial>;
  /** One decision from text only, without touching stores: for `route --jsonl`. */
  routeText(request: TurnRequest): Promise<Decision>;
  /** What the text asks for and how hard it is, whoever may answer. */
  judgeText(request: TurnRequest): Pick<Decision, "task" | "tasks" | "difficulty" | "micros">;
  explain(decision: Decision): readonly string[];
  /** The last stored turn: its decision, and what became of it. */
  lastTurn(conversationId?: string): Promise<StoredTurn | undefined>;
  rate(rating: "up" | "down" | null, turnId?: string): Promise<void>;
  /** Learns that a conversation goes on from an answer that was asked for again, where it does. */
  keepAnswer(conversationId: string): Promise<void>;
  /** Learns what the last turn (or another) was really about; what the task was taken for. Throws `invalid_input` if learning is off. */
  correct(task: Task, turnId?: string): Promise<Task>;
  learned(): Promise<Readonly<Record<string, JsonValue>>>;
  resetLearned(): Promise<void>;
  setLearning(enabled: boolean): Promise<void>;
}

/** Redacted text, and what was hidden: UTF-16 offsets into the original. */
export interface RedactionReport {
  readonly text: string;
  readonly found: readonly { readonly kind: string; readonly start: number; readonly end: number }[];
}

/** What a scan is given. */
export interface ScanRequest {
  readonly text: string;
  readonly system?: string;
  readonly kind?: "prompt" | "document" | "search_result" | "response";
}

/** What a scan found. */
export interface ScanReport {
  readonly severity: string;
  readonly score: number;
  readonly findings: readonly Readonly<Record<string, unknown>>[];
}

/** The analyzer by itself. */
export interface SecurityDesk {
  scanner(): Promise<(input: ScanRequest) => ScanReport>;
  /** By pattern rules alone, without this machine's credentials: for measuring. */
  ruleRedactor(): Promise<(text: string) => RedactionReport>;
}
