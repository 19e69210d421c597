import { readFileSync } from "node:fs";
import { OrchestratorError, toOrchestratorError } from "@ai-orchestrator/contract";
import type { CredentialPlace, LocalOrchestrator } from "ai-orchestrator";
import type { CliContext } from "../cli-context.ts";
import { EXIT, exitCodeFor } from "../exit-code.ts";
import type { GlobalOptions } from "../global-options.ts";
import { confirm } from "../input/confirm.ts";
import { readSecret } from "../input/read-secret.ts";
import { formatTable } from "../terminal/print-table.ts";
import { sanitizeLine } from "../terminal/sanitize-line.ts";
import { writePrivateFile } from "../output/write-private-file.ts";

/** Options of `aio credentials …`. */
export interface CredentialOptions extends GlobalOptions {
  readonly store?: "keychain" | "file";
  readonly insecureMemory?: boolean;
  readonly reveal?: boolean;
  readonly keyfile?: string;
  readonly force?: boolean;
  readonly acceptOlder?: boolean;
}

interface Call {
  readonly options: CredentialOptions;
  readonly context: CliContext;
}

/** `aio credentials`: every provider, whether it has a key, and where that comes from. */
export async function credentialStatus({ options, context }: Call): Promise<number> {
  const orchestrator = await context.open(options);
  const [all, stores] = await Promise.all([orchestrator.credentials.list(), orchestrator.credentials.stores()]);
  if (options.json) {
    context.stdout.write(`${JSON.stringify({ providers: all, stores })}\n`);
    return EXIT.ok;
  }
  const rows = all.map((one) => [
    one.places.length > 0 ? "●" : "○",
    one.provider,
    describePlaces(one.places),
    one.places.length > 0 ? "" : (one.envNames[0] ?? ""),
  ]);
  context.stdout.write(`${formatTable(["", "provider", "key from", "or set"], rows)}\n`);
  for (const store of stores) {
    context.stdout.write(
      `store ${store.source}: ${store.state}${store.reason === undefined ? "" : ` (${sanitizeLine(store.reason)})`}\n`,
    );
    if (store.suggestion !== undefined && store.state !== "available")
      context.stdout.write(`  fix: ${sanitizeLine(store.suggestion)}\n`);
  }
  return EXIT.ok;
}

/** `aio credentials set PROVIDER`: reads the key hidden from the terminal or from a pipe, and stores it. */
export async function setCredential(provider: string, { options, context }: Call): Promise<number> {
  const orchestrator = await context.open(options);
  const value = await readSecret(`Key for ${provider} (not shown): `, context);
  if (value === "")
    throw new OrchestratorError("invalid_input", "No key was given; nothing was changed.", {
      suggestion: `Pipe it in: printf %s "$KEY" | aio credentials set ${provider}`,
    });
  const place = await orchestrator.credentials.set(provider, value, storeOptions(options));
  report({ options, context }, { stored: place }, `stored ${provider} in the ${describePlace(place)}`);
  return EXIT.ok;
}

/** `aio credentials get PROVIDER`: where the key is; with --reveal, the key. */
export async function getCredential(provider: string, { options, context }: Call): Promise<number> {
  const orchestrator = await context.open(options);
  const found = await orchestrator.credentials.reveal(provider);
  if (found === undefined) throw missing(provider);
  const { value, place } = found;
  if (options.json) context.stdout.write(`${JSON.stringify(options.reveal ? { ...place, value } : place)}\n`);
  else
    context.stdout.write(
      options.reveal ? `${value}\n` : `${provider}: ${describePlace(place)}; add --reveal to print the key\n`,
    );
  return EXIT.ok;
}

/** `aio credentials where [PROVIDER]`: every place that holds a key, the one in use marked. */
export async function whereCredential(provider: string | undefined, { options, context }: Call): Promise<number> {
  const orchestrator = await context.open(options);
  const places =
    provider === undefined
      ? (await orchestrator.credentials.list()).flatMap((one) => one.places)
      : await orchestrator.credentials.where(provider);
  if (options.json) context.stdout.write(`${JSON.stringify(places)}\n`);
  else if (places.length === 0) throw missing(provider ?? "any provider");
  else
    context.stdout.write(
      `${formatTable(
        ["in use", "provider", "where", "bound to"],
        places.map((place) => [place.active ? "●" : "○", place.provider, describePlace(place), place.origin ?? ""]),
      )}\n`,
    );
  return EXIT.ok;
}

/** `aio credentials remove PROVIDER`. */
export async function removeCredential(provider: string, { options, context }: Call): Promise<number> {
  const orchestrator = await context.open(options);
  const removed = await orchestrator.credentials.remove(provider);
  if (removed.length === 0) throw missing(provider);
  const left = (await orchestrator.credentials.where(provider)).map(describePlace);
  report(
    { options, context },
    { removed, left },
    `removed ${provider} from ${removed.map(describePlace).join(" and ")}${left.length > 0 ? `; still in ${left.join(", ")}` : ""}`,
  );
  return EXIT.ok;
}

