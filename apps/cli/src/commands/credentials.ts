import { OrchestratorError, toOrchestratorError } from "@ai-orchestrator/contract";
import type { CredentialPlace } from "ai-orchestrator";
import { EXIT, exitCodeFor } from "../exit-code.ts";
import { confirm } from "../input/confirm.ts";
import { reportDone } from "../output/report-done.ts";
import { readSecret } from "../input/read-secret.ts";
import { formatTable } from "../terminal/print-table.ts";
import { sanitizeLine } from "../terminal/sanitize-line.ts";
import { wrapText } from "../terminal/wrap-text.ts";
import { describePlace, describePlaces, storeOptions, type CredentialCall } from "./credential-call.ts";
import { isStoreFine } from "./is-store-fine.ts";
import { writeNote } from "../output/write-note.ts";
import type { CliContext } from "../cli-context.ts";

/** `aio credentials`: every provider, whether it has a key, and where that comes from. */
export async function credentialStatus({ options, context }: CredentialCall): Promise<number> {
  const orchestrator = await context.open(options);
  const [all, stores] = await Promise.all([orchestrator.credentials.list(), orchestrator.credentials.stores()]);
  if (options.json) {
    context.stdout.write(`${JSON.stringify({ providers: all, stores })}\n`);
    return EXIT.ok;
  }
  const rows = all.map((one) => [
    one.places.length > 0 ? "●" : "○",
    one.provider,
    one.places.length === 0 && isKeyless(one) ? "no key needed" : describePlaces(one.places),
    one.places.length > 0 ? "" : one.provider === "vertex-ai" ? VERTEX_LOGIN : (one.envNames[0] ?? ""),
  ]);
  context.stdout.write(
    `${formatTable(["", "provider", "key from", "or set"], rows, { columns: context.stdout.columns })}\n`,
  );
  for (const store of stores) {
    const { source, state, reason, suggestion } = store;
    const lines = [`store ${source}: ${state}${reason === undefined ? "" : ` (${sanitizeLine(reason)})`}`];
    if (suggestion !== undefined && !isStoreFine(store, stores)) lines.push(`  fix: ${sanitizeLine(suggestion)}`);
    context.stdout.write(`${lines.flatMap((line) => wrapText(line, context.stdout.columns, 7)).join("\n")}\n`);
  }
  return EXIT.ok;
}

const VERTEX_LOGIN = "gcloud auth application-default login";

/** Local servers: nothing to set. */
function isKeyless({
  provider,
  envNames,
}: {
  readonly provider: string;
  readonly envNames: readonly string[];
}): boolean {
  return envNames.length === 0 && provider !== "vertex-ai";
}

/** `aio credentials set PROVIDER`: reads the key hidden from the terminal or from a pipe, and stores it. */
export async function setCredential(provider: string, { options, context }: CredentialCall): Promise<number> {
  const orchestrator = await context.open(options);
  // Says that there is no such provider before a key is asked for.
  const before = await orchestrator.credentials.where(provider);
  const value = await readSecret(`Key for ${provider} (not shown): `, context);
  if (value === "")
    throw new OrchestratorError("invalid_input", "No key was given; nothing was changed.", {
      suggestion: `Pipe it in: printf %s "$KEY" | aio credentials set ${provider}`,
    });
  const place = await orchestrator.credentials.set(provider, value, storeOptions(options));
  reportDone({ options, context }, { stored: place }, `stored ${provider} in the ${describePlace(place)}`);
  const allowed = before.find(({ source }) => source === place.source)?.origin;
  if (allowed !== undefined && allowed !== place.origin && !options.quiet && !options.json)
    writeNote(
      context,
      `the old key was allowed to go to ${allowed}; if the new one is too: aio credentials allow-origin ${provider} ${allowed}`,
    );
  return EXIT.ok;
}

