import type { UsageGroup, UsageRow } from "@ai-orchestrator/contract";
import type { CliContext } from "../cli-context.ts";
import { EXIT } from "../exit-code.ts";
import type { GlobalOptions } from "../global-options.ts";
import { formatCost } from "../output/turn-summary.ts";
import { formatTable } from "../terminal/print-table.ts";
import { sanitizeLine } from "../terminal/sanitize-line.ts";
import { fitWidth } from "../terminal/text-width.ts";

/** Options of `aio usage`. */
export interface UsageOptions extends GlobalOptions {
  readonly by?: UsageGroup;
  readonly from?: string;
  readonly until?: string;
}

/** `aio usage`: tokens and money by model, provider, task, day …, with a bar for each on a terminal, and what is left of the budgets. */
export async function usage({
  options,
  context,
}: {
  readonly options: UsageOptions;
  readonly context: CliContext;
}): Promise<number> {
  const orchestrator = await context.open(options);
  const by = options.by ?? "model";
  const rows = await orchestrator.usage({
    by,
    ...(options.from === undefined ? {} : { from: options.from }),
    ...(options.until === undefined ? {} : { until: options.until }),
  });
  const budgets = await orchestrator.budgets();
  if (options.json) {
    context.stdout.write(`${JSON.stringify({ by, rows, budgets })}\n`);
    return EXIT.ok;
  }
  if (rows.length === 0) context.stderr.write("Nothing used yet.\n");
  else context.stdout.write(`${table(by, rows, context)}\n`);
  for (const { budget, spentUsd, remainingUsd, resetsAt } of budgets) {
    context.stdout.write(
      `budget a ${budget.period}: ${formatCost({ usd: spentUsd })} of ${formatCost({ usd: budget.limitUsd })} used, ${formatCost({ usd: remainingUsd })} left until ${resetsAt.slice(0, 10)}\n`,
    );
  }
  return EXIT.ok;
}

function table(by: string, rows: readonly UsageRow[], context: CliContext): string {
  const most = Math.max(...rows.map((row) => row.usd), 0);
  const mostTokens = Math.max(...rows.map((row) => row.usage.inputTokens + row.usage.outputTokens), 1);
  // What is left of the terminal's width for the bars, the numbers taking about 50 columns.
  const room = Math.min(20, (context.stdout.columns ?? 80) - 60);
  const hasBars = context.stdout.isTTY === true && room >= 4;
  const number = (value: number): string => value.toLocaleString("en-US");
  const cells = rows.map((row) => {
    const share = most > 0 ? row.usd / most : (row.usage.inputTokens + row.usage.outputTokens) / mostTokens;
    const cost =
      row.unknownCostCalls > 0
        ? `${formatCost({ usd: row.usd })} + ${row.unknownCostCalls} unknown`
        : formatCost({ usd: row.usd });
    const bar = hasBars ? context.out.cyan("█".repeat(Math.max(1, Math.round(share * room)))) : "";
    return [
      fitWidth(sanitizeLine(row.group || "none"), 40),
      number(row.calls),
      number(row.usage.inputTokens),
      number(row.usage.cacheReadTokens),
      number(row.usage.outputTokens),
      cost,
      bar,
    ];
  });
  return formatTable([by, "calls", "in", "cached", "out", "cost", ""], cells, {
    right: [1, 2, 3, 4, 5],
    columns: context.stdout.columns,
  });
}
