import path from "node:path";
import {
  isKnownProvider,
  nearestNames,
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
import { ensureHome } from "../files/ensure-home.ts";

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
    importEncrypted: async (text, passphrase, options) => named(await chain.importEncrypted(text, passphrase, options)),
    importLegacy: async (options = {}) => named(await chain.importLegacy(options)),
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
): Pick<
  CredentialDesk,
  "lock" | "locks" | "unlock" | "rotate" | "restoreFile" | "createFile" | "setPassphrase" | "addKeyfile"
> {
  const { foundation } = parts;
  const { chain } = foundation;
  const record = recorder(parts);
  return {
    lock: () => lock(foundation),
    locks: () => locks(foundation),
    unlock: (typed) => unlock(foundation, typed),
    rotate: () =>
      askingOnce(foundation, async () => {
        await chain.rotate();
        record("rotated", "vault");
      }),
    setPassphrase: async (choose) => {
      // Opens the file first: the present passphrase is asked for, where it is needed, before the new one.
      await chain.deriveKey("audit");
      await chain.addSlot({ type: "passphrase", passphrase: await choose() }, { replace: true });
      record("passphrase-set", "vault");
    },
    addKeyfile: async (file) => {
      await chain.deriveKey("audit");
      await chain.addSlot({ type: "keyfile", bytes: createKeyfile(file), path: path.resolve(file) });
      record("keyfile-added", "vault");
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
  const names = [...Object.keys(PROVIDER_NAMES), ...providers.endpoints()];
  const [nearest] = nearestNames(provider, names, 1);
  throw new OrchestratorError("invalid_input", `There is no provider "${provider}".`, {
    suggestion: `${nearest === undefined ? "" : `Did you mean ${nearest}? `}Providers: ${names.join(", ")}.`,
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
    ...(place.masked === undefined ? {} : { masked: place.masked }),
    ...(place.matchesUsed === undefined ? {} : { matchesUsed: place.matchesUsed }),
    ...(place.reason === undefined ? {} : { reason: place.reason }),
  }));
}

/** Some changes need the passphrase twice, once to open and once to seal anew; a person types it once. */
async function askingOnce({ chain, options, passphrase, env }: Foundation, work: () => Promise<void>): Promise<void> {
  const isAsked =
    passphrase.typed === undefined &&
    !env["AI_ORCHESTRATOR_PASSPHRASE_FILE"] &&
    chain.vaultOutline()?.slots.includes("passphrase") === true;
  const typed = isAsked ? await options.passphrase?.() : undefined;
  if (typed !== undefined) passphrase.typed = typed;
  try {
    await work();
  } finally {
    if (typed !== undefined) delete passphrase.typed;
  }
}

async function locks({ chain, env }: Foundation): ReturnType<CredentialDesk["locks"]> {
  const states = new Map((await chain.status()).map(({ source, state }) => [source, state]));
  const slots = chain.vaultOutline()?.slots ?? [];
  return {
    passphrase:
      slots.includes("passphrase") && states.get("file") !== "available" && !env["AI_ORCHESTRATOR_PASSPHRASE_FILE"],
    keychain: states.get("keychain") === "locked",
  };
}

/** Opens the vault, and where there is a keychain leaves a key there, so that later commands find it open. */
async function unlock(
  { chain, passphrase }: Foundation,
  typed: string | undefined,
): Promise<{ readonly stays: boolean }> {
  if (typed !== undefined) passphrase.typed = typed;
  const opened = await chain.unlock();
  const stuck = opened.find(({ source, state }) => (source === "file" || source === "keychain") && state === "locked");
  if (stuck !== undefined)
    throw new OrchestratorError("vault", `The ${stuck.source} stays locked: ${stuck.reason}`, {
      suggestion: stuck.suggestion ?? "Check the passphrase.",
    });
  const state = (source: string): string | undefined => opened.find((one) => one.source === source)?.state;
  if (state("keychain") !== "available" || state("file") !== "available")
    return { stays: state("file") !== "available" };
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
