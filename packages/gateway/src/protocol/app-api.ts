/** The app API's version; a breaking change gets another path. */
export const APP_API = "/api/v1" as const;

/** Turns of a branch in one answer at most, and where nobody says how many: no other request waits for a long conversation. */
export const BRANCH_PAGE = 500;

/** How one method of the orchestrator is called over HTTP. */
export interface Operation {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below `APP_API`; `:name` pieces come from the input. */
  readonly path: string;
}

/** The name of an operation. */
export type OperationName =
  | "route"
  | "embed"
  | "generateImages"
  | "models"
  | "providers"
  | "credentials"
  | "health"
  | "usage"
  | "budgets"
  | "alerts"
  | "conversations.list"
  | "conversations.search"
  | "conversations.create"
  | "conversations.purge"
  | "conversations.get"
  | "conversations.update"
  | "conversations.delete"
  | "conversations.undelete"
  | "conversations.branch"
  | "conversations.branchIds"
  | "conversations.leaves"
  | "conversations.turns"
  | "conversations.compact"
  | "conversations.compactions"
  | "conversations.undoCompaction"
  | "conversations.turn"
  | "conversations.interrupted"
  | "conversations.rate";

/**
 * Every method that answers once. The input is one object: `:name` pieces go into the path, the rest into the query
 * (GET) or the JSON body. `undefined` results travel as `null`.
 */
export const OPERATIONS: Readonly<Record<OperationName, Operation>> = {
  route: { method: "POST", path: "/route" },
  embed: { method: "POST", path: "/embeddings" },
  generateImages: { method: "POST", path: "/images" },
  models: { method: "GET", path: "/models" },
  providers: { method: "GET", path: "/providers" },
  credentials: { method: "GET", path: "/credentials" },
  health: { method: "GET", path: "/health" },
  usage: { method: "GET", path: "/usage" },
  budgets: { method: "GET", path: "/budgets" },
  alerts: { method: "GET", path: "/alerts" },
  "conversations.list": { method: "GET", path: "/conversations" },
  "conversations.search": { method: "GET", path: "/search" },
  "conversations.create": { method: "POST", path: "/conversations" },
  "conversations.purge": { method: "POST", path: "/purge" },
  "conversations.get": { method: "GET", path: "/conversations/:id" },
  "conversations.update": { method: "PATCH", path: "/conversations/:id" },
  "conversations.delete": { method: "DELETE", path: "/conversations/:id" },
  "conversations.undelete": { method: "POST", path: "/conversations/:id/undelete" },
  "conversations.branch": { method: "GET", path: "/conversations/:id/branch" },
  "conversations.branchIds": { method: "GET", path: "/conversations/:id/branch-ids" },
  "conversations.leaves": { method: "GET", path: "/conversations/:id/leaves" },
  "conversations.turns": { method: "GET", path: "/conversations/:id/turns" },
  "conversations.compact": { method: "POST", path: "/conversations/:id/compact" },
  "conversations.compactions": { method: "GET", path: "/conversations/:id/compactions" },
  "conversations.undoCompaction": { method: "POST", path: "/compactions/:id/undo" },
  "conversations.turn": { method: "GET", path: "/stored-turns/:id" },
  "conversations.interrupted": { method: "GET", path: "/interrupted-turns" },
  "conversations.rate": { method: "POST", path: "/stored-turns/:id/rating" },
};

/**
 * Running turns. A POST answers with server-sent events whose ids count from 0; the run belongs to the server and goes
 * on when the connection ends. `GET …/runs/{id}/events?after=N` (or `Last-Event-ID`) sends what came after.
 */
export const RUNS = {
  turn: "/api/v1/turns",
  compare: "/api/v1/compare",
  resume: "/api/v1/resume",
  events: "/api/v1/runs/:id/events",
  cancel: "/api/v1/runs/:id/cancel",
} as const;

/** Names the run in a response's headers. */
export const RUN_HEADER = "x-aio-run";

/** Event names beside the plain ones, which are turn events. */
export const COMPARED = "compared";

/** A browser's login: a one-time code for a cookie and the token every change must show. */
export const LOGIN_PATH = "/api/v1/login";

/** Where the owner gets such a code. */
export const LOGIN_CODES_PATH = "/api/v1/login-codes";

/** Where the owner's own programs ask the server to end. */
export const SHUTDOWN_PATH = "/api/v1/shutdown";

/** The header that carries that token. */
export const CSRF_HEADER = "x-aio-csrf";

/** What a login gives. */
export interface LoginAnswer {
  readonly csrf: string;
}

/** A path with its `:name` pieces filled in. */
export function fillPath(path: string, values: Readonly<Record<string, unknown>>): string {
  return path.replace(/:(\w+)/g, (_all, name: string) => encodeURIComponent(String(values[name])));
}
