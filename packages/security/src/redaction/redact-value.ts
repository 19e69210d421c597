// A field so named is hidden whatever it holds.
const SECRET_FIELD =
  /^(?:.*[_-])?(?:api[_-]?key|apikey|password|passphrase|passwd|pwd|secret|client[_-]?secret|private[_-]?key|authorization|proxy-authorization|cookie|set-cookie|x-api-key|access[_-]?token|refresh[_-]?token|id[_-]?token|auth[_-]?token|bearer)$/i;

/** A deep copy of `value` with `redact` applied to every string, keys included, and secret-named fields replaced by `hidden`. */
export function redactValue<T>(value: T, redact: (text: string) => string, hidden: string): T {
  return copy(value, { redact, hidden, seen: new Map() }) as T;
}

interface Walk {
  readonly redact: (text: string) => string;
  readonly hidden: string;
  readonly seen: Map<object, unknown>;
}

function copy(value: unknown, walk: Walk): unknown {
  if (typeof value === "string") return walk.redact(value);
  if (typeof value !== "object" || value === null) return value;
  const known = walk.seen.get(value);
  if (known !== undefined) return known;
  if (Array.isArray(value)) {
    const list: unknown[] = [];
    walk.seen.set(value, list);
    for (const item of value) list.push(copy(item, walk));
    return list;
  }
  if (value instanceof Map) return copyMap(value, walk);
  if (value instanceof Set) return copySet(value, walk);
  if (value instanceof URL) return walk.redact(value.href);
  if (value instanceof Date || value instanceof RegExp || ArrayBuffer.isView(value) || value instanceof ArrayBuffer)
    return value;
  return copyFields(value, walk);
}

function copyMap(value: Map<unknown, unknown>, walk: Walk): Map<unknown, unknown> {
  const map = new Map<unknown, unknown>();
  walk.seen.set(value, map);
  for (const [key, item] of value) map.set(copy(key, walk), copyField(key, item, walk));
  return map;
}

function copySet(value: Set<unknown>, walk: Walk): Set<unknown> {
  const set = new Set<unknown>();
  walk.seen.set(value, set);
  for (const item of value) set.add(copy(item, walk));
  return set;
}

// Keeps the prototype, so that an error stays an error; its message, stack and cause are own fields that need not be enumerable.
function copyFields(value: object, walk: Walk): object {
  const target = Object.create(Object.getPrototypeOf(value) as object | null) as object;
  walk.seen.set(value, target);
  for (const [key, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(value))) {
    const item: unknown = "value" in descriptor ? descriptor.value : (value as Record<string, unknown>)[key];
    Object.defineProperty(target, walk.redact(key), {
      value: copyField(key, item, walk),
      enumerable: descriptor.enumerable ?? true,
      writable: true,
      configurable: true,
    });
  }
  return target;
}

function copyField(key: unknown, item: unknown, walk: Walk): unknown {
  const isHidden = typeof key === "string" && SECRET_FIELD.test(key) && typeof item === "string" && item !== "";
  return isHidden ? walk.hidden : copy(item, walk);
}
