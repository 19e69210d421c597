import type { LocalModel, LocalModelList } from "@ai-orchestrator/contract";
import type { CliContext } from "../../cli-context.ts";
import { EXIT } from "../../exit-code.ts";
import type { GlobalOptions } from "../../global-options.ts";
import { formatBytes } from "../../terminal/format-bytes.ts";
import { formatTable } from "../../terminal/print-table.ts";
import { sanitizeLine } from "../../terminal/sanitize-line.ts";
import { wrapLines, wrapText } from "../../terminal/wrap-text.ts";

/** `aio models local`: every model on this machine, and the recommended ones that are not. */
export async function listLocalModels(options: GlobalOptions, context: CliContext): Promise<number> {
  const orchestrator = await context.open(options);
  const list = await orchestrator.localModels.list({ signal: context.signal });
  if (options.json) context.stdout.write(`${JSON.stringify(withCommands(list))}\n`);
  else show(list, context);
  return EXIT.ok;
}

/** The exact command for each one that is absent. */
function withCommands({ models, absent }: LocalModelList): unknown {
  return { models, absent: absent.map((model) => ({ ...model, pull: pullCommand(model.name) })) };
}

function show({ models, absent }: LocalModelList, context: CliContext): void {
  const { stdout, stderr, err } = context;
  if (models.length === 0) stderr.write("There is no model on this machine, and no local server answers.\n");
  else {
    const rows = models.map((model) => [
      model.served ? "●" : "○",
      sanitizeLine(model.name),
      model.size === undefined ? "?" : formatBytes(model.size),
      stateOf(model),
      sanitizeLine(model.place),
    ]);
    const layout = { right: [2], keep: [1, 4], columns: stdout.columns };
    stdout.write(`${formatTable(["", "model", "on disk", "state", "where"], rows, layout)}\n`);
    const disk = models.reduce((sum, { size }) => sum + (size ?? 0), 0);
    const total = models.every(({ size }) => size === undefined) ? "" : `, ${formatBytes(disk)} in all`;
    const count = `${models.length} ${models.length === 1 ? "model" : "models"}${total}`;
    stderr.write(`${err.dim(wrapLines([`${count}. ● is served now; "?" is unknown.`], stderr.columns))}\n`);
  }
  if (absent.length === 0) return;
  stderr.write(`\n${wrapLines(["Recommended, and not here (or not whole):"], stderr.columns)}\n`);
  for (const { name, goodFor } of absent) {
    const line = `  ${pullCommand(name).padEnd(52)}${err.dim(goodFor)}`;
    stderr.write(`${wrapText(line, stderr.columns, 4).join("\n")}\n`);
  }
  stderr.write(`${err.dim(wrapLines(["All of them: aio models pull --recommended"], stderr.columns))}\n`);
}

function stateOf({ complete, missing, recommended }: LocalModel): string {
  if (!complete) return `incomplete: ${sanitizeLine(missing ?? "not whole")}`;
  return recommended ? "complete, recommended" : "complete";
}

function pullCommand(name: string): string {
  return `aio models pull ${name}`;
}
