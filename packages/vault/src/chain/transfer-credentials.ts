import { randomBytes } from "node:crypto";
import { checkProviderId, whyNotASecret } from "../check-secret.ts";
import type { Credential } from "../credential.ts";
import { canonicalJson } from "../file/canonical-json.ts";
import { KDF_DEFAULTS, stretchPassphrase } from "../file/key-slots.ts";
import { KDF_BOUNDS } from "../file/parse-vault.ts";
import { seal, unseal } from "../file/sealed.ts";
import { oneLine, vaultError } from "../vault-error.ts";
import type { ChainParts } from "./chain-parts.ts";
import type { ImportedCredential, StorableSource } from "./credential-chain.ts";
import { holdersOf } from "./peek-credentials.ts";
import { storeCredential } from "./store-credential.ts";

const KIND = "aio-credentials";

const NO_EXPORT = "Give a file that `aio credentials export` wrote.";

interface Bundle {
  readonly v: 1;
  readonly kind: typeof KIND;
  readonly kdf: {
    readonly alg: "argon2id";
    readonly m: number;
    readonly t: number;
    readonly p: number;
    readonly salt: string;
  };
  readonly n: string;
  readonly c: string;
}

/** One credential as it travels, or as an older program kept it. */
export interface CarriedCredential {
  readonly provider: string;
  readonly key: string;
  readonly origin?: string;
}

const context = (header: Pick<Bundle, "v" | "kind" | "kdf">): string =>
  `${KIND}|${canonicalJson({ v: header.v, kind: header.kind, kdf: header.kdf })}`;

/** See CredentialChain.exportEncrypted. */
export async function exportCredentials(
  parts: ChainParts,
  passphrase: string,
): Promise<{ readonly text: string; readonly providers: readonly string[] }> {
  if (passphrase.length < 8)
    throw vaultError("invalid", "The passphrase is shorter than 8 characters", {
      suggestion: "Use four or more words.",
    });
  await parts.keychain?.refresh();
  const found = new Map<string, Credential>();
  for (const backend of parts.searched.filter(({ source }) => source === "keychain" || source === "file")) {
    const stored = Object.keys(
      backend.source === "keychain"
        ? (parts.keychain?.memo()?.entries ?? {})
        : Object.fromEntries(parts.vault.outline()?.entries ?? []),
    );
    for (const provider of stored.filter((each) => !found.has(each))) {
      const credential = await backend.get(provider);
      if (credential !== undefined) found.set(provider, credential);
    }
  }
  const carried = [...found.values()].map(({ provider, value, origin }): CarriedCredential => ({
    provider,
    key: value.reveal(),
    ...(origin === undefined ? {} : { origin }),
  }));
  const kdf = { alg: "argon2id", ...KDF_DEFAULTS, salt: randomBytes(16).toString("base64url") } as const;
  const header = { v: 1, kind: KIND, kdf } as const;
  const sealed = seal(
    await stretchPassphrase(passphrase, kdf),
    Buffer.from(JSON.stringify(carried), "utf8"),
    context(header),
  );
  return { text: `${JSON.stringify({ ...header, ...sealed }, null, 2)}\n`, providers: [...found.keys()].sort() };
}

/** The credentials in an exported text. Throws `unsupported`, `damaged` or `wrong-key`. */
export async function openExport(text: string, passphrase: string): Promise<readonly CarriedCredential[]> {
  const bundle = parseBundle(text);
  const plain = unseal(await stretchPassphrase(passphrase, bundle.kdf), bundle, context(bundle));
  if (plain === undefined)
    throw vaultError("wrong-key", "The export does not open with that passphrase, or it was changed", {
      suggestion: "Type the passphrase that was chosen when it was exported; nothing was changed.",
    });
  return JSON.parse(plain.toString("utf8")) as readonly CarriedCredential[];
}

function parseBundle(text: string): Bundle {
  let data: Partial<Bundle> | null;
  try {
    data = JSON.parse(text) as Partial<Bundle> | null;
  } catch {
    throw vaultError("invalid", "This is not an export of credentials: it is not JSON", { suggestion: NO_EXPORT });
  }
  if (data?.kind !== KIND)
    throw vaultError("invalid", "This is not an export of credentials", { suggestion: NO_EXPORT });
  if (data.v !== 1)
    throw vaultError(
      "unsupported",
      `The export has version ${String(data.v).slice(0, 10)}; this program knows version 1`,
    );
  const { kdf, n, c } = data;
  const within = (value: unknown, [least, most]: readonly [number, number]): boolean =>
    Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;
  if (
    kdf?.alg !== "argon2id" ||
    typeof kdf.salt !== "string" ||
    !within(kdf.m, KDF_BOUNDS.m) ||
    !within(kdf.t, KDF_BOUNDS.t) ||
    !within(kdf.p, KDF_BOUNDS.p)
  ) {
    throw vaultError("unsupported", "The export asks for key derivation outside the accepted bounds");
  }
  if (Buffer.from(kdf.salt, "base64url").length < 16 || typeof n !== "string" || typeof c !== "string")
    throw vaultError("damaged", "The export is damaged");
  return { v: 1, kind: KIND, kdf: { alg: kdf.alg, m: kdf.m, t: kdf.t, p: kdf.p, salt: kdf.salt }, n, c };
}

/** Stores carried credentials one by one; a key that cannot be stored is reported, and the others go on. */
export async function takeIn(
  parts: ChainParts,
  carried: readonly CarriedCredential[],
  options: { readonly overwrite?: boolean; readonly to?: StorableSource },
): Promise<readonly ImportedCredential[]> {
  const outcomes: ImportedCredential[] = [];
  for (const { provider, key, origin } of carried) {
    const skipped = (reason: string): ImportedCredential => ({ provider, outcome: "skipped", reason });
    const isHeld = holdersOf(parts, provider).some((source) => source === "keychain" || source === "file");
    const unfit = whyNotASecret(key.trim());
    if (unfit !== undefined) outcomes.push(skipped(unfit));
    else if (isHeld && options.overwrite !== true)
      outcomes.push({ provider, outcome: "kept", reason: "there is a key already" });
    else {
      try {
        checkProviderId(provider);
        const receipt = await storeCredential(parts, provider, {
          secret: key,
          ...(origin === undefined ? {} : { origin }),
          ...(options.to === undefined ? {} : { to: options.to }),
        });
        outcomes.push({ provider, outcome: isHeld ? "replaced" : "added", source: receipt.source });
      } catch (error) {
        outcomes.push(skipped(oneLine(error)));
      }
    }
  }
  return outcomes;
}
