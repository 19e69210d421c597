import type { PreparedClean } from "@ai-orchestrator/contract";
import type { CliContext } from "../../cli-context.ts";
import { EXIT } from "../../exit-code.ts";
import type { GlobalOptions } from "../../global-options.ts";
import { confirm } from "../../input/confirm.ts";
import { reportDone } from "../../output/report-done.ts";
import { formatBytes } from "../../terminal/format-bytes.ts";
import { formatTable } from "../../terminal/print-table.ts";
import { sanitizeLine } from "../../terminal/sanitize-line.ts";

/** Options of `aio models clean`. */
export interface CleanModelsOptions extends GlobalOptions {
  readonly yes?: boolean;
}

/** `aio models clean`: shows what broken-off and replaced downloads take, and removes them after a yes. */
export async function cleanModels(options: CleanModelsOptions, context: CliContext): Promise<number> {
  const orchestrator = await context.open(options);
  const found = await orchestrator.localModels.prepareClean();
  if (!options.quiet) show(found, context);
  const { leftovers, leftAlone } = found;
  let freed = 0;
  if (leftovers.length > 0) {
    await confirm(
      `Remove ${leftovers.length === 1 ? "it" : `these ${leftovers.length}`}?`,
      { flag: "--yes", given: options.yes },
      context,
    );
    freed = await found.run();
  }
  const text = leftovers.length === 0 ? "nothing to clean" : `freed ${formatBytes(freed)}`;
  reportDone({ options, context }, { removed: leftovers, leftAlone, freed }, text);
  return EXIT.ok;
}

function show({ leftovers, leftAlone }: PreparedClean, { stderr, err }: CliContext): void {
  if (leftovers.length > 0) {
    const rows = leftovers.map(({ model, kind, size, path }) => [
      sanitizeLine(model),
      kind,
      formatBytes(size),
      sanitizeLine(path),
    ]);
    const layout = { right: [2], keep: [3], columns: stderr.columns };
    stderr.write(`${formatTable(["model", "what", "size", "where"], rows, layout)}\n`);
  }
  for (const { path, why } of leftAlone) stderr.write(err.dim(`left alone: ${sanitizeLine(path)} (${why})\n`));
}
