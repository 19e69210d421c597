import { open } from "node:fs/promises";
import { homedir } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import type { LocalModels } from "@ai-orchestrator/contract";
import { PROVIDERS } from "@ai-orchestrator/providers/facts";
import { lazy } from "../wiring/lazy.ts";
import type { House } from "../wiring/open-house.ts";

/** Models on this machine. The code for it, and for downloads, is loaded with the first question. */
export function openLocalModelDesk(house: House): LocalModels {
  const desk = lazy(() => createDesk(house));
  return {
    list: async (options) => (await desk.get()).list(options),
    preparePulls: async (names, options) => (await desk.get()).preparePulls(names, options),
    prepareRemoval: async (name, options) => (await desk.get()).prepareRemoval(name, options),
    prepareClean: async () => (await desk.get()).prepareClean(),
  };
}

async function createDesk({ foundation, models, providers, network }: House): Promise<LocalModels> {
  const { createLocalModels, freeBytes } = await import("@ai-orchestrator/providers");
  const offline = whyOffline(foundation.env, foundation.demo !== undefined);
  await models.enter();
  return createLocalModels({
    home: homedir(),
    env: foundation.env,
    fetch: network.downloads,
    platform: process.platform,
    arch: process.arch,
    catalogue: () => models.now().catalogue,
    servers: async () => {
      const room = await models.enter();
      return [...room.running].map(([provider, baseUrl]) => ({
        provider,
        baseUrl,
        models: room.models.filter((model) => model.provider === provider && room.offered.has(model.key)),
      }));
    },
    ollamaUrl: () => providers.deps.settings("ollama").baseUrl ?? PROVIDERS.ollama.baseUrl,
    now: () => Date.now(),
    ...(offline === undefined ? {} : { offline }),
    download: { open, wait: (ms, signal) => wait(ms, undefined, { signal }) },
    freeBytes,
  });
}

/** huggingface_hub's own switches for "stay off the network", which mean us as well. */
function whyOffline(env: Readonly<Record<string, string | undefined>>, isDemo: boolean): string | undefined {
  if (isDemo) return "this is a demo";
  const name = ["HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"].find((one) => /^(1|on|yes|true)$/i.test(env[one] ?? ""));
  return name === undefined ? undefined : `${name} is set`;
}
