import type { CredentialPlace } from "ai-orchestrator";
import type { CliContext } from "../cli-context.ts";
import type { GlobalOptions } from "../global-options.ts";

/** Options of `aio credentials …`. */
export interface CredentialOptions extends GlobalOptions {
  readonly store?: "keychain" | "file";
  readonly insecureMemory?: boolean;
  readonly reveal?: boolean;
  readonly keyfile?: string;
  readonly force?: boolean;
  readonly acceptOlder?: boolean;
  readonly overwrite?: boolean;
  /** What the earlier program knew its machine by. */
  readonly hostname?: readonly string[];
  readonly user?: readonly string[];
  readonly machineId?: readonly string[];
}

/** What every credentials command gets. */
export interface CredentialCall {
  readonly options: CredentialOptions;
  readonly context: CliContext;
}

/** The store options of the vault. */
export function storeOptions(options: CredentialOptions): { store?: "keychain" | "file"; insecureMemory?: boolean } {
  return {
    ...(options.store === undefined ? {} : { store: options.store }),
    ...(options.insecureMemory ? { insecureMemory: true } : {}),
  };
}

/** A place in words. */
export function describePlace(place: CredentialPlace): string {
  // There is one keychain; what kind it is stands with the stores.
  if (place.source === "keychain") return place.source;
  return place.detail === undefined ? place.source : `${place.source} (${place.detail})`;
}

/** The place in use, and how many more hold a key. */
export function describePlaces(places: readonly CredentialPlace[]): string {
  const used = places.find((place) => place.active) ?? places[0];
  if (used === undefined) return "";
  return places.length > 1 ? `${describePlace(used)} (+${places.length - 1} more)` : describePlace(used);
}
