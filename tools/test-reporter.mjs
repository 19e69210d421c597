/**
 * Which vitest reporters fit where the output goes: the full one on a terminal, summary and failures elsewhere
 * (a dot a test with its colour codes is noise in a log), and GitHub's annotations on GitHub.
 */
export function reporterArguments(env, isTerminal) {
  const names = [isTerminal ? "default" : "minimal", ...(env.GITHUB_ACTIONS === "true" ? ["github-actions"] : [])];
  return names.map((name) => `--reporter=${name}`);
}

/** The environment for a child whose output goes there: no colours in a log. `NO_COLOR` and `FORCE_COLOR` of the user win. */
export function colourEnvironment(env, isTerminal) {
  if (env.NO_COLOR !== undefined || env.FORCE_COLOR !== undefined) return env;
  return { ...env, ...(isTerminal ? { FORCE_COLOR: "1" } : { NO_COLOR: "1" }) };
}
