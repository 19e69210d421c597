import type { CallOptions } from "@ai-orchestrator/contract";
import { refreshCatalogue } from "@ai-orchestrator/providers/catalogue";
import { ensureHome } from "../files/ensure-home.ts";
import type { CatalogueRefresh } from "../local-orchestrator.ts";
import type { Foundation } from "./foundation.ts";
import type { ModelRoomKeeper } from "./model-room.ts";

/** Fetches current models and prices into the data directory. The old catalogue stays if anything is wrong. */
export async function refreshCatalogueFile(
  foundation: Foundation,
  models: ModelRoomKeeper,
  call: CallOptions | undefined,
): Promise<CatalogueRefresh> {
  ensureHome(foundation.paths.home);
  const { AIO_MODELS_DEV_URL: modelsDevUrl, AIO_GENAI_PRICES_URL: genaiPricesUrl } = foundation.env;
  const result = await refreshCatalogue({
    fetch: foundation.options.fetch ?? fetch,
    dataDirectory: foundation.paths.home,
    now: Date.now(),
    ...(modelsDevUrl ? { modelsDevUrl } : {}),
    ...(genaiPricesUrl ? { genaiPricesUrl } : {}),
    ...(call?.signal === undefined ? {} : { signal: call.signal }),
  });
  models.renew();
  return {
    updated: true,
    models: result.models.length,
    asOf: result.asOf,
    message: `${result.models.length} models, as of ${result.asOf}`,
  };
}