/** `aio credentials get PROVIDER`: where the key is; with --reveal, the key. */
export async function getCredential(provider: string, { options, context }: CredentialCall): Promise<number> {
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
export async function whereCredential(
  provider: string | undefined,
  { options, context }: CredentialCall,
): Promise<number> {
  const orchestrator = await context.open(options);
  const places =
    provider === undefined
      ? (await orchestrator.credentials.list()).flatMap((one) => one.places)
      : await orchestrator.credentials.where(provider);
  if (options.json) context.stdout.write(`${JSON.stringify(places)}\n`);
  else if (places.length === 0) throw missing(provider);
  else
    context.stdout.write(
      `${formatTable(
        ["in use", "provider", "key", "where", "bound to"],
        places.map((place) => [
          place.active ? "●" : "○",
          place.provider,
          keyWords(place),
          describePlace(place),
          place.origin ?? "",
        ]),
        { columns: context.stdout.columns },
      )}\n`,
    );
  return EXIT.ok;
}

/** The key's end, and whether it is another one than the one in use: a stale entry shows. */
function keyWords({ active, masked, matchesUsed, reason }: CredentialPlace): string {
  if (masked === undefined) return reason === undefined ? "" : `not read: ${sanitizeLine(reason)}`;
  return active || matchesUsed !== false ? masked : `${masked} another`;
}

/** `aio credentials remove PROVIDER`. */
export async function removeCredential(provider: string, { options, context }: CredentialCall): Promise<number> {
  const orchestrator = await context.open(options);
  const removed = await orchestrator.credentials.remove(provider);
  if (removed.length === 0) throw missing(provider);
  const left = (await orchestrator.credentials.where(provider)).map(describePlace);
  reportDone(
    { options, context },
    { removed, left },
    `removed ${provider} from ${removed.map(describePlace).join(" and ")}${left.length > 0 ? `; still in ${left.join(", ")}` : ""}`,
  );
  return EXIT.ok;
}

/** `aio credentials test [PROVIDER]`: asks the providers whether the keys work. */
export async function testCredentials(
  provider: string | undefined,
  { options, context }: CredentialCall,
): Promise<number> {
  const orchestrator = await context.open(options);
  const names =
    provider === undefined
      ? (await orchestrator.credentials.list()).filter((one) => one.places.length > 0).map((one) => one.provider)
      : [provider];
  if (names.length === 0) throw missing(undefined);
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
      const isMissing = error.code === "authentication" && (await orchestrator.credentials.where(name)).length === 0;
      code = isMissing ? EXIT.noUsableProvider : exitCodeFor(error);
      results.push({ provider: name, ok: false, error: error.toJSON() });
      if (!options.json) for (const line of failureLines(error, name, context)) context.stdout.write(`${line}\n`);
    }
  }
  if (options.json) context.stdout.write(`${JSON.stringify(results)}\n`);
  return code;
}

/** Why a key does not work, and what to do. */
function failureLines(
  { message, suggestion }: { readonly message: string; readonly suggestion?: string | undefined },
  provider: string,
  { out, stdout }: CliContext,
): readonly string[] {
  const lines = [`${out.red("fails")}  ${provider}: ${sanitizeLine(message)}`];
  if (suggestion !== undefined) lines.push(`       fix: ${sanitizeLine(suggestion)}`);
  return lines.flatMap((line) => wrapText(line, stdout.columns, 7));
}

/** `aio credentials allow-origin PROVIDER URL`: lets a stored key go to another address, after a question. */
export async function allowOrigin(
  provider: string,
  url: string,
  { options, context }: CredentialCall,
): Promise<number> {
  if (!URL.canParse(url))
    throw new OrchestratorError("invalid_input", `"${url}" is not an address.`, {
      suggestion: "Write it with its scheme: https://proxy.example",
    });
  const orchestrator = await context.open(options);
  await confirm(
    `Send the ${provider} key to ${new URL(url).origin} from now on?`,
    { flag: "--force", given: options.force },
    context,
  );
  await orchestrator.credentials.allowOrigin(provider, url);
  reportDone(
    { options, context },
    { provider, origin: new URL(url).origin },
    `the ${provider} key may now go to ${new URL(url).origin}`,
  );
  return EXIT.ok;
}

function missing(provider: string | undefined): OrchestratorError {
  return new OrchestratorError("no_usable_provider", `There is no credential for ${provider ?? "any provider"}.`, {
    suggestion: `aio credentials set ${provider ?? "openai (or another: aio credentials lists them)"}`,
  });
}
