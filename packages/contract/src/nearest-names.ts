/**
 * The known names closest to a mistyped one, best first: those a few typing errors away (Damerau's distance with
 * adjacent swaps, at most a third of the length) and those that contain it or are contained in it.
 */
export function nearestNames(wanted: string, known: Iterable<string>, count = 3): string[] {
  const target = normalize(wanted);
  if (target === "") return [];
  const scored = [...new Set(known)].flatMap((name) => {
    const candidate = normalize(name);
    const difference = Math.abs(candidate.length - target.length);
    const isPart = target.length >= 3 && (candidate.includes(target) || target.includes(candidate));
    const limit = Math.max(2, Math.floor(target.length / 3));
    // A name of another length than the limit allows cannot be within it: spares most of the work.
    if (!isPart && difference > limit) return [];
    const distance = editDistance(target, candidate);
    if (distance > limit && !isPart) return [];
    const partScore = candidate.startsWith(target) ? 0.5 + difference / 20 : 1 + difference / 4;
    return [{ name, score: isPart ? Math.min(distance, partScore) : distance }];
  });
  return scored
    .toSorted((a, b) => a.score - b.score || a.name.length - b.name.length || (a.name < b.name ? -1 : 1))
    .slice(0, count)
    .map(({ name }) => name);
}

/** `Claude Sonnet_4-5` and `claude-sonnet-4.5` are the same to a person. */
function normalize(name: string): string {
  return name
    .toLowerCase()
    .replace(/[\s._-]+/g, "-")
    .slice(0, 100);
}

/** Typing errors between two names: characters changed, added, left out, or swapped with the next. */
export function typingErrors(a: string, b: string): number {
  return editDistance(normalize(a), normalize(b));
}

function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      current[j] = best;
    }
    before = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
}