/** `aio credentials test [PROVIDER]`: asks the providers whether the keys work. */
export async function testCredentials(provider: string | undefined, { options, context }: Call): Promise<number> {
  const orchestrator = await context.open(options);
  const names =
    provider === undefined
      ? (await orchestrator.credentials.list()).filter((one) => one.places.length > 0).map((one) => one.provider)
      : [provider];
  if (names.length === 0) throw missing("any provider");
  let code: number = EXIT.ok;
  const results = [];
  for (const name of names) {
    try {
      const result = await orchestrator.credentials.test(name, { signal: context.signal });
      results.push({ ...result, ok: true });
      if (!options.json)
        context.stdout.write(
          `${context.out.green("works")}  ${name} (${result.source}, ${Math.round(result.latencyMs)} ms)\n`,
        );
    } catch (thrown) {
      const error = toOrchestratorError(thrown);
      code = exitCodeFor(error);
      results.push({ provider: name, ok: false, error: error.toJSON() });
      if (!options.json)
        context.stdout.write(
          `${context.out.red("fails")}  ${name}: ${sanitizeLine(error.message)}\n${error.suggestion === undefined ? "" : `       fix: ${sanitizeLine(error.suggestion)}\n`}`,
        );
    }
  }
  if (options.json) context.stdout.write(`${JSON.stringify(results)}\n`);
  return code;
}

/** `aio credentials allow-origin PROVIDER URL`: lets a stored key go to another address, after a question. */
export async function allowOrigin(provider: string, url: string, { options, context }: Call): Promise<number> {
  if (!URL.canParse(url))
    throw new OrchestratorError("invalid_input", `"${url}" is not an address.`, {
      suggestion: "Write it with its scheme: https://proxy.example",
    });
  const orchestrator = await context.open(options);
  await confirm(`Send the ${provider} key to ${new URL(url).origin} from now on?`, options.force === true, context);
  await orchestrator.credentials.allowOrigin(provider, url);
  report(
    { options, context },
    { provider, origin: new URL(url).origin },
    `the ${provider} key may now go to ${new URL(url).origin}`,
  );
  return EXIT.ok;
}

/** `aio credentials lock`. */
export async function lockCredentials({ options, context }: Call): Promise<number> {
  await (await context.open(options)).credentials.lock();
  report({ options, context }, { locked: true }, "locked");
  return EXIT.ok;
}

/** `aio credentials unlock`. */
export async function unlockCredentials({ options, context }: Call): Promise<number> {
  const orchestrator = await context.open(options);
  const { stays } = await orchestrator.credentials.unlock(await readSecret("Passphrase (not shown): ", context));
  report(
    { options, context },
    { unlocked: true, stays },
    stays
      ? "unlocked until aio credentials lock"
      : "the passphrase is right; without a keychain every command asks for it",
  );
  return EXIT.ok;
}

/** `aio credentials create-file`: an encrypted file opened by a passphrase or a keyfile. */
export async function createCredentialFile({ options, context }: Call): Promise<number> {
  const orchestrator = await context.open(options);
  if (options.keyfile === undefined)
    await orchestrator.credentials.createFile({ passphrase: await newPassphrase(context) });
  else await orchestrator.credentials.createFile({ keyfile: options.keyfile });
  report({ options, context }, { created: orchestrator.paths.vault }, `created ${orchestrator.paths.vault}`);
  return EXIT.ok;
}

/** `aio credentials restore`: the previous generation of the encrypted file. */
export async function restoreCredentialFile({ options, context }: Call): Promise<number> {
  const orchestrator = await context.open(options);
  const restored = await orchestrator.credentials.restoreFile(options.acceptOlder ? { acceptOlder: true } : {});
  report(
    { options, context },
    restored,
    `generation ${restored.generation} is back${restored.setAside === undefined ? "" : `; the damaged file is kept as ${restored.setAside}`}`,
  );
  return EXIT.ok;
}

/** `aio credentials rotate`: a new master key, everything encrypted again. */
export async function rotateCredentials({ options, context }: Call): Promise<number> {
  await (await context.open(options)).credentials.rotate();
  report(
    { options, context },
    { rotated: true },
    "rotated: the encrypted file has a new master key. Keys at the providers are unchanged; renew those on their pages.",
  );
  return EXIT.ok;
}

/** `aio credentials export FILE`: all keys, encrypted with a passphrase. */
export async function exportCredentials(file: string, { options, context }: Call): Promise<number> {
  const orchestrator = await context.open(options);
  const text = await orchestrator.credentials.exportEncrypted(await newPassphrase(context));
  writePrivateFile(file, text, options.force === true);
  report({ options, context }, { file }, `exported to ${file}, encrypted`);
  return EXIT.ok;
}

