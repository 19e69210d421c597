import type { ProviderHealth, Rejection, RejectionCode } from "@ai-orchestrator/contract";
import { ABILITY, lackOf } from "./abilities.ts";
import { dollars } from "./model-rates.ts";
import { reservedOutput, type CandidateRow, type ProviderGroup, type Snapshot } from "./snapshot.ts";

/** What no model may break, whoever proposes it: user, rule, config, plan, score, fallback, chain or LLM router. */
export interface HardConstraints {
  readonly localOnly: boolean;
  readonly deniedProviders: ReadonlySet<string>;
  /** Keys, ids, `provider/name` or `provider/*`; undefined allows all. */
  readonly allowedModels: readonly string[] | undefined;
  /** Rules that forbid, with the sentence to show. */
  readonly forbidden: readonly {
    readonly rows: ReadonlySet<string>;
    readonly providers: ReadonlySet<string>;
    readonly text: string;
  }[];
  /** Bits of `ABILITY`. */
  readonly needed: number;
  readonly inputTokens: number;
  /** Asked for by the caller. */
  readonly maxOutputTokens: number | undefined;
  /** Most dollars this turn may cost; undefined is no limit. */
  readonly maxUsd: number | undefined;
  /** Output tokens the budget is checked for, before thinking. */
  readonly budgetOutputTokens: number;
  /** Thinking tokens a reasoning model is expected to add. */
  readonly budgetThinkingTokens: number;
  readonly cooling: ReadonlyMap<string, ProviderHealth>;
  readonly now: number;
}

/** A reason a model is out. */
export interface Breach {
  readonly code: RejectionCode;
  readonly why: string;
}

/** Order of the checks; a model that failed a later one came nearer. */
export const BREACH_ORDER: readonly RejectionCode[] = [
  "local_only",
  "no_credential",
  "not_running",
  "provider_denied",
  "cooling_down",
  "model_not_allowed",
  "rule",
  "model_disabled",
  "retired",
  "modality",
  "no_tools",
  "no_structured_output",
  "no_web_search",
  "output_too_small",
  "context_too_small",
  "price_unknown",
  "over_budget",
];

/** Models that may answer, and why the others may not; a provider whose models all fail alike is one entry, `provider/*`. */
export function screen(
  snapshot: Snapshot,
  constraints: HardConstraints,
): { readonly rows: CandidateRow[]; readonly rejected: Rejection[] } {
  const rows: CandidateRow[] = [];
  const rejected: Rejection[] = [];
  for (const group of snapshot.groups) screenGroup(group, constraints, { rows, rejected });
  return { rows, rejected };
}

function screenGroup(
  group: ProviderGroup,
  constraints: HardConstraints,
  out: { readonly rows: CandidateRow[]; readonly rejected: Rejection[] },
): void {
  const whole = providerBreach(group, constraints);
  if (whole !== undefined) {
    out.rejected.push(grouped(group, whole));
    return;
  }
  const before = out.rejected.length;
  const firstRow = out.rows.length;
  let alike = true;
  const isPlain = hasOnlyPlainLimits(constraints);
  for (const row of group.rows) {
    const isOver = constraints.now >= row.retiredAt || !row.enabled;
    const breach =
      isPlain && isOver && (!constraints.localOnly || row.local)
        ? row.barred
        : isPlain && passesPlainly(row, constraints)
          ? undefined
          : rowBreach(row, constraints);
    if (breach === undefined) {
      out.rows.push(row);
      continue;
    }
    if (out.rejected.length > before && out.rejected[before]?.code !== breach.code) alike = false;
    out.rejected.push(
      breach.code === row.barred?.code
        ? row.barred
        : { model: row.key, code: breach.code, why: `${row.key} ${breach.why}` },
    );
  }
  if (out.rows.length > firstRow || !alike || group.rows.length < 2) return;
  const first = out.rejected[before];
  if (first === undefined) return;
  out.rejected.length = before;
  out.rejected.push(grouped(group, { code: first.code, why: first.why.slice(first.model.length + 1) }));
}

/** True where only the limits of `passesPlainly` can fail a model: the usual turn, checked at a few comparisons a model. */
function hasOnlyPlainLimits(constraints: HardConstraints): boolean {
  return (
    constraints.allowedModels === undefined &&
    constraints.forbidden.length === 0 &&
    constraints.maxUsd === undefined &&
    constraints.cooling.size === 0 &&
    constraints.maxOutputTokens === undefined
  );
}

function passesPlainly(row: CandidateRow, constraints: HardConstraints): boolean {
  return (
    (!constraints.localOnly || row.local) &&
    row.enabled &&
    constraints.now < row.retiredAt &&
    (constraints.needed & ~row.abilities) === 0 &&
    constraints.inputTokens <= row.room
  );
}

function grouped(group: ProviderGroup, breach: Breach): Rejection {
  const count = group.rows.length;
  return {
    model: `${group.provider}/*`,
    code: breach.code,
    why: `${group.status?.name ?? group.provider} (${count} model${count === 1 ? "" : "s"}) ${breach.why}`,
  };
}

/** Why one model may not answer; undefined if it may. Used for every name that comes from outside the screened list. */
export function breachOf(row: CandidateRow, snapshot: Snapshot, constraints: HardConstraints): Breach | undefined {
  const group = { provider: row.provider, status: snapshot.statuses.get(row.provider), rows: [row] };
  return providerBreach(group, constraints) ?? rowBreach(row, constraints);
}

