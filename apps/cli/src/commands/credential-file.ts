import { readFileSync } from "node:fs";
import { OrchestratorError } from "@ai-orchestrator/contract";
import { EXIT } from "../exit-code.ts";
import { reportDone } from "../output/report-done.ts";
import { readSecret } from "../input/read-secret.ts";
import type { CliContext } from "../cli-context.ts";
import { refuseToReplace, writeWholeFile } from "../output/write-whole-file.ts";
import type { CredentialCall } from "./credential-call.ts";

/** `aio credentials lock`. */
export async function lockCredentials({ options, context }: CredentialCall): Promise<number> {
  await (await context.open(options)).credentials.lock();
  reportDone({ options, context }, { locked: true }, "locked");
  return EXIT.ok;
}

/** `aio credentials unlock`. */
export async function unlockCredentials({ options, context }: CredentialCall): Promise<number> {
  const orchestrator = await context.open(options);
  const { stays } = await orchestrator.credentials.unlock(await readSecret("Passphrase (not shown): ", context));
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
  if (options.keyfile === undefined)
    await orchestrator.credentials.createFile({ passphrase: await newPassphrase(context) });
  else await orchestrator.credentials.createFile({ keyfile: options.keyfile });
  reportDone({ options, context }, { created: orchestrator.paths.vault }, `created ${orchestrator.paths.vault}`);
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
  const orchestrator = await context.open(options);
  const text = await orchestrator.credentials.exportEncrypted(await newPassphrase(context));
  writeWholeFile(file, text);
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
  const imported = await orchestrator.credentials.importEncrypted(
    text,
    await readSecret("Passphrase of the export (not shown): ", context),
  );
  reportDone({ options, context }, { imported }, `imported ${imported.join(", ") || "nothing"}`);
  return EXIT.ok;
}

/** `aio credentials import-legacy [FILE]`: reads the earlier program's encrypted file. */
export async function importLegacyCredentials(
  file: string | undefined,
  { options, context }: CredentialCall,
): Promise<number> {
  const orchestrator = await context.open(options);
  const result = await orchestrator.credentials.importLegacy(file);
  reportDone(
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
