import type { CliContext } from "../../cli-context.ts";
import { EXIT } from "../../exit-code.ts";
import type { GlobalOptions } from "../../global-options.ts";
import { confirm } from "../../input/confirm.ts";
import { reportDone } from "../../output/report-done.ts";
import { formatBytes } from "../../terminal/format-bytes.ts";
import { sanitizeLine } from "../../terminal/sanitize-line.ts";
import { writeNote } from "../../output/write-note.ts";

/** Options of `aio models remove`. */
export interface RemoveModelOptions extends GlobalOptions {
  readonly yes?: boolean;
}

/** `aio models remove NAME`: takes a model from the disk and says how much that frees. */
export async function removeModel(name: string, options: RemoveModelOptions, context: CliContext): Promise<number> {
  const orchestrator = await context.open(options);
  const removal = await orchestrator.localModels.prepareRemoval(name, { signal: context.signal });
  for (const note of removal.notes) writeNote(context, note);
  const size = removal.size === undefined ? "what it takes" : formatBytes(removal.size);
  const places = removal.places.map(sanitizeLine).join(" and ");
  await confirm(
    `Remove ${sanitizeLine(removal.name)} from ${places} (frees ${size})?`,
    { flag: "--yes", given: options.yes },
    context,
  );
  await removal.run(context.signal);
  const { run: _run, notes: _notes, size: freed, ...what } = removal;
  reportDone({ options, context }, { ...what, freed }, `removed ${sanitizeLine(removal.name)}; freed ${size}`);
  return EXIT.ok;
}
