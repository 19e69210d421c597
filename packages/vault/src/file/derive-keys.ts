import { hkdfSync } from "node:crypto";

/** 256 bits from `secret` for one purpose: HKDF-SHA256, salt = vault id, info = `aio-vault|v1|<label>`. */
export function deriveLabelled(secret: Uint8Array, vaultId: string, label: string): Buffer {
  return Buffer.from(
    hkdfSync("sha256", secret, Buffer.from(vaultId, "utf8"), Buffer.from(`aio-vault|v1|${label}`, "utf8"), 32),
  );
}

/** The master key and the two keys that guard the file itself. */
export interface VaultKeys {
  readonly vaultId: string;
  readonly master: Buffer;
  readonly enc: Buffer;
  readonly mac: Buffer;
}

/** The keys a master key stands for. */
export function deriveVaultKeys(master: Buffer, vaultId: string): VaultKeys {
  return { vaultId, master, enc: deriveLabelled(master, vaultId, "enc"), mac: deriveLabelled(master, vaultId, "mac") };
}

/** Overwrites the keys; best effort, the runtime may have copied them. */
export function wipeVaultKeys(keys: VaultKeys): void {
  for (const key of [keys.master, keys.enc, keys.mac]) key.fill(0);
}
