import {
  OrchestratorError,
  type Budget,
  type Reservation,
  type UsageLedger,
  type UsageRecord,
} from "@ai-orchestrator/contract";
import { moneyColumns, toNanos, toUsd } from "../conversations/money.ts";
import type { StoreContext } from "../store-context.ts";
import { budgetWindow, dayWindow } from "./budget-window.ts";
import { usageReport } from "./usage-report.ts";

/** The scope that all spending counts in, whoever asked. */
const EVERYONE = "user";
/** ms after which a reservation is given up even if its process lives. */
const RESERVATION_LIFE_MS = 6 * 3_600_000;

/** A reservation and what came of it; no records where nothing was used. */
export type Settlement = readonly [Reservation, readonly UsageRecord[]];

/** The port, and many settlements in one transaction. */
export interface SqliteUsageLedger extends UsageLedger {
  /** The same as settling or releasing them one by one, for the price of the rows; on disk with the next `sync`. A reservation without an id was none. */
  settleAll(settlements: readonly Settlement[]): void;
  /** What was settled is on disk when this returns. */
  sync(): void;
}

/**
 * The port over SQLite. Budgets hold across processes because looking and setting aside is one write transaction.
 * Scope `user` counts all spending; any other scope counts what carries it as `keyId`. Windows are UTC.
 */
export function sqliteUsageLedger(context: StoreContext): SqliteUsageLedger {
  const { database } = context;
  const book = (settlements: readonly Settlement[]) => (): void => {
    const spent = new Spending();
    const values: Value[] = [];
    for (const [{ id }, records] of settlements) {
      for (const record of records) addRecord(record, values, spent);
      if (id !== "") database.prepare("DELETE FROM reservation WHERE id = ?").run(id);
    }
    insertRecords(context, values);
    spent.book(context);
  };
  return {
    settleAll: (settlements) => database.writeRelaxed("record usage", book(settlements)),
    sync: () => database.sync(),
    // A reservation is void after a power loss anyway: it needs to survive a kill, not the machine.
    reserve: (request) => database.writeRelaxed("reserve money", () => reserve(context, request)),
    settle: (reservation, records) => database.write("record usage", book([[reservation, records]])),
    release: (reservation) =>
      database.write("give a reservation back", () => {
        database.prepare("DELETE FROM reservation WHERE id = ?").run(reservation.id);
      }),
    remaining: (budgets, at) =>
      database.read("read budgets", () => budgets.map((budget) => standing(context, budget, at))),
    report: (query) => database.read("read usage", () => usageReport(database, query)),
  };
}

/** Gives up reservations of dead processes and those older than six hours. Returns how many. */
export function expireReservations(context: StoreContext, at: number): number {
  const { changes } = context.database
    .prepare(
      `DELETE FROM reservation WHERE at < ? OR owner NOT IN (SELECT rid FROM process)
         OR owner IN (SELECT value FROM json_each(?))`,
    )
    .run(at - RESERVATION_LIFE_MS, JSON.stringify(context.registry.dead()));
  return Number(changes);
}

function reserve(context: StoreContext, request: Parameters<UsageLedger["reserve"]>[0]): Reservation {
  const { database } = context;
  const owner = context.registry.ownerId();
  let exceeded = firstExceeded(context, request);
  // Money a dead process set aside is looked for only when it would make a difference.
  if (exceeded !== undefined && expireReservations(context, request.at) > 0) exceeded = firstExceeded(context, request);
  if (exceeded !== undefined) throw budgetExceeded(exceeded, request.estimateUsd);
  const id = context.newId();
  database
    .prepare("INSERT INTO reservation (id, owner, at, nanos) VALUES (?, ?, ?, ?)")
    .run(id, owner, request.at, toNanos(request.estimateUsd));
  for (const scope of new Set(request.budgets.map((budget) => budget.scope))) {
    database.prepare("INSERT INTO reservation_scope (scope, reservation) VALUES (?, ?)").run(scope, id);
  }
  return { id };
}

type Standing = ReturnType<UsageLedger["remaining"]>[number];

function firstExceeded(context: StoreContext, request: Parameters<UsageLedger["reserve"]>[0]): Standing | undefined {
  const estimate = toNanos(request.estimateUsd);
  return request.budgets
    .map((budget) => standing(context, budget, request.at))
    .find((found) => estimate > 0 && toNanos(found.remainingUsd) < estimate);
}

