import { resolve } from "node:path";
import type { BackendStatus } from "../credential.ts";
import { reportAdc } from "../adc/report-adc.ts";
import { findVariable } from "../environment/environment-backend.ts";
import { addSlot, removeSlots } from "../file/change-slots.ts";
import { repairPermissions } from "../file/private-files.ts";
import { restoreVault } from "../file/restore-vault.ts";
import { rotateVault } from "../file/rotate-vault.ts";
import { deriveUseKey } from "../file/vault-contents.ts";
import { importLegacy } from "../legacy/import-legacy.ts";
import { normalizeOrigin } from "../origin.ts";
import { vaultError, vaultProblem } from "../vault-error.ts";
import { type ChainParts, createChainParts } from "./chain-parts.ts";
import { createCheckpointStore } from "./checkpoint-store.ts";
import type { CredentialChain, CredentialChainOptions, WayIn } from "./credential-chain.ts";
import { loadSecrets, locateCredentials } from "./locate-credentials.ts";
import { peekCredentials } from "./peek-credentials.ts";
import { bindOrigin, resolveCredential } from "./resolve-credential.ts";
import { removeCredential, storeCredential } from "./store-credential.ts";
import { exportCredentials, openExport, takeIn } from "./transfer-credentials.ts";

/** A chain over the keychain, the encrypted file and the environment. Costs nothing until it is used. */
export function createCredentialChain(options: CredentialChainOptions): CredentialChain {
  const parts = createChainParts(options);
  const { vault, slotKeys, keychain, memory } = parts;
  const lock = (): void => {
    vault.lock();
    keychain?.forget();
    memory.forget();
  };
  return {
    get: (provider, to) => resolveCredential(parts, provider, to),
    find: (provider) => resolveCredential(parts, provider),
    peek: () => peekCredentials(parts),
    refresh: async () => (await keychain?.refresh()) ?? SWITCHED_OFF,
    where: (provider) => locateCredentials(parts, provider),
    status: () => Promise.all([...parts.backends.values()].map((backend) => backend.status())),
    adc: () => reportAdc(options),
    set: (provider, secret, choice) => storeCredential(parts, provider, { secret, ...choice }),
    remove: (provider, { from } = {}) => removeCredential(parts, provider, from),
    allowOrigin: (provider, origin) => allowOrigin(parts, provider, origin),
    liveSecrets: () => liveSecrets(parts),
    loadSecrets: () => loadSecrets(parts),
    createVault: async (slots) => {
      await vault.create(slots);
      for (const slot of slots) await rememberKeyfile(parts, slot);
    },
    addSlot: async (slot, choice) => {
      await addSlot(vault, slot, { sources: slotKeys, ...choice });
      await rememberKeyfile(parts, slot);
    },
    removeSlots: (type) => removeSlots(vault, type, slotKeys),
    vaultOutline: () => vault.outline(),
    unlock: (limits = {}) => unlock(parts, limits.timeoutMs ?? 60_000),
    lock,
    rotate: (choice) => rotateVault(vault, slotKeys, choice),
    restore: (choice = {}) => restoreVault(vault, slotKeys, { ...choice, now: options.now }),
    repairPermissions: () =>
      repairPermissions([options.directory, ...FILES.map((name) => `${options.directory}/${name}`)]),
    exportEncrypted: (passphrase) => exportCredentials(parts, passphrase),
    importEncrypted: async (text, passphrase, choice = {}) => takeIn(parts, await openExport(text, passphrase), choice),
    importLegacy: (choice = {}) => importLegacy(parts, choice),
    deriveKey: (label) => deriveUseKey(vault, label),
    checkpoints: createCheckpointStore(parts),
    [Symbol.asyncDispose]: async () => lock(),
  };
}

const SWITCHED_OFF: BackendStatus = {
  source: "keychain",
  state: "absent",
  reason: "the keychain is switched off in the configuration",
};

const FILES = [
  "vault.json",
  "vault.json.prev",
  "vault.json.lock",
  "vault.generation",
  "credential-index.json",
  "credential-index.json.lock",
] as const;

async function allowOrigin(parts: ChainParts, provider: string, origin: string): Promise<void> {
  const credential = await resolveCredential(parts, provider);
  if (credential === undefined) throw vaultError("state", `There is no key for ${provider} to bind`, { provider });
  await bindOrigin(parts, credential, normalizeOrigin(origin));
}

async function rememberKeyfile({ index }: ChainParts, { type, path }: WayIn): Promise<void> {
  if (type === "keyfile" && path !== undefined)
    await index.update((current) => ({ ...current, keyfile: resolve(path) }));
}

function liveSecrets(parts: ChainParts): readonly string[] {
  const fromEnvironment = parts.options.providers.flatMap(
    (provider) => findVariable(provider, { ...parts.options, envNames: parts.envNames })?.value ?? [],
  );
  return [
    ...new Set([...parts.seen, ...parts.memory.secrets(), ...(parts.keychain?.secrets() ?? []), ...fromEnvironment]),
  ];
}

async function unlock(parts: ChainParts, timeoutMs: number): Promise<readonly BackendStatus[]> {
  await parts.keychain?.refresh({ timeoutMs });
  if (parts.vault.exists()) {
    try {
      await parts.vault.unlock();
    } catch (error) {
      // "Locked" is an answer the statuses give; a wrong passphrase or a damaged file is an error.
      if (vaultProblem(error) !== "locked") throw error;
    }
  }
  return Promise.all([...parts.backends.values()].map((backend) => backend.status()));
}