function providerBreach(group: ProviderGroup, constraints: HardConstraints): Breach | undefined {
  const { status } = group;
  if (constraints.localOnly && status?.local !== true)
    return { code: "local_only", why: "does not run on this machine" };
  if (status === undefined) return { code: "no_credential", why: "is not set up" };
  if (!status.usable) {
    const why = status.reason ?? (status.local ? "is not running" : "has no credential");
    return {
      code: status.local ? "not_running" : "no_credential",
      why: why.startsWith("is ") || why.startsWith("has ") ? why : `cannot be used: ${why}`,
    };
  }
  if (constraints.deniedProviders.has(group.provider)) return { code: "provider_denied", why: "is denied by policy" };
  const cooling = constraints.cooling.get(group.provider);
  return cooling === undefined ? undefined : coolingBreach(cooling, constraints.now);
}

const ANY_OUTPUT: number = ABILITY.textOutput | ABILITY.imageOutput;

function rowBreach(row: CandidateRow, constraints: HardConstraints): Breach | undefined {
  if (constraints.localOnly && !row.local) return { code: "local_only", why: "does not run on this machine" };
  if (constraints.allowedModels !== undefined && !isAllowed(row, constraints.allowedModels))
    return { code: "model_not_allowed", why: "is not on the list of allowed models" };
  for (const rule of constraints.forbidden) {
    if (rule.rows.has(row.key) || rule.providers.has(row.provider))
      return { code: "rule", why: `is ruled out by “${rule.text}”` };
  }
  if (!row.enabled) return { code: "model_disabled", why: "is disabled in config" };
  if (constraints.now >= row.retiredAt) return { code: "retired", why: `was retired on ${row.model.retired}` };
  if ((row.abilities & ANY_OUTPUT) === 0) return { code: "modality", why: "does not answer prompts" };
  const lack = lackOf(row.abilities, constraints.needed);
  if (lack !== undefined) return lack;
  return sizeBreach(row, constraints) ?? budgetBreach(row, constraints) ?? modelCooling(row, constraints);
}

function isAllowed(row: CandidateRow, allowed: readonly string[]): boolean {
  for (const name of allowed) {
    if (name === row.key || name === "*" || name === row.model.id || name === `${row.provider}/*`) return true;
    if (name === `${row.provider}/${row.key}` || name === `${row.provider}/${row.model.id}`) return true;
    if (row.model.aliases?.includes(name)) return true;
  }
  return false;
}

function sizeBreach(row: CandidateRow, constraints: HardConstraints): Breach | undefined {
  const { maxOutputTokens, inputTokens } = constraints;
  if (maxOutputTokens !== undefined && maxOutputTokens > row.model.maxOutput) {
    return {
      code: "output_too_small",
      why: `answers at most ${row.model.maxOutput} tokens, ${maxOutputTokens} are asked for`,
    };
  }
  const room =
    maxOutputTokens === undefined ? row.room : row.model.contextWindow - reservedOutput(row.model, maxOutputTokens);
  if (inputTokens <= room) return undefined;
  return {
    code: "context_too_small",
    why: `has a window of ${row.model.contextWindow} tokens; about ${inputTokens} and room for the answer are needed`,
  };
}

function budgetBreach(row: CandidateRow, constraints: HardConstraints): Breach | undefined {
  if (constraints.maxUsd === undefined) return undefined;
  const { rates } = row;
  if (!rates.known) return { code: "price_unknown", why: "has no known price, so the budget cannot be kept" };
  const output = Math.min(
    constraints.budgetOutputTokens + (row.model.reasoning ? constraints.budgetThinkingTokens : 0),
    row.model.maxOutput,
  );
  const usd = dollars(rates, constraints.inputTokens, { cached: 0, output });
  if (usd <= constraints.maxUsd) return undefined;
  return {
    code: "over_budget",
    why: `would cost about $${usd.toPrecision(2)}, $${Math.max(0, constraints.maxUsd).toPrecision(2)} may be spent`,
  };
}

function modelCooling(row: CandidateRow, constraints: HardConstraints): Breach | undefined {
  if (constraints.cooling.size === 0) return undefined;
  const cooling =
    constraints.cooling.get(`${row.provider} ${row.key}`) ?? constraints.cooling.get(`${row.provider} ${row.model.id}`);
  return cooling === undefined ? undefined : coolingBreach(cooling, constraints.now);
}

function coolingBreach(health: ProviderHealth, now: number): Breach {
  const seconds = Math.max(1, Math.ceil(((health.until ?? now) - now) / 1000));
  return {
    code: "cooling_down",
    why: `is cooling down for ${seconds} s${health.lastError ? ` after: ${health.lastError}` : ""}`,
  };
}

/** Providers and models that must be left alone now, by `provider` or `provider model`. */
export function coolingNow(health: readonly ProviderHealth[], now: number): ReadonlyMap<string, ProviderHealth> {
  let cooling: Map<string, ProviderHealth> | undefined;
  for (const entry of health) {
    if (entry.state !== "open" || (entry.until !== undefined && entry.until <= now)) continue;
    cooling ??= new Map();
    cooling.set(entry.model === undefined ? entry.provider : `${entry.provider} ${entry.model}`, entry);
  }
  return cooling ?? NONE_COOLING;
}

const NONE_COOLING: ReadonlyMap<string, ProviderHealth> = new Map();
