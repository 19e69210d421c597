import type { FilePart, ImagePart, TurnRequest } from "@ai-orchestrator/contract";
import type { CliContext } from "../cli-context.ts";
import { requestOf, type AskOptions } from "../commands/ask-options.ts";
import { readPrompt } from "./read-prompt.ts";

/** The request of one command line: what is typed, piped and attached, with `--redact` without secrets. Every command that asks or routes goes through here. */
export async function buildRequest(
  words: readonly string[],
  options: AskOptions,
  context: CliContext,
): Promise<TurnRequest> {
  const prompt = await readPrompt(words, { ...context, quiet: options.quiet === true });
  const attachments = await attachmentsOf(options, context);
  const request = requestOf(prompt, options);
  if (!options.redact) return attachments === undefined ? request : { ...request, attachments };
  return {
    ...request,
    prompt: await hideSecrets(prompt, options, context),
    ...(request.system === undefined ? {} : { system: await hideSecrets(request.system, options, context) }),
    ...(attachments === undefined ? {} : { attachments: await withoutSecrets(attachments, options, context) }),
  };
}

async function attachmentsOf(
  options: AskOptions,
  context: CliContext,
): Promise<readonly (ImagePart | FilePart)[] | undefined> {
  if (options.file === undefined) return undefined;
  const { readAttachments } = await import("./read-attachments.ts");
  return readAttachments(options.file, { allowUrls: options.allowUrls === true, signal: context.signal });
}

async function withoutSecrets(
  attachments: readonly (ImagePart | FilePart)[],
  options: AskOptions,
  context: CliContext,
): Promise<readonly (ImagePart | FilePart)[]> {
  const clean: (ImagePart | FilePart)[] = [];
  for (const part of attachments) {
    const text = part.type === "file" ? part.text : undefined;
    clean.push(
      part.type !== "file" || text === undefined ? part : { ...part, text: await hideSecrets(text, options, context) },
    );
  }
  return clean;
}

async function hideSecrets(text: string, options: AskOptions, context: CliContext): Promise<string> {
  const { text: clean, found } = await (await context.open(options)).redactWithReport(text);
  const kinds = Map.groupBy(found, (finding) => finding.kind);
  for (const [kind, all] of kinds)
    context.stderr.write(`${context.err.yellow("hidden:")} ${kind}${all.length > 1 ? ` × ${all.length}` : ""}\n`);
  return clean;
}
