import { writeFileSync } from "node:fs";
import path from "node:path";
import { configSchema } from "@ai-orchestrator/contract/schemas";
import { z } from "zod";

/** The published JSON Schema of `config.json`, as text. */
export function configSchemaText(): string {
  const schema = z.toJSONSchema(configSchema, { io: "input" });
  return `${JSON.stringify({ title: "AI Orchestrator config.json", ...schema }, null, 2)}\n`;
}

const file = path.resolve(import.meta.dirname, "../docs/config.schema.json");
if (process.argv[1] === import.meta.filename) writeFileSync(file, configSchemaText());
