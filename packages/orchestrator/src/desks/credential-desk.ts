import path from "node:path";
import {
  isKnownProvider,
  OrchestratorError,
  PROVIDER_NAMES,
  type AuditLog,
  type CredentialSource,
} from "@ai-orchestrator/contract";
import { PROVIDERS } from "@ai-orchestrator/providers/facts";
import { createKeyfile, envNamesFor, type CredentialChain } from "@ai-orchestrator/vault";
import type { CredentialDesk, CredentialPlace } from "../local-orchestrator.ts";
import type { Foundation } from "../wiring/foundation.ts";
import type { ProviderAccess } from "../wiring/provider-access.ts";
import { ensureHome } from "../wiring/records.ts";

/** What the desk works on. */
export interface CredentialDeskParts {
  readonly foundation: Foundation;
  readonly providers: ProviderAccess;
  readonly audit: AuditLog | undefined;
}

/** Keys, for commands: every change is in the audit trail, never a key's value. */
export function openCredentialDesk(parts: CredentialDeskParts): CredentialDesk {
  const { foundation, providers } = parts;
  const { chain } = foundation;
  return {
    list: () => listCredentials(chain, providers),
    where: (provider) => places(chain, known(provider, providers)),
    stores: () => chain.status(),
    ...keyChanges(parts),
    test: (provider, options) => testKey(known(provider, providers), providers, options?.signal),
    ...vaultFileChanges(parts),
    exportEncrypted: async (passphrase) => (await chain.exportEncrypted(passphrase)).text,
    importEncrypted: async (text, passphrase) => named(await chain.importEncrypted(text, passphrase)).imported,
    importLegacy: async (file) => named(await chain.importLegacy(file === undefined ? {} : { file })),
  };
}

type Record = (outcome: string, provider: string, detail?: string) => void;

function recorder({ audit }: CredentialDeskParts): Record {
  return (outcome, provider, detail) =>
    audit?.append({
      at: Date.now(),
      event: "credential",
      outcome,
      provider,
      ...(detail === undefined ? {} : { detail }),
    });
}

function keyChanges(parts: CredentialDeskParts): Pick<CredentialDesk, "set" | "reveal" | "remove" | "allowOrigin"> {
  const { foundation, providers } = parts;
  const { chain, paths } = foundation;
  const record = recorder(parts);
  return {
    set: async (provider, value, options = {}) => {
      ensureHome(paths.home);
      const to = options.insecureMemory ? "memory" : options.store;
      const receipt = await chain.set(known(provider, providers), value, to === undefined ? {} : { to });
      record("set", provider, receipt.source);
      return { provider, source: receipt.source, origin: receipt.origin, active: true };
    },
    reveal: async (provider) => {
      const found = await chain.find(known(provider, providers));
      if (found === undefined) return undefined;
      record("revealed", provider, found.source);
      const detail = found.sourceDetail === undefined ? {} : { detail: found.sourceDetail };
      return { value: found.value.reveal(), place: { provider, source: found.source, active: true, ...detail } };
    },
    remove: async (provider) => {
      const removed = await chain.remove(known(provider, providers));
      if (removed.length > 0) record("removed", provider, removed.join(", "));
      return removed.map((source) => ({ provider, source, active: false }));
    },
    allowOrigin: async (provider, origin) => {
      await chain.allowOrigin(known(provider, providers), new URL(origin).origin);
      record("origin-allowed", provider, new URL(origin).origin);
    },
  };
}

function vaultFileChanges(
  parts: CredentialDeskParts,
): Pick<CredentialDesk, "lock" | "unlock" | "rotate" | "restoreFile" | "createFile"> {
  const { foundation } = parts;
  const { chain } = foundation;
  const record = recorder(parts);
  return {
    lock: () => lock(foundation),
    unlock: (typed) => unlock(foundation, typed),
    rotate: async () => {
      await chain.rotate();
      record("rotated", "vault");
    },
    restoreFile: async (options) => {
      const restored = await chain.restore(options);
      record("restored", "vault", `generation ${restored.generation}`);
      return restored;
    },
    createFile: (options) => createFile(foundation, options),
  };
}

