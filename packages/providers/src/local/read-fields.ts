/** Reads fields of JSON that a server we do not know sent. Nothing throws; what is not of the asked type is absent. */
export type Fields = Readonly<Record<string, unknown>>;

/** The value as an object, or an empty one. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

/** The objects of an array; undefined where there is no array. */
export function listOf(value: unknown): readonly Fields[] | undefined {
  return Array.isArray(value) ? value.map(fieldsOf) : undefined;
}

/** Text of reasonable length without control characters. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value.length > 0 && value.length <= 200 && !/\p{Cc}/u.test(value)
    ? value
    : undefined;
}

/** A positive whole number. */
export function countOf(value: unknown): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? value : undefined;
}

/** The strings of an array. */
export function textsOf(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : undefined;
}
