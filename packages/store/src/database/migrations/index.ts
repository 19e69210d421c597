import type { Migration } from "../migrate.ts";
import { history } from "./001-history.ts";
import { vocabulary } from "./002-vocabulary.ts";

/** Every migration in order; a released one never changes. */
export const MIGRATIONS: readonly Migration[] = [history, vocabulary];
