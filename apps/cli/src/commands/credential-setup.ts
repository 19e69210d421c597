import { OrchestratorError, toOrchestratorError } from "@ai-orchestrator/contract";
import type { LocalOrchestrator } from "ai-orchestrator";
import { EXIT } from "../exit-code.ts";
import { readSecret } from "../input/read-secret.ts";
import { sanitizeLine } from "../terminal/sanitize-line.ts";
import { wrapText } from "../terminal/wrap-text.ts";
import { describePlace, describePlaces, storeOptions, type CredentialCall } from "./credential-call.ts";
import { credentialStatus } from "./credentials.ts";

/** `aio credentials setup` and `ai-configure`: walks through the providers, hidden input, every step optional. */
export async function setupCredentials({ options, context }: CredentialCall): Promise<number> {
  if (context.stdin.isTTY !== true) {
    throw new OrchestratorError("invalid_input", "The walk through the providers needs a terminal.", {
      suggestion: 'In a script: printf %s "$KEY" | aio credentials set openai',
    });
  }
  const orchestrator = await context.open(options);
  const { stderr, err } = context;
  // Local servers and Vertex AI have no key to type.
  const all = (await orchestrator.credentials.list()).filter(({ envNames }) => envNames.length > 0);
  say(context, "Enter keeps what is there; paste a key to store it; - removes it. Keys are never shown.");
  say(context, "Ctrl-C ends the walk; what was stored stays stored.");
  stderr.write("\n");
  for (const [index, one] of all.entries()) {
    stderr.write(
      `${err.bold(`${index + 1}/${all.length} ${one.name}`)}  ${one.places.length > 0 ? err.green(describePlaces(one.places)) : err.dim("not set")}${one.keyPage === undefined ? "" : err.dim(`  ${one.keyPage}`)}\n`,
    );
    try {
      while (!(await setupOne(one.provider, orchestrator, { options, context })));
    } catch (thrown) {
      if (toOrchestratorError(thrown).code !== "cancelled") throw thrown;
      stderr.write("ended\n");
      return EXIT.cancelled;
    }
  }
  stderr.write("\n");
  return credentialStatus({ options, context });
}

/** One line to the person, broken between words; beneath an indented one the rest is indented more. */
function say({ stderr }: CredentialCall["context"], line: string): void {
  stderr.write(`${wrapText(line, stderr.columns, line.startsWith(" ") ? 4 : 0).join("\n")}\n`);
}

/** Asks once; false if what was typed could not be stored, so that it is asked again. */
async function setupOne(
  provider: string,
  orchestrator: LocalOrchestrator,
  { options, context }: CredentialCall,
): Promise<boolean> {
  const { stderr, err } = context;
  const value = await readSecret("  key: ", context);
  if (value === "") return true;
  if (value === "-") {
    const removed = await orchestrator.credentials.remove(provider);
    stderr.write(err.yellow(removed.length > 0 ? "  removed\n" : "  there was none to remove\n"));
    return true;
  }
  try {
    const place = await orchestrator.credentials.set(provider, value, storeOptions(options));
    stderr.write(err.green(`  stored in the ${describePlace(place)}\n`));
  } catch (thrown) {
    // One provider's trouble, a mistyped passphrase say, must not end the walk.
    const error = toOrchestratorError(thrown);
    if (error.code === "cancelled") throw error;
    say(context, `${err.red("  not stored:")} ${sanitizeLine(error.message)}`);
    if (error.suggestion !== undefined) say(context, `${err.dim("  fix:")} ${sanitizeLine(error.suggestion)}`);
    return false;
  }
  try {
    await orchestrator.credentials.test(provider, { signal: context.signal });
    stderr.write(err.green("  it works\n"));
  } catch (thrown) {
    say(context, `${err.yellow("  stored, but:")} ${sanitizeLine(toOrchestratorError(thrown).message)}`);
  }
  return true;
}