/** `aio credentials import FILE`. */
export async function importCredentials(file: string, { options, context }: Call): Promise<number> {
  const orchestrator = await context.open(options);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new OrchestratorError("invalid_input", `Cannot read ${file}.`, {
      suggestion: "Check the name and the permissions.",
      cause: error,
    });
  }
  const imported = await orchestrator.credentials.importEncrypted(
    text,
    await readSecret("Passphrase of the export (not shown): ", context),
  );
  report({ options, context }, { imported }, `imported ${imported.join(", ") || "nothing"}`);
  return EXIT.ok;
}

/** `aio credentials import-legacy [FILE]`: reads the earlier program's encrypted file. */
export async function importLegacyCredentials(file: string | undefined, { options, context }: Call): Promise<number> {
  const orchestrator = await context.open(options);
  const result = await orchestrator.credentials.importLegacy(file);
  report(
    { options, context },
    result,
    `imported ${result.imported.join(", ") || "nothing"}${result.skipped.length > 0 ? `; skipped ${result.skipped.join(", ")}` : ""}`,
  );
  if (result.imported.length > 0 && !options.json) {
    context.stderr.write(
      `${context.err.yellow("note:")} the old file was protected by public facts about this machine; renew these keys at their providers, then delete it.\n`,
    );
  }
  return EXIT.ok;
}

/** `aio credentials setup` and `ai-configure`: walks through the providers, hidden input, every step optional. */
export async function setupCredentials({ options, context }: Call): Promise<number> {
  if (context.stdin.isTTY !== true) {
    throw new OrchestratorError("invalid_input", "The walk through the providers needs a terminal.", {
      suggestion: 'In a script: printf %s "$KEY" | aio credentials set openai',
    });
  }
  const orchestrator = await context.open(options);
  const { stderr, err } = context;
  const all = await orchestrator.credentials.list();
  stderr.write("Enter keeps what is there; paste a key to store it; - removes it. Keys are never shown.\n\n");
  for (const [index, one] of all.entries()) {
    stderr.write(
      `${err.bold(`${index + 1}/${all.length} ${one.name}`)}  ${one.places.length > 0 ? err.green(describePlaces(one.places)) : err.dim("not set")}${one.keyPage === undefined ? "" : err.dim(`  ${one.keyPage}`)}\n`,
    );
    if (one.envNames.length === 0) continue;
    await setupOne(one.provider, orchestrator, { options, context });
  }
  stderr.write("\n");
  return credentialStatus({ options, context });
}

async function setupOne(provider: string, orchestrator: LocalOrchestrator, { options, context }: Call): Promise<void> {
  const { stderr, err } = context;
  const value = await readSecret("  key: ", context);
  if (value === "") return;
  if (value === "-") {
    await orchestrator.credentials.remove(provider);
    stderr.write(err.yellow("  removed\n"));
    return;
  }
  const place = await orchestrator.credentials.set(provider, value, storeOptions(options));
  stderr.write(err.green(`  stored in the ${describePlace(place)}\n`));
  try {
    await orchestrator.credentials.test(provider, { signal: context.signal });
    stderr.write(err.green("  it works\n"));
  } catch (thrown) {
    stderr.write(`${err.yellow("  stored, but:")} ${sanitizeLine(toOrchestratorError(thrown).message)}\n`);
  }
}

async function newPassphrase(context: CliContext): Promise<string> {
  const first = await readSecret("New passphrase (not shown): ", context);
  if (first.length < 8)
    throw new OrchestratorError("invalid_input", "The passphrase is too short; nothing was changed.", {
      suggestion: "Use at least 8 characters; four random words are good.",
    });
  if (context.stdin.isTTY === true && (await readSecret("Again: ", context)) !== first) {
    throw new OrchestratorError("invalid_input", "The two do not match; nothing was changed.", {
      suggestion: "Try again.",
    });
  }
  return first;
}

function storeOptions(options: CredentialOptions): { store?: "keychain" | "file"; insecureMemory?: boolean } {
  return {
    ...(options.store === undefined ? {} : { store: options.store }),
    ...(options.insecureMemory ? { insecureMemory: true } : {}),
  };
}

function describePlace(place: CredentialPlace): string {
  return place.detail === undefined ? place.source : `${place.source} (${place.detail})`;
}

function describePlaces(places: readonly CredentialPlace[]): string {
  const used = places.find((place) => place.active) ?? places[0];
  if (used === undefined) return "";
  return places.length > 1 ? `${describePlace(used)} (+${places.length - 1} more)` : describePlace(used);
}

function missing(provider: string): OrchestratorError {
  return new OrchestratorError("no_usable_provider", `There is no credential for ${provider}.`, {
    suggestion: `aio credentials set ${provider}`,
  });
}

function report({ options, context }: Call, json: unknown, text: string): void {
  if (options.json) context.stdout.write(`${JSON.stringify(json)}\n`);
  else if (!options.quiet) context.stderr.write(`${text}\n`);
}