function standing({ database }: StoreContext, budget: Budget, at: number): Standing {
  const { window, resetsAt } = budgetWindow(budget.period, at);
  const spent = Number(
    database.prepare("SELECT nanos FROM spending WHERE scope = ? AND window = ?").get(budget.scope, window)?.nanos ?? 0,
  );
  const reserved = database
    .prepare(
      "SELECT coalesce(sum(r.nanos), 0) AS nanos FROM reservation_scope s JOIN reservation r ON r.id = s.reservation WHERE s.scope = ?",
    )
    .get(budget.scope);
  const taken = spent + Number(reserved?.nanos ?? 0);
  return { budget, spentUsd: toUsd(taken), remainingUsd: toUsd(toNanos(budget.limitUsd) - taken), resetsAt };
}

function budgetExceeded({ budget, spentUsd, resetsAt }: Standing, estimateUsd: number): OrchestratorError {
  const whose = budget.scope === EVERYONE ? "Your" : `The key "${budget.name ?? budget.scope}"'s`;
  return new OrchestratorError(
    "budget_exceeded",
    `${whose} budget of $${money(budget.limitUsd)} a ${budget.period} is used up: $${money(spentUsd)} spent or reserved, this call may cost $${money(estimateUsd)}.`,
    {
      suggestion: `Raise the budget, choose a cheaper or local model, or wait until ${resetsAt}.`,
      details: {
        scope: budget.scope,
        period: budget.period,
        limitUsd: budget.limitUsd,
        spentUsd,
        estimateUsd,
        resetsAt,
      },
    },
  );
}

function money(usd: number): string {
  return usd.toFixed(usd !== 0 && Math.abs(usd) < 0.01 ? 6 : 2);
}

type Value = string | number | null;

const COLUMNS: readonly string[] = (
  "at turn_id conversation_id model provider task input cache_read cache_write output reasoning " +
  "estimated cost_nanos cost_estimated client key_id incognito demo"
).split(" ");
/** Rows of one statement: a row then costs a quarter less than by itself, and more would not make it cheaper. */
const TOGETHER = 16;
const [INSERT_ONE, INSERT_MANY] = [1, TOGETHER].map(insertOf) as [string, string];

function insertOf(rows: number): string {
  const row = `(${COLUMNS.map(() => "?").join(", ")})`;
  return `INSERT INTO usage_record (${COLUMNS.join(", ")}) VALUES ${Array.from({ length: rows }, () => row).join(", ")}`;
}

function insertRecords({ database }: StoreContext, values: readonly Value[]): void {
  const [one, many] = [COLUMNS.length, TOGETHER * COLUMNS.length];
  let done = 0;
  for (; values.length - done >= many; done += many)
    database.prepare(INSERT_MANY).run(...values.slice(done, done + many));
  for (; done < values.length; done += one) database.prepare(INSERT_ONE).run(...values.slice(done, done + one));
}

/** Adds the values of a record's columns. An incognito record keeps numbers only: nothing that points at a turn or says what it was about. */
function addRecord(record: UsageRecord, values: Value[], spent: Spending): void {
  const { usage } = record;
  const { nanos, unknown, estimated } = moneyColumns(record.cost);
  const hidden = record.incognito === true;
  values.push(
    record.at,
    hidden ? null : record.turnId,
    hidden ? null : (record.conversationId ?? null),
    record.model,
    record.provider,
    hidden ? "incognito" : record.task,
    usage.inputTokens,
    usage.cacheReadTokens,
    usage.cacheWriteTokens,
    usage.outputTokens,
    usage.reasoningTokens,
    usage.estimated === true ? 1 : 0,
    unknown === 1 ? null : nanos,
    estimated,
    record.client ?? null,
    record.keyId ?? null,
    hidden ? 1 : 0,
    record.demo === true ? 1 : 0,
  );
  if (record.demo === true || nanos === 0) return;
  spent.add(EVERYONE, record.at, nanos);
  if (record.keyId !== undefined && record.keyId !== EVERYONE) spent.add(record.keyId, record.at, nanos);
}

/** What a group of calls adds to each window of each scope: one row's change for all of them. */
class Spending {
  readonly #byScope = new Map<string, Map<string, number>>();

  add(scope: string, at: number, nanos: number): void {
    const day = dayWindow(at);
    const windows = this.#byScope.get(scope) ?? new Map<string, number>();
    this.#byScope.set(scope, windows);
    for (const window of [day, day.slice(0, MONTH_LENGTH)]) windows.set(window, (windows.get(window) ?? 0) + nanos);
  }

  book({ database }: StoreContext): void {
    const statement = database.prepare(
      "INSERT INTO spending (scope, window, nanos) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET nanos = nanos + excluded.nanos",
    );
    for (const [scope, windows] of this.#byScope)
      for (const [window, nanos] of windows) statement.run(scope, window, nanos);
  }
}

const MONTH_LENGTH = "2026-01".length;
