const BETWEEN = "__";

/** A tool's name with its namespace in front, for models that know none. */
export function flatName(namespace: unknown, name: string): string {
  return typeof namespace === "string" && namespace !== "" ? `${namespace}${BETWEEN}${name}` : name;
}

/** The name and namespace a flat name stands for, among the namespaces the caller declared. */
export function splitName(
  flat: string,
  namespaces: ReadonlySet<string>,
): { readonly name: string; readonly namespace?: string } {
  for (const namespace of namespaces)
    if (flat.startsWith(namespace + BETWEEN)) return { name: flat.slice(namespace.length + BETWEEN.length), namespace };
  return { name: flat };
}
