import { readFileSync } from "node:fs";
import { oneLine, systemCode, vaultError } from "../vault-error.ts";
import { decryptFernet, isFernetToken } from "./decrypt-fernet.ts";
import { deriveLegacyKey, describeThisMachine, type LegacyMachine, legacySecrets, spellings } from "./legacy-keys.ts";

/** Which machine the file was written on, where it is not this one under its present name. */
export interface LegacyFileOptions {
  readonly platform: string;
  readonly machine?: Partial<LegacyMachine>;
}

/**
 * The keys in the earlier program's `credentials.enc`, by provider id. Reads only; the file stays as it is.
 * Throws `vault`: `state` if there is none, `damaged` if it is another file, `wrong-key` if this machine's name, user or id changed since.
 */
export async function readLegacyFile(path: string, options: LegacyFileOptions): Promise<ReadonlyMap<string, string>> {
  let token: string;
  try {
    token = readFileSync(path, "utf8");
  } catch (error) {
    throw vaultError("state", `Cannot read ${path}: ${systemCode(error) ?? oneLine(error)}`, {
      suggestion: "Check the name and the permissions.",
      cause: error,
    });
  }
  if (!isFernetToken(token))
    throw vaultError("damaged", `${path} is not a key file of the earlier program, or it was cut off`, {
      suggestion: "It was called credentials.enc; give that file, or a backup of it.",
    });
  const { hosts, ...told } = options.machine ?? {};
  const machine = {
    ...(await describeThisMachine(options.platform)),
    ...told,
    ...(hosts === undefined ? {} : { hosts: hosts.flatMap(spellings) }),
  };
  for (const secret of legacySecrets(machine)) {
    const plain = decryptFernet(token, await deriveLegacyKey(secret));
    if (plain !== undefined) return readMap(plain.toString("utf8"), path);
  }
  throw vaultError("wrong-key", `${path} was not written on this machine under its present name and user`, {
    suggestion:
      "Say what the machine was called when it was written: --hostname, --user, --machine-id (the old /etc/machine-id); or enter the keys again.",
  });
}

function readMap(text: string, path: string): ReadonlyMap<string, string> {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    // The parser's own words quote the text, which is keys.
  }
  if (typeof data !== "object" || data === null)
    throw vaultError("damaged", `${path} decrypts to something that is not a list of keys`);
  return new Map(Object.entries(data).filter((pair): pair is [string, string] => typeof pair[1] === "string"));
}
