import type { CredentialBackend, StoredCredential } from "../credential.ts";
import { Secret } from "../secret.ts";
import { vaultError } from "../vault-error.ts";
import { suggestionFor } from "./explain-keychain-error.ts";
import type { KeychainAnswer, KeychainClient } from "./keychain-client.ts";
import { parseKeychainItem, renderKeychainItem } from "./keychain-item.ts";
import type { KeychainOperation, KeychainResult } from "./keychain-protocol.ts";

/** What the backend needs besides the client. */
export interface KeychainBackendOptions {
  readonly platform: string;
  readonly now: () => number;
  /** Binds items that carry no origin of their own. */
  readonly defaultOrigin: (provider: string) => string | undefined;
  /** True if an earlier write makes "nothing there" suspicious: then a probe decides between "locked" and "not stored". */
  readonly isExpected?: (provider: string) => boolean;
}

/** Accounts that are not providers: the vault's own items. */
const OWN_ACCOUNT = "@";

/**
 * Credentials in the OS keychain: service `ai-orchestrator`, account = provider id. A locked Linux keyring answers
 * "not stored"; where the caller expects an item, a probe write tells the two apart.
 */
export function createKeychainBackend(client: KeychainClient, options: KeychainBackendOptions): CredentialBackend {
  const ask = async (operations: readonly KeychainOperation[]): Promise<readonly KeychainResult[]> =>
    resultsOf(await client.run(operations), options.platform);

  const first = async (operation: KeychainOperation): Promise<KeychainResult & { ok: true }> => {
    const [result] = await ask([operation]);
    if (result === undefined || !result.ok) {
      throw vaultError("unavailable", `The keychain failed: ${result?.message ?? "no answer"}`);
    }
    return result;
  };

  return {
    source: "keychain",
    status: () => client.status(),
    get: async (provider) => {
      const { value } = await first({ op: "get", account: provider });
      if (typeof value !== "string") {
        if (options.isExpected?.(provider) === true) await ask([{ op: "probe" }]);
        return undefined;
      }
      const item = parseKeychainItem(value);
      const origin = item.origin ?? options.defaultOrigin(provider);
      return {
        provider,
        value: new Secret(item.key),
        ...(origin === undefined ? {} : { origin }),
        source: "keychain",
        sourceDetail: client.name,
        ...(item.storedAt === undefined ? {} : { storedAt: item.storedAt }),
      };
    },
    set: async (provider, secret, binding) => {
      const text = renderKeychainItem({ key: secret, storedAt: options.now(), ...binding });
      await first({ op: "set", account: provider, secret: text });
    },
    remove: async (provider) => {
      const { removed } = await first({ op: "remove", account: provider });
      if (removed !== true && options.isExpected?.(provider) === true) await ask([{ op: "probe" }]);
      return removed === true;
    },
    list: async () => {
      // The probe makes an empty list trustworthy.
      const [, listing] = await ask([{ op: "probe" }, { op: "list" }]);
      const items = listing?.ok === true ? (listing.items ?? []) : [];
      return items
        .filter(({ account }) => !account.startsWith(OWN_ACCOUNT))
        .map(({ account, origin = options.defaultOrigin(account), storedAt }): StoredCredential => ({
          provider: account,
          sourceDetail: client.name,
          ...(origin === undefined ? {} : { origin }),
          ...(storedAt === undefined ? {} : { storedAt }),
        }))
        .sort((a, b) => (a.provider < b.provider ? -1 : 1));
    },
  };
}

/** The results, or the `vault` error that the keychain's state amounts to. */
export function resultsOf(answer: KeychainAnswer, platform: string): readonly KeychainResult[] {
  if (answer.state === "answered") return answer.results;
  const problem = answer.state === "locked" || answer.state === "hangs" ? "locked" : "unavailable";
  throw vaultError(problem, `The keychain cannot be used: ${answer.reason}`, {
    suggestion: suggestionFor(answer.state, platform),
  });
}
