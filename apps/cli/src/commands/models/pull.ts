import { OrchestratorError, type PreparedPull } from "@ai-orchestrator/contract";
import type { CliContext } from "../../cli-context.ts";
import { EXIT } from "../../exit-code.ts";
import type { GlobalOptions } from "../../global-options.ts";
import { confirm } from "../../input/confirm.ts";
import { formatBytes } from "../../terminal/format-bytes.ts";
import { formatTable } from "../../terminal/print-table.ts";
import { sanitizeLine } from "../../terminal/sanitize-line.ts";
import { createStatusLine } from "../../terminal/status-line.ts";
import { reportPull } from "./pull-progress.ts";
import { writeNote } from "../../output/write-note.ts";

/** Options of `aio models pull`. */
export interface PullModelOptions extends GlobalOptions {
  readonly recommended?: boolean;
  readonly yes?: boolean;
  readonly local?: boolean;
}

/** `aio models pull NAME…`: fetches models after showing how much that is; goes on where an earlier run stopped. */
export async function pullModels(
  names: readonly string[],
  options: PullModelOptions,
  context: CliContext,
): Promise<number> {
  if (names.length === 0 && options.recommended !== true)
    throw new OrchestratorError("invalid_input", "Which model?", {
      suggestion: "Name one, or take --recommended; see them with aio models local.",
    });
  if (options.local)
    throw new OrchestratorError("blocked_by_policy", "Nothing is fetched under --local.", {
      suggestion: "Leave --local out to download.",
    });
  const orchestrator = await context.open(options);
  if (!options.quiet) context.stderr.write("Looking up sizes …\n");
  const pulls = await orchestrator.localModels.preparePulls(names, {
    recommended: options.recommended === true,
    signal: context.signal,
  });
  const due = pulls.filter((pull) => pull.remaining !== 0);
  showPlan(pulls, options, context);
  if (due.length > 0) await confirm("Download now?", { flag: "--yes", given: options.yes }, context);
  // What is there already still gets its links and its branch put right, which fetches nothing.
  for (const pull of pulls) await run(pull, options, context);
  if (options.json) context.stdout.write(`${JSON.stringify(pulls.map(describe))}\n`);
  return EXIT.ok;
}

function showPlan(pulls: readonly PreparedPull[], options: PullModelOptions, context: CliContext): void {
  const { stderr } = context;
  for (const note of new Set(pulls.flatMap(({ notes }) => notes))) writeNote(context, note);
  if (options.quiet) return;
  const rows = pulls.map((pull) => [
    sanitizeLine(pull.name),
    pull.size === undefined ? "?" : formatBytes(pull.size),
    pull.remaining === undefined ? "?" : pull.remaining === 0 ? "already here" : formatBytes(pull.remaining),
    sanitizeLine(pull.place),
  ]);
  const layout = { right: [1, 2], keep: [0, 3], columns: stderr.columns };
  stderr.write(`${formatTable(["model", "size", "to fetch", "into"], rows, layout)}\n`);
}

async function run(pull: PreparedPull, options: PullModelOptions, context: CliContext): Promise<void> {
  const { stderr, err, signal } = context;
  const isLive = stderr.isTTY === true;
  using line = createStatusLine({ stream: stderr, style: err, quiet: options.quiet === true, plain: !isLive });
  const report = reportPull(sanitizeLine(pull.name), { isLive });
  let done = 0;
  try {
    await pull.run({
      signal,
      onProgress: (progress) => {
        ({ done } = progress);
        const text = pull.remaining === 0 ? undefined : report.next(progress, performance.now());
        if (text !== undefined) line.show(text);
      },
    });
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
    throw new OrchestratorError("cancelled", `Stopped; the ${formatBytes(done)} that are here are kept.`, {
      cause: thrown,
      suggestion: `Go on with: aio models pull ${pull.name}`,
    });
  }
  line.clear();
  if (!options.quiet && !options.json) stderr.write(`${err.green("✓")} ${sanitizeLine(pull.name)} is here\n`);
}

function describe({ name, provider, id, size, remaining, place }: PreparedPull): unknown {
  return { name, provider, id, size, fetched: remaining, place };
}
