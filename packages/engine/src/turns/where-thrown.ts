/** Kind and place of a failure without its message: that may hold the user's text, which logs must not. */
export function whereThrown(thrown: unknown): { readonly kind: string; readonly at?: string } {
  if (!(thrown instanceof Error)) return { kind: typeof thrown };
  const frames = thrown.stack?.split("\n").filter((line) => /^\s+at /u.test(line));
  return { kind: thrown.name, ...(frames === undefined ? {} : { at: frames.slice(0, 5).join("\n") }) };
}
