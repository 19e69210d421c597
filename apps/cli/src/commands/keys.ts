import { OrchestratorError } from "@ai-orchestrator/contract";
import type { StoredKey, VirtualKeys } from "ai-orchestrator/serve";
import type { CliContext } from "../cli-context.ts";
import { EXIT } from "../exit-code.ts";
import type { GlobalOptions } from "../global-options.ts";
import { readExpiry } from "../input/read-expiry.ts";
import { formatCost } from "../output/turn-summary.ts";
import { writeNote } from "../output/write-note.ts";
import { formatTable } from "../terminal/print-table.ts";
import { sanitizeLine } from "../terminal/sanitize-line.ts";

/** Options of `aio keys …`. */
export interface KeyOptions extends GlobalOptions {
  readonly models?: string;
  readonly local?: boolean;
  readonly rpm?: number;
  readonly daily?: number;
  readonly monthly?: number;
  readonly expires?: string;
  readonly all?: boolean;
}

interface Call {
  readonly options: KeyOptions;
  readonly context: CliContext;
}

/** Names of a list that stand for no model there is now: a slip, most likely, but a local model may come. */
async function unknownModels(names: readonly string[], { options, context }: Call): Promise<readonly string[]> {
  const models = await (await context.open(options)).models();
  const known = new Set(
    models.flatMap(({ provider, key, id }) => [key, `${provider}/*`, `${provider}/${key}`, `${provider}/${id}`]),
  );
  return names.filter((name) => !known.has(name));
}

async function open({ options, context }: Call): Promise<VirtualKeys> {
  const { openVirtualKeys } = await import("ai-orchestrator/serve");
  const { paths } = await context.open(options);
  return openVirtualKeys({ file: paths.keys, home: paths.home });
}

/** `aio keys create NAME`: a key for somebody else; its secret is shown once. */
export async function createKey(name: string, { options, context }: Call): Promise<number> {
  const now = Date.now();
  const expiresAt = options.expires === undefined ? undefined : readExpiry(options.expires, now);
  const allowedModels = options.models?.split(",").map((model) => model.trim());
  const keys = await open({ options, context });
  const budgets = [
    ...(options.daily === undefined ? [] : [{ period: "day" as const, limitUsd: options.daily }]),
    ...(options.monthly === undefined ? [] : [{ period: "month" as const, limitUsd: options.monthly }]),
  ];
  const { key, secret } = keys.create(
    {
      name,
      ...(allowedModels === undefined ? {} : { allowedModels }),
      ...(options.local ? { localOnly: true } : {}),
      ...(options.rpm === undefined ? {} : { requestsPerMinute: options.rpm }),
      ...(budgets.length === 0 ? {} : { budgets }),
      ...(expiresAt === undefined ? {} : { expiresAt }),
    },
    now,
  );
  if (options.json) context.stdout.write(`${JSON.stringify({ ...shown(key), secret })}\n`);
  else {
    context.stdout.write(`${secret}\n`);
    writeNote(context, `this is shown once and kept nowhere; give it to ${name} as their API key.`);
    for (const model of await unknownModels(allowedModels ?? [], { options, context }))
      writeNote(context, `there is no model "${model}" now, so that name lets nobody ask one; see aio models`);
  }
  return EXIT.ok;
}

/** `aio keys list`. */
export async function listKeys({ options, context }: Call): Promise<number> {
  const keys = (await open({ options, context })).list().filter((key) => options.all || key.revokedAt === undefined);
  if (options.json) context.stdout.write(`${JSON.stringify(keys.map(shown))}\n`);
  else if (keys.length === 0) context.stderr.write("No keys. Make one: aio keys create NAME\n");
  else
    context.stdout.write(
      `${formatTable(
        ["id", "name", "may use", "limits", "until"],
        keys.map((key) => [key.id, sanitizeLine(key.name), uses(key), limits(key), until(key)]),
        { keep: [0], columns: context.stdout.columns },
      )}\n`,
    );
  return EXIT.ok;
}

/** `aio keys revoke NAME`: at once, also for a running server. */
export async function revokeKey(name: string, { options, context }: Call): Promise<number> {
  const key = (await open({ options, context })).revoke(name, Date.now());
  if (options.json) context.stdout.write(`${JSON.stringify(shown(key))}\n`);
  else if (!options.quiet) context.stderr.write(`revoked ${sanitizeLine(key.name)}\n`);
  return EXIT.ok;
}

/** `aio keys usage [NAME]`: tokens and money by key. Throws `not_found` for a name that no key has. */
export async function keyUsage(wanted: string | undefined, { options, context }: Call): Promise<number> {
  const names = new Map((await open({ options, context })).list().map((key) => [key.id, key.name]));
  if (wanted !== undefined && ![...names].flat().includes(wanted))
    throw new OrchestratorError("not_found", `There is no key "${wanted}".`, {
      suggestion: "See them with aio keys list --all.",
    });
  const all = await (await context.open(options)).usage({ by: "key" });
  const rows = all.filter(({ group }) => wanted === undefined || group === wanted || names.get(group) === wanted);
  if (options.json)
    context.stdout.write(`${JSON.stringify(rows.map((row) => ({ ...row, name: names.get(row.group) })))}\n`);
  else if (rows.length === 0) context.stderr.write("Nothing used yet.\n");
  else
    context.stdout.write(
      `${formatTable(
        ["key", "calls", "in", "out", "cost"],
        rows.map((row) => [
          sanitizeLine(names.get(row.group) ?? (row.group || "owner")),
          String(row.calls),
          String(row.usage.inputTokens),
          String(row.usage.outputTokens),
          formatCost({ usd: row.usd }),
        ]),
        { right: [1, 2, 3, 4], columns: context.stdout.columns },
      )}\n`,
    );
  return EXIT.ok;
}

function shown({ hash: _hash, ...key }: StoredKey): Omit<StoredKey, "hash"> {
  return key;
}

function uses(key: StoredKey): string {
  return [key.allowedModels?.join(", ") ?? "all models", key.localOnly ? "local only" : ""].filter(Boolean).join(", ");
}

function limits(key: StoredKey): string {
  return (
    [
      key.requestsPerMinute === undefined ? "" : `${key.requestsPerMinute}/min`,
      ...(key.budgets ?? []).map((budget) => `$${budget.limitUsd}/${budget.period}`),
    ]
      .filter(Boolean)
      .join(", ") || "none"
  );
}

function until(key: StoredKey): string {
  if (key.revokedAt !== undefined) return "revoked";
  if (key.expiresAt === undefined) return "";
  const at = new Date(key.expiresAt);
  // Earlier versions made keys that end beyond what a date can say.
  if (Number.isNaN(at.getTime())) return "never";
  return `${at.toISOString().slice(0, 16)}Z${key.expiresAt <= Date.now() ? ", over" : ""}`;
}
