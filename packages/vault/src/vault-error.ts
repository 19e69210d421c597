import { OrchestratorError } from "@ai-orchestrator/contract";

/** What went wrong with a credential or the vault; travels as `details.problem` of an OrchestratorError. */
export type VaultProblem =
  /** There is something, but nothing given opens it. */
  | "locked"
  /** The passphrase or key file does not open the vault. */
  | "wrong-key"
  /** The file is not what this program wrote. */
  | "damaged"
  /** Written by another version, or with parameters outside the accepted bounds. */
  | "unsupported"
  /** An older generation was put back. */
  | "rolled-back"
  /** Others may read or change the file. */
  | "permissions"
  /** The key is bound to another origin. */
  | "origin"
  /** The keychain is absent, mute or failing. */
  | "unavailable"
  /** Another process holds the lock for too long. */
  | "busy"
  /** The disk refused. */
  | "write-failed"
  /** Nowhere safe to store a key. */
  | "no-store"
  /** A value that cannot be a key, an id or an origin. */
  | "invalid"
  /** It exists already, or does not exist. */
  | "state";

/** An OrchestratorError with code `vault` (`invalid_input` for `invalid`, `storage` for `write-failed`) that says what to do next. */
export function vaultError(
  problem: VaultProblem,
  message: string,
  extra: { readonly suggestion?: string; readonly provider?: string; readonly cause?: unknown } = {},
): OrchestratorError {
  const code = problem === "invalid" ? "invalid_input" : problem === "write-failed" ? "storage" : "vault";
  return new OrchestratorError(code, message, { ...extra, details: { problem } });
}

/** The problem an error from this package carries, if it is one. */
export function vaultProblem(error: unknown): VaultProblem | undefined {
  if (!(error instanceof OrchestratorError)) return undefined;
  const problem = error.details?.["problem"];
  return typeof problem === "string" ? (problem as VaultProblem) : undefined;
}

/** The system's error code (`ENOENT`), if the thrown thing has one. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** One line of whatever was thrown. */
export function oneLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/\n[\s\S]*$/, "").slice(0, 300);
}
