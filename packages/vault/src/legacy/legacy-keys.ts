import { createHash, pbkdf2 } from "node:crypto";
import { readFileSync } from "node:fs";

const ITERATIONS = 480_000;
const SALT = "ai_orchestrator_v1";

/** What the earlier program derived its key from. All of it is readable by anyone on the machine, hence the advice to rotate. */
export interface LegacyMachine {
  readonly machineIds: readonly string[];
  readonly users: readonly string[];
  readonly hosts: readonly string[];
}

function readLine(path: string): readonly string[] {
  try {
    return [readFileSync(path, "utf8").trim()];
  } catch {
    return [];
  }
}

/** macOS: the hardware UUID, as `ioreg` prints it. */
async function platformUuid(): Promise<readonly string[]> {
  const { execFile } = await import("node:child_process");
  return new Promise((resolve) => {
    execFile("/usr/sbin/ioreg", ["-rd1", "-c", "IOPlatformExpertDevice"], { timeout: 3000 }, (error, stdout) => {
      const found = error === null ? /"IOPlatformUUID" = "([^"]+)"/.exec(stdout)?.[1] : undefined;
      resolve(found === undefined ? [] : [found]);
    });
  });
}

/** This machine as the earlier program saw it, today; `hosts` and `users` of the past can be added by the caller. */
export async function describeThisMachine(platform: string): Promise<LegacyMachine> {
  const ids =
    platform === "darwin"
      ? await platformUuid()
      : platform === "linux"
        ? [...readLine("/etc/machine-id"), ...readLine("/var/lib/dbus/machine-id")]
        : [];
  const { hostname, userInfo } = await import("node:os");
  const host = hostname();
  return {
    // What a machine without an id was called is not recorded; these are the likely spellings.
    machineIds: [...new Set([...ids, "", "unknown", "None"])],
    users: [userInfo().username],
    hosts: spellings(host),
  };
}

/** A host name as systems may tell it: with its domain and without. */
export function spellings(host: string): readonly string[] {
  return [...new Set([host, host.replace(/\..*$/, "")])];
}

/** The Fernet key for one secret: PBKDF2-HMAC-SHA256, 480,000 iterations, the earlier program's fixed salt. */
export function deriveLegacyKey(secret: Uint8Array | string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    pbkdf2(secret, SALT, ITERATIONS, 32, "sha256", (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}

/** Every secret worth trying, likeliest first: SHA-256 of "machine id:user:host" as bytes and as hexadecimal text. */
export function legacySecrets({ machineIds, users, hosts }: LegacyMachine): readonly (Buffer | string)[] {
  return machineIds.flatMap((id) =>
    users.flatMap((user) =>
      hosts.flatMap((host) => {
        const digest = createHash("sha256").update(`${id}:${user}:${host}`).digest();
        return [digest, digest.toString("hex")];
      }),
    ),
  );
}