async function testKey(
  provider: string,
  providers: ProviderAccess,
  signal: AbortSignal | undefined,
): ReturnType<CredentialDesk["test"]> {
  const client = await providers.client(provider);
  const status = providers.statuses().find((one) => one.provider === provider);
  const started = performance.now();
  await client.verify({ signal: signal ?? AbortSignal.timeout(30_000) });
  return { provider, source: status?.source ?? "none", latencyMs: performance.now() - started };
}

function known(provider: string, providers: ProviderAccess): string {
  if (isKnownProvider(provider) || providers.endpoints().includes(provider)) return provider;
  throw new OrchestratorError("invalid_input", `There is no provider "${provider}".`, {
    suggestion: `Providers: ${Object.keys(PROVIDER_NAMES).join(", ")}.`,
  });
}

async function listCredentials(chain: CredentialChain, providers: ProviderAccess): ReturnType<CredentialDesk["list"]> {
  await chain.refresh();
  const statuses = providers.statuses();
  return Promise.all(
    statuses.map(async ({ provider, name, source, sourceDetail, usable }) => {
      const facts = isKnownProvider(provider) ? PROVIDERS[provider] : undefined;
      const adc =
        provider === "vertex-ai" && usable
          ? [{ provider, source, active: true, ...(sourceDetail === undefined ? {} : { detail: sourceDetail }) }]
          : [];
      return {
        provider,
        name,
        ...(facts?.keyUrl === undefined ? {} : { keyPage: facts.keyUrl }),
        envNames: provider === "vertex-ai" || facts?.local ? [] : envNamesFor(provider),
        places: provider === "vertex-ai" ? adc : await places(chain, provider),
      };
    }),
  );
}

async function places(chain: CredentialChain, provider: string): Promise<readonly CredentialPlace[]> {
  return (await chain.where(provider)).map((place) => ({
    provider: place.provider,
    source: place.source as CredentialSource,
    active: place.isUsed,
    ...(place.sourceDetail === undefined ? {} : { detail: place.sourceDetail }),
    ...(place.origin === undefined ? {} : { origin: place.origin }),
    ...(place.storedAt === undefined ? {} : { storedAt: new Date(place.storedAt).toISOString() }),
  }));
}

/** Opens the vault with a passphrase, and where there is a keychain leaves a key there, so that later commands find it open. */
async function unlock({ chain, passphrase }: Foundation, typed: string): Promise<{ readonly stays: boolean }> {
  passphrase.typed = typed;
  const locked = (await chain.unlock()).find((status) => status.source === "file" && status.state !== "available");
  if (locked !== undefined)
    throw new OrchestratorError("vault", locked.reason, { suggestion: locked.suggestion ?? "Check the passphrase." });
  const keychain = (await chain.status()).find((status) => status.source === "keychain");
  if (keychain?.state !== "available") return { stays: false };
  await chain.addSlot({ type: "keychain" });
  return { stays: true };
}

/** Forgets the opened vault, also the key that `unlock` left in the keychain. */
async function lock({ chain }: Foundation): Promise<void> {
  const slots = chain.vaultOutline()?.slots ?? [];
  // A vault that only the keychain opens would be lost with its last slot.
  if (slots.some((type) => type === "keychain") && slots.some((type) => type !== "keychain"))
    await chain.removeSlots("keychain");
  chain.lock();
}

async function createFile(
  { chain, paths }: Foundation,
  options: Parameters<CredentialDesk["createFile"]>[0],
): Promise<void> {
  ensureHome(paths.home);
  if (options.keyfile !== undefined) {
    await chain.createVault([
      { type: "keyfile", bytes: createKeyfile(options.keyfile), path: path.resolve(options.keyfile) },
    ]);
    return;
  }
  if (options.passphrase === undefined)
    throw new OrchestratorError("invalid_input", "The encrypted file needs a passphrase or a keyfile.", {
      suggestion: "aio credentials create-file --keyfile PATH",
    });
  await chain.createVault([{ type: "passphrase", passphrase: options.passphrase }]);
}

function named(results: Awaited<ReturnType<CredentialChain["importEncrypted"]>>): {
  readonly imported: readonly string[];
  readonly skipped: readonly string[];
} {
  const taken = results.filter((one) => one.outcome === "added" || one.outcome === "replaced");
  return {
    imported: taken.map((one) => one.provider),
    skipped: results
      .filter((one) => !taken.includes(one))
      .map((one) => `${one.provider} (${one.reason ?? one.outcome})`),
  };
}
