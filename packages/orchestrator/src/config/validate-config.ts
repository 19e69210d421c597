import { nearestNames, OrchestratorError, type Config } from "@ai-orchestrator/contract";
import { configSchema } from "@ai-orchestrator/contract/schemas";
import type { z } from "zod";

/** The value as a Config. Throws `invalid_config` naming the first wrong key, what is wrong with it and, for an unknown key, the nearest name. */
export function validateConfig(
  value: unknown,
  file: string,
  suggestion = "Correct the file (aio config edit), or see every key with aio config explain.",
): Config {
  const parsed = configSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new OrchestratorError("invalid_config", `${file}: ${describeIssue(issue)}`, {
    suggestion,
  });
}

function describeIssue(issue: z.core.$ZodIssue | undefined): string {
  if (issue === undefined) return "not valid.";
  const place = issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys") {
    const key = issue.keys[0] ?? "";
    const [nearest] = nearestNames(key, knownKeys(issue.path), 1);
    const path = place === "" ? key : `${place}.${key}`;
    return `unknown key "${path}"${nearest === undefined ? "." : `; did you mean "${nearest}"?`}`;
  }
  return `"${place}": ${issue.message}`;
}

/** Throws `invalid_config` for a key that no config may have, with the nearest one. Names people choose (a provider's, a model's) are not looked at. */
export function refuseUnknownKey(path: readonly string[]): void {
  for (const [depth, key] of path.entries()) {
    const known = knownKeys(path.slice(0, depth));
    if (known.length === 0 || known.includes(key)) continue;
    const above = path.slice(0, depth).map((one) => `${one}.`);
    const [nearest] = nearestNames(key, known, 1);
    const fix = nearest === undefined ? "" : `Did you mean ${[...above, nearest].join("")}? `;
    throw new OrchestratorError("invalid_config", `There is no key "${[...above, key].join("")}".`, {
      suggestion: `${fix}See every key with aio config explain.`,
    });
  }
}

/** The keys the schema allows at a path. */
function knownKeys(path: readonly PropertyKey[]): readonly string[] {
  let schema: unknown = configSchema;
  for (const step of path) schema = childSchema(schema, String(step));
  const shape = unwrap(schema)?.shape;
  return shape === undefined ? [] : Object.keys(shape);
}

/** Every key that can be set without inventing a name, as a dotted path: `defaults.dial`. */
export function configKeys(): readonly string[] {
  return keysBelow(configSchema, "");
}

function keysBelow(schema: unknown, path: string): readonly string[] {
  const shape = unwrap(schema)?.shape;
  if (shape === undefined) return path === "" ? [] : [path];
  return Object.entries(shape).flatMap(([key, child]) => keysBelow(child, path === "" ? key : `${path}.${key}`));
}

interface SchemaLike {
  readonly shape?: Readonly<Record<string, unknown>>;
  readonly valueType?: unknown;
  readonly element?: unknown;
  unwrap?(): unknown;
}

function unwrap(schema: unknown): SchemaLike | undefined {
  let current = schema as SchemaLike | undefined;
  while (current?.shape === undefined && typeof current?.unwrap === "function" && current.element === undefined) {
    current = current.unwrap() as SchemaLike;
  }
  return current;
}

function childSchema(schema: unknown, key: string): unknown {
  const inner = unwrap(schema);
  return inner?.shape?.[key] ?? inner?.valueType ?? inner?.element;
}
