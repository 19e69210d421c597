/**
 * Keeps Node 24's "SQLite is an experimental feature" off the user's terminal: it is no news to them, and the store's
 * tests hold what is relied on. Every other warning goes through. Node 26 has no such warning.
 */
export function hideSqliteWarning(target: { emitWarning: typeof process.emitWarning }): void {
  const emitWarning = target.emitWarning as (warning: string | Error, ...rest: unknown[]) => void;
  target.emitWarning = (warning: string | Error, ...rest: unknown[]): void => {
    const isSqlite = rest[0] === "ExperimentalWarning" && String(warning).startsWith("SQLite is an experimental");
    if (!isSqlite) emitWarning.call(target, warning, ...rest);
  };
}
