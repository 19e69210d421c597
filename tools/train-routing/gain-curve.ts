/** How well an ordering of prompts spends calls of a strong model. */
export interface GainCurve {
  /** Average share of the performance gap recovered over all strong shares: 0.5 at random. */
  readonly apgr: number;
  /** Strong share needed to recover 50 % and 80 % of the gap, in percent. */
  readonly cpt50: number;
  readonly cpt80: number;
}

/**
 * The curve of RouteLLM (arXiv 2406.18665, section 3): prompts sorted by `scores` descending, the first ones answered by
 * the strong model; ties keep the average of their gain, so that a constant score is exactly random.
 */
export function gainCurve(scores: ArrayLike<number>, strong: ArrayLike<number>, weak: ArrayLike<number>): GainCurve {
  const n = scores.length;
  const order = Array.from({ length: n }, (_, i) => i).toSorted((a, b) => scores[b]! - scores[a]! || a - b);
  const gains = tiedGains(order, scores, (i) => strong[i]! - weak[i]!);
  const gap = gains.reduce((sum, gain) => sum + gain, 0);
  let recovered = 0;
  let area = 0;
  let cpt50 = Number.NaN;
  let cpt80 = Number.NaN;
  for (let i = 0; i < n; i++) {
    const before = recovered;
    recovered += gains[i]! / gap;
    area += (before + recovered) / 2 / n;
    if (Number.isNaN(cpt50) && recovered >= 0.5) cpt50 = (100 * (i + 1)) / n;
    if (Number.isNaN(cpt80) && recovered >= 0.8) cpt80 = (100 * (i + 1)) / n;
  }
  return { apgr: area, cpt50, cpt80 };
}

function tiedGains(order: readonly number[], scores: ArrayLike<number>, gain: (i: number) => number): number[] {
  const gains = order.map(() => 0);
  for (let from = 0; from < order.length;) {
    let to = from;
    let sum = 0;
    while (to < order.length && scores[order[to]!] === scores[order[from]!]) sum += gain(order[to++]!);
    gains.fill(sum / (to - from), from, to);
    from = to;
  }
  return gains;
}
