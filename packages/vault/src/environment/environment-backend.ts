import type { Credential, CredentialBackend, StoredCredential } from "../credential.ts";
import { whyNotASecret } from "../check-secret.ts";
import { envNamesFor } from "../env-names.ts";
import { Secret } from "../secret.ts";
import { vaultError } from "../vault-error.ts";

/** What the environment backend reads from. */
export interface EnvironmentOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly envNames: Readonly<Record<string, readonly string[]>>;
  /** Every provider whose variables are looked at by `list`. */
  readonly providers: readonly string[];
  /** Where a variable's key may go: the origin the user confirmed, else the provider's own. */
  readonly originOf: (provider: string) => string | undefined;
}

/** The key in one variable, trimmed; undefined where there is none. Throws `invalid_input` for what cannot be one: a header would carry it. */
export function readVariable(
  name: string,
  { env, provider }: { readonly env: EnvironmentOptions["env"]; readonly provider: string },
): Pick<Credential, "source" | "sourceDetail" | "value"> | undefined {
  const value = env[name]?.trim();
  if (!value) return undefined;
  const reason = whyNotASecret(value);
  if (reason !== undefined) {
    throw vaultError("invalid", `${name} does not hold a key: ${reason}`, {
      provider,
      suggestion: `Set ${name} again.`,
    });
  }
  return { source: "environment", sourceDetail: name, value: new Secret(value) };
}

/** The first set variable of a provider: its name and trimmed value. Empty counts as not set. */
export function findVariable(
  provider: string,
  { env, envNames }: Pick<EnvironmentOptions, "env" | "envNames">,
): { readonly name: string; readonly value: string } | undefined {
  for (const name of envNamesFor(provider, envNames)) {
    const value = env[name]?.trim();
    if (value) return { name, value };
  }
  return undefined;
}

/** Credentials in environment variables, read anew each time; read-only. */
export function createEnvironmentBackend(options: EnvironmentOptions): CredentialBackend {
  const describe = (provider: string): StoredCredential | undefined => {
    const found = findVariable(provider, options);
    const origin = options.originOf(provider);
    if (found === undefined) return undefined;
    return { provider, sourceDetail: found.name, ...(origin === undefined ? {} : { origin }) };
  };
  const readOnly = async (provider: string): Promise<never> => {
    throw vaultError(
      "state",
      `${envNamesFor(provider, options.envNames)[0]} belongs to your shell and cannot be changed from here`,
      {
        provider,
        suggestion: "Change it where it is set, or store the key with `aio credentials set`.",
      },
    );
  };
  return {
    source: "environment",
    status: async () => ({
      source: "environment",
      state: "available",
      reason: "environment variables of this process",
    }),
    get: async (provider): Promise<Credential | undefined> => {
      const found = findVariable(provider, options);
      if (found === undefined) return undefined;
      const read = readVariable(found.name, { env: options.env, provider });
      return read === undefined ? undefined : { provider, ...describe(provider), ...read };
    },
    set: readOnly,
    remove: async (provider) => (findVariable(provider, options) === undefined ? false : readOnly(provider)),
    list: async () =>
      [...options.providers]
        .sort()
        .map(describe)
        .filter((each) => each !== undefined),
  };
}
