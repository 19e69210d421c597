import type { ResponseFormat } from "@ai-orchestrator/contract";

/** How an answer misses the format that was asked for, completing "its answer …"; undefined if it does not. */
export function missesFormat(text: string, format: ResponseFormat | undefined): string | undefined {
  if (format?.type !== "json") return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "is not the JSON that was asked for"; // What the parser says of it helps nobody here.
  }
  return format.schema === undefined ? undefined : missesSchema(value, format.schema as SchemaNode, "");
}

/** The part of JSON Schema that every provider's structured output knows. */
interface SchemaNode {
  readonly type?: string | readonly string[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly enum?: readonly unknown[];
}

function missesSchema(value: unknown, schema: SchemaNode, path: string): string | undefined {
  const where = path === "" ? "" : ` at ${path}`;
  if (!hasType(value, schema.type)) return `has the wrong type${where}`;
  if (schema.enum !== undefined && !schema.enum.includes(value)) return `has a value that is not allowed${where}`;
  if (Array.isArray(value)) {
    const { items } = schema;
    if (items === undefined || typeof items !== "object") return undefined;
    return first(value.entries(), ([index, item]) => missesSchema(item, items, `${path}[${index}]`));
  }
  if (typeof value !== "object" || value === null) return undefined;
  const missing = schema.required?.find((name) => !Object.hasOwn(value, name));
  if (missing !== undefined) return `lacks “${missing}”${where}`;
  return first(Object.entries(schema.properties ?? {}), ([name, property]) =>
    Object.hasOwn(value, name)
      ? missesSchema(
          (value as Readonly<Record<string, unknown>>)[name],
          property,
          path === "" ? name : `${path}.${name}`,
        )
      : undefined,
  );
}

function hasType(value: unknown, type: SchemaNode["type"]): boolean {
  if (type === undefined) return true;
  const types = typeof type === "string" ? [type] : type;
  return types.some((one) => isOfType(value, one));
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    case "array":
      return Array.isArray(value);
    case "string":
      return typeof value === "string";
    case "number":
      return typeof value === "number";
    case "integer":
      return Number.isInteger(value);
    case "boolean":
      return typeof value === "boolean";
    case "null":
      return value === null;
    default:
      return true;
  }
}

function first<T>(items: Iterable<T>, find: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
