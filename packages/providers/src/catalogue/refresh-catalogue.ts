import { randomUUID } from "node:crypto";
import { renameSync } from "node:fs";
import { mkdir, open, rm } from "node:fs/promises";
import { OrchestratorError, retryWhileHeld, toOrchestratorError, type Model } from "@ai-orchestrator/contract";
import { refreshedFile, sealCatalogue } from "./catalogue-file.ts";
import { compareCatalogues, type CatalogueChanges } from "./compare-catalogues.ts";
import type { CuratedCatalogue } from "./curated-catalogue.ts";
import curated from "./curated-models.json" with { type: "json" };
import { fetchJson } from "./fetch-json.ts";
import { loadCatalogue } from "./load-catalogue.ts";
import { mergeCatalogue, type CatalogueFile } from "./merge-catalogue.ts";
import { catalogueSchema } from "./model-schema.ts";
import { readGenaiPrices, readModelsDev } from "./source-schemas.ts";

/** Where both projects publish their data. */
export const MODELS_DEV_URL = "https://models.dev/api.json";
/** The data file the package itself updates from (`REMOTE_DATA_JSON_URL`). */
export const GENAI_PRICES_URL =
  "https://raw.githubusercontent.com/pydantic/genai-prices/main/prices/new_data/v2/data.json";

/** What refreshing needs; nothing is taken from the process. */
export interface RefreshOptions {
  readonly fetch: typeof globalThis.fetch;
  readonly dataDirectory: string;
  /** Epoch ms now: the day the data is from. */
  readonly now: number;
  readonly modelsDevUrl?: string;
  readonly genaiPricesUrl?: string;
  readonly signal?: AbortSignal;
}

/** What a refresh did. */
export interface RefreshResult extends CatalogueChanges {
  readonly asOf: string;
  readonly file: string;
  readonly models: readonly Model[];
  /** Entries of the sources that were left out, one line each. */
  readonly skipped: readonly string[];
}

/**
 * Fetches both sources, builds a catalogue, checks it and puts it into the data directory in one step. Whatever
 * fails, the catalogue in use stays as it is and the error says why (`network`, `timeout`, `bad_response`,
 * `storage`, `cancelled`).
 */
export async function refreshCatalogue(options: RefreshOptions): Promise<RefreshResult> {
  const current = loadCatalogue(options);
  try {
    const { catalogue, skipped } = await buildFresh(options);
    const changes = compareCatalogues(current, catalogue);
    if (changes.implausible !== undefined) throw new OrchestratorError("bad_response", changes.implausible);
    const file = refreshedFile(options.dataDirectory);
    await writeWhole(file, sealCatalogue(catalogue), options.dataDirectory);
    return { ...changes, asOf: catalogue.asOf, file, models: catalogue.models, skipped };
  } catch (cause) {
    throw keptError(cause, current.asOf);
  }
}

async function buildFresh(options: RefreshOptions): Promise<{ catalogue: CatalogueFile; skipped: readonly string[] }> {
  const { fetch, signal, modelsDevUrl = MODELS_DEV_URL, genaiPricesUrl = GENAI_PRICES_URL } = options;
  const request = { fetch, ...(signal === undefined ? {} : { signal }) };
  const [first, second] = await Promise.all([fetchJson(modelsDevUrl, request), fetchJson(genaiPricesUrl, request)]);
  const date = new Date(options.now).toISOString().slice(0, "2026-01-01".length);
  try {
    const modelsDev = readModelsDev(first);
    const genai = readGenaiPrices(second);
    const merged = mergeCatalogue(curated as unknown as CuratedCatalogue, {
      modelsDev: { label: `models.dev ${date}`, date, providers: modelsDev.providers },
      genai: { label: `genai-prices ${date}`, date, providers: genai.providers },
    });
    const checked = catalogueSchema.safeParse(merged);
    if (!checked.success) {
      const issue = checked.error.issues[0];
      throw new TypeError(`the new catalogue is not valid: ${issue?.path.join(".")} ${issue?.message}`);
    }
    return { catalogue: checked.data, skipped: [...modelsDev.skipped, ...genai.skipped] };
  } catch (cause) {
    throw new OrchestratorError("bad_response", cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

async function writeWhole(file: string, text: string, directory: string): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const handle = await open(temporary, "wx", 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    retryWhileHeld(process.platform, () => renameSync(temporary, file));
  } catch (cause) {
    // What failed first is what the user is told; the half file may not even exist.
    await rm(temporary, { force: true }).catch(() => undefined);
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new OrchestratorError("storage", why, { cause, suggestion: `Make room or make ${directory} writable.` });
  }
}

function keptError(cause: unknown, asOf: string): OrchestratorError {
  const error = toOrchestratorError(cause);
  if (error.code === "cancelled") return error;
  return new OrchestratorError(
    error.code,
    `The model catalogue was not refreshed, the one of ${asOf} stays: ${error.message}`,
    {
      cause,
      retryable: error.retryable,
      suggestion: error.suggestion ?? "Try again later; nothing has changed.",
    },
  );
}
