/** Requests a minute, per caller: a bucket that refills evenly. */
export interface RateGate {
  /** Takes one place; ms until there is one again, or 0. */
  take(id: string, perMinute: number, now: number): number;
}

/** A gate in memory; callers not seen for ten minutes are forgotten. */
export function createRateGate(): RateGate {
  const buckets = new Map<string, { level: number; at: number }>();
  return {
    take: (id, perMinute, now) => {
      if (buckets.size > 10_000) for (const [key, { at }] of buckets) if (now - at > 600_000) buckets.delete(key);
      const bucket = buckets.get(id) ?? { level: perMinute, at: now };
      const level = Math.min(perMinute, bucket.level + ((now - bucket.at) * perMinute) / 60_000);
      if (level < 1) {
        buckets.set(id, { level, at: now });
        return Math.ceil(((1 - level) * 60_000) / perMinute);
      }
      buckets.set(id, { level: level - 1, at: now });
      return 0;
    },
  };
}
