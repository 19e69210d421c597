/** What calls a request off: an `AbortSignal`, or a lighter one that lives as long as the request. */
export interface StopSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: "abort", listener: () => void, options?: { readonly once: true }): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** The same for who takes nothing but an `AbortSignal`. */
export function abortSignalOf(stop: StopSignal): AbortSignal {
  if (stop instanceof AbortSignal) return stop;
  const controller = new AbortController();
  if (stop.aborted) controller.abort(stop.reason);
  else stop.addEventListener("abort", () => controller.abort(stop.reason), { once: true });
  return controller.signal;
}
