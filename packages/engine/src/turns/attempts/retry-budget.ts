import type { Clock } from "@ai-orchestrator/contract";

/**
 * Keeps retries from multiplying an outage: each provider may be retried `share` of the calls made to it
 * plus `perMinute` a minute. What is not used is kept up to one minute's worth.
 */
export class RetryBudget {
  readonly #clock: Clock;
  readonly #accounts = new Map<string, { left: number; at: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts a first attempt. */
  earn(provider: string, limits: { readonly share: number; readonly perMinute: number }): void {
    const account = this.#account(provider, limits.perMinute);
    account.left = Math.min(account.left + limits.share, 2 * Math.max(1, limits.perMinute));
  }

  /** Takes one retry if there is one. */
  take(provider: string, limits: { readonly perMinute: number }): boolean {
    const account = this.#account(provider, limits.perMinute);
    if (account.left < 1) return false;
    account.left -= 1;
    return true;
  }

  #account(provider: string, perMinute: number): { left: number; at: number } {
    const now = this.#clock.monotonic();
    const known = this.#accounts.get(provider);
    if (known === undefined) {
      const fresh = { left: perMinute, at: now };
      this.#accounts.set(provider, fresh);
      return fresh;
    }
    if (known.left < perMinute) known.left = Math.min(perMinute, known.left + ((now - known.at) * perMinute) / 60_000);
    known.at = now;
    return known;
  }
}
