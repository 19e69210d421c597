/** What one keychain item of ours holds. */
export interface KeychainItem {
  readonly key: string;
  /** Absent for an item somebody else wrote (the bare key): then the provider's default origin binds it. */
  readonly origin?: string;
  readonly storedAt?: number;
}

/** The text stored in the keychain: the key together with the origin that binds it, so that neither changes without the other. */
export function renderKeychainItem(item: KeychainItem): string {
  return JSON.stringify({ v: 1, key: item.key, origin: item.origin, at: item.storedAt });
}

/** Reads our own items, and takes any other text as a bare key (written by `secret-tool`, Keychain Access or the earlier program). */
export function parseKeychainItem(text: string): KeychainItem {
  if (!text.startsWith('{"v":1,')) return { key: text };
  try {
    const data = JSON.parse(text) as Record<string, unknown>;
    const { key, origin, at } = data;
    if (typeof key !== "string") return { key: text };
    return {
      key,
      ...(typeof origin === "string" ? { origin } : {}),
      ...(typeof at === "number" ? { storedAt: at } : {}),
    };
  } catch {
    return { key: text };
  }
}
