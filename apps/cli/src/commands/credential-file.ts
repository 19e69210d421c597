import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { OrchestratorError } from "@ai-orchestrator/contract";
import { writeFileDurably } from "ai-orchestrator/files";
import { EXIT } from "../exit-code.ts";
import { reportDone } from "../output/report-done.ts";
import { readSecret } from "../input/read-secret.ts";
import type { CliContext } from "../cli-context.ts";
import { refuseToReplace } from "../output/refuse-to-replace.ts";
import type { CredentialCall } from "./credential-call.ts";
import { writeNote } from "../output/write-note.ts";

/** `aio credentials lock`. */
export async function lockCredentials({ options, context }: CredentialCall): Promise<number> {
  const { credentials, paths } = await context.open(options);
  await credentials.lock();
  const hasFile = existsSync(paths.vault);
  reportDone({ options, context }, { locked: hasFile }, hasFile ? "locked" : "there is no encrypted file to lock");
  return EXIT.ok;
}

/** `aio credentials unlock`. */
export async function unlockCredentials({ options, context }: CredentialCall): Promise<number> {
  const { credentials } = await context.open(options);
  const locks = await credentials.locks();
  if (!locks.passphrase && !locks.keychain) {
    reportDone({ options, context }, { unlocked: true, stays: true }, "nothing is locked");
    return EXIT.ok;
  }
  if (locks.keychain && !options.quiet)
    context.stderr.write("The keychain is locked; it may ask in a window of its own.\n");
  const { stays } = await credentials.unlock(
    locks.passphrase ? await readSecret("Passphrase of the encrypted file (not shown): ", context) : undefined,
  );
  reportDone(
    { options, context },
    { unlocked: true, stays },
    stays
      ? "unlocked until aio credentials lock"
      : "the passphrase is right; without a keychain every command asks for it",
  );
  return EXIT.ok;
}

/** `aio credentials create-file`: an encrypted file opened by a passphrase or a keyfile. */
export async function createCredentialFile({ options, context }: CredentialCall): Promise<number> {
  const orchestrator = await context.open(options);
  // Before anybody thinks of a passphrase.
  const { vault } = orchestrator.paths;
  if (existsSync(vault))
    throw new OrchestratorError("vault", `${vault} exists already.`, {
      suggestion: "Nothing was changed. To change what opens it: aio credentials set-passphrase, or add-keyfile PATH.",
    });
  if (options.keyfile === undefined)
    await orchestrator.credentials.createFile({ passphrase: await newPassphrase(context) });
  else await orchestrator.credentials.createFile({ keyfile: options.keyfile });
  reportDone({ options, context }, { created: orchestrator.paths.vault }, `created ${orchestrator.paths.vault}`);
  return EXIT.ok;
}

/** `aio credentials set-passphrase`: another passphrase for the encrypted file, or its first. */
export async function setPassphrase({ options, context }: CredentialCall): Promise<number> {
  const { credentials } = await context.open(options);
  await credentials.setPassphrase(() => newPassphrase(context));
  reportDone({ options, context }, { changed: true }, "the encrypted file now opens with the new passphrase");
  return EXIT.ok;
}

/** `aio credentials add-keyfile PATH`: a key file that opens the encrypted file too. */
export async function addKeyfile(file: string, { options, context }: CredentialCall): Promise<number> {
  await (await context.open(options)).credentials.addKeyfile(file);
  reportDone(
    { options, context },
    { keyfile: file },
    `${file} opens the encrypted file too; keep it elsewhere than the file`,
  );
  return EXIT.ok;
}

/** `aio credentials restore`: the previous generation of the encrypted file. */
export async function restoreCredentialFile({ options, context }: CredentialCall): Promise<number> {
  const orchestrator = await context.open(options);
  const restored = await orchestrator.credentials.restoreFile(options.acceptOlder ? { acceptOlder: true } : {});
  reportDone(
    { options, context },
    restored,
    `generation ${restored.generation} is back${restored.setAside === undefined ? "" : `; the damaged file is kept as ${restored.setAside}`}`,
  );
  return EXIT.ok;
}

/** `aio credentials rotate`: a new master key, everything encrypted again. */
export async function rotateCredentials({ options, context }: CredentialCall): Promise<number> {
  await (await context.open(options)).credentials.rotate();
  reportDone(
    { options, context },
    { rotated: true },
    "rotated: the encrypted file has a new master key. Keys at the providers are unchanged; renew those on their pages.",
  );
  return EXIT.ok;
}

/** `aio credentials export FILE`: all keys, encrypted with a passphrase. */
export async function exportCredentials(file: string, { options, context }: CredentialCall): Promise<number> {
  refuseToReplace(file, options.force === true);
  const folder = path.dirname(path.resolve(file));
  if (!existsSync(folder))
    throw new OrchestratorError("invalid_input", `There is no folder ${folder}.`, { suggestion: "Make it first." });
  const orchestrator = await context.open(options);
  const text = await orchestrator.credentials.exportEncrypted(await newPassphrase(context));
  writeFileDurably(file, text);
  reportDone({ options, context }, { file }, `exported to ${file}, encrypted`);
  return EXIT.ok;
}

/** `aio credentials import FILE`. */
export async function importCredentials(file: string, { options, context }: CredentialCall): Promise<number> {
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
  const result = await orchestrator.credentials.importEncrypted(
    text,
    await readSecret("Passphrase of the export (not shown): ", context),
    options.overwrite ? { overwrite: true } : {},
  );
  reportDone({ options, context }, result, importWords(result));
  return EXIT.ok;
}

/** `aio credentials import-legacy [FILE]`: reads the earlier program's encrypted file. */
export async function importLegacyCredentials(
  file: string | undefined,
  { options, context }: CredentialCall,
): Promise<number> {
  const orchestrator = await context.open(options);
  const { hostname: hosts, user: users, machineId: machineIds } = options;
  const result = await orchestrator.credentials.importLegacy({
    ...(file === undefined ? {} : { file }),
    machine: {
      ...(hosts === undefined ? {} : { hosts }),
      ...(users === undefined ? {} : { users }),
      ...(machineIds === undefined ? {} : { machineIds }),
    },
    ...(options.overwrite ? { overwrite: true } : {}),
  });
  reportDone({ options, context }, result, importWords(result));
  if (result.imported.length > 0 && !options.json) {
    writeNote(
      context,
      "the old file was protected by public facts about this machine; renew these keys at their providers, then delete it.",
    );
  }
  return EXIT.ok;
}

function importWords({
  imported,
  skipped,
}: {
  readonly imported: readonly string[];
  readonly skipped: readonly string[];
}): string {
  const left = skipped.length === 0 ? "" : `; skipped ${skipped.join(", ")}`;
  const fix = skipped.some((one) => one.includes("a key already")) ? "; take them all the same: --overwrite" : "";
  return `imported ${imported.join(", ") || "nothing"}${left}${fix}`;
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
