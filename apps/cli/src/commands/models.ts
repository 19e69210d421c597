import { OrchestratorError, type Model, type ModelInfo, type Price } from "@ai-orchestrator/contract";
import type { CliContext } from "../cli-context.ts";
import { EXIT } from "../exit-code.ts";
import type { GlobalOptions } from "../global-options.ts";
import { formatTable } from "../terminal/print-table.ts";
import { wrapText } from "../terminal/wrap-text.ts";
import { describePrice } from "./models/describe-price.ts";
import { writeNote } from "../output/write-note.ts";

/** Options of `aio models list`. */
export interface ModelListOptions extends GlobalOptions {
  readonly provider?: string;
  readonly all?: boolean;
  readonly local?: boolean;
  readonly usable?: boolean;
  readonly names?: boolean;
}

/** `aio models list`: every model that can be chosen, with price, window and whether it can be used now. */
export async function listModels(options: ModelListOptions, context: CliContext): Promise<number> {
  const orchestrator = await context.open(options);
  const today = new Date().toISOString().slice(0, 10);
  const models = (await orchestrator.models()).filter(
    (model) =>
      (options.provider === undefined || model.provider === options.provider) &&
      (options.all || !isRetired(model, today)) &&
      (!options.local || model.local) &&
      (!options.usable || model.usable),
  );
  if (options.json) {
    context.stdout.write(`${JSON.stringify(models)}\n`);
    return EXIT.ok;
  }
  if (options.names) {
    for (const model of models) if (model.usable && model.enabled) context.stdout.write(`${model.key}\n`);
    return EXIT.ok;
  }
  if (models.length === 0) {
    throw new OrchestratorError("not_found", "No model matches.", {
      suggestion: "See all of them with aio models list --all.",
    });
  }
  const rows = models.map((model) => [
    mark(model),
    model.key,
    model.provider,
    tokens(model.contextWindow),
    ...prices(model, today),
    model.bestFor ?? "",
  ]);
  context.stdout.write(
    `${formatTable(["", "model", "provider", "window", "$/M in", "$/M out", "best for"], rows, { right: [3, 4, 5], keep: [1], columns: context.stdout.columns })}\n`,
  );
  const usable = models.filter((model) => model.usable).length;
  const note = `${models.length} models, ${usable} usable now (●). Prices in US dollars per million tokens; "?" is unknown.`;
  context.stderr.write(`${context.err.dim(wrapText(note, context.stderr.columns, 0).join("\n"))}\n`);
  return EXIT.ok;
}

/** `aio models show NAME`: everything known of one model. */
export async function showModel(name: string, options: GlobalOptions, context: CliContext): Promise<number> {
  const orchestrator = await context.open(options);
  const { model, notice } = await orchestrator.resolveModel(name);
  if (notice !== undefined) writeNote(context, notice);
  const info = (await orchestrator.models()).find((one) => one.key === model.key) ?? model;
  context.stdout.write(options.json ? `${JSON.stringify(info)}\n` : `${describe(info).join("\n")}\n`);
  return EXIT.ok;
}

/** `aio models refresh`: fetches current models and prices. */
export async function refreshModels(options: GlobalOptions, context: CliContext): Promise<number> {
  const orchestrator = await context.open(options);
  if (!options.quiet) context.stderr.write("Fetching current models and prices …\n");
  const result = await orchestrator.refreshCatalogue({ signal: context.signal });
  context.stdout.write(options.json ? `${JSON.stringify(result)}\n` : `${result.message}\n`);
  return EXIT.ok;
}

function isRetired(model: Model, today: string): boolean {
  return model.retired !== undefined && model.retired <= today;
}

function mark(model: ModelInfo): string {
  return model.usable && model.enabled ? "●" : "○";
}

function tokens(count: number): string {
  return count >= 1_000_000
    ? `${(count / 1_000_000).toFixed(count % 1_000_000 === 0 ? 0 : 2).replace(/0$/, "")}M`
    : `${Math.round(count / 1000)}K`;
}

function prices(model: Model, today: string): [string, string] {
  const price = priceToday(model, today);
  const show = (value: number | undefined): string => (value === undefined ? "?" : String(value));
  return [show(price?.input), show(price?.output)];
}

function priceToday(model: Model, today: string): Price | undefined {
  return model.prices.find(
    (price) => (price.from ?? "") <= today && (price.until === undefined || today < price.until),
  );
}

function describe(model: Model & Partial<ModelInfo>): readonly string[] {
  const facts: readonly (readonly [string, unknown])[] = [
    ["name", model.name],
    ["provider", `${model.provider} (${model.id})`],
    ["usable", model.usable === undefined ? undefined : model.usable ? "yes" : `no: ${model.reason ?? "unknown"}`],
    [
      "window",
      `${model.contextWindow.toLocaleString("en-US")} tokens in and out, answers up to ${model.maxOutput.toLocaleString("en-US")}`,
    ],
    ["takes", model.input.join(", ")],
    ["gives", model.output.join(", ")],
    [
      "can",
      [
        model.tools && "tools",
        model.reasoning && "reasoning",
        model.webSearch && "web search",
        model.structuredOutput && "structured output",
      ]
        .filter(Boolean)
        .join(", ") || "text only",
    ],
    ["aliases", model.aliases?.join(", ")],
    ["released", model.released],
    ["knowledge", model.knowledge],
    ["deprecated", model.deprecated],
    ["retired", model.retired],
    ["successor", model.successor],
    ["tier", model.tier],
    ["prices", model.prices.flatMap(describePrice).join("\n            ") || "unknown"],
    ["source", model.priceSource === undefined ? undefined : `${model.priceSource}, as of ${model.asOf}`],
    ["disputed", model.disputed],
  ];
  return [
    model.key,
    ...facts
      .filter(([, value]) => value !== undefined && value !== "")
      .map(([label, value]) => `  ${label.padEnd(10)}${String(value)}`),
  ];
}
