import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import {
  CLOUD_PROVIDERS,
  isKnownProvider,
  LOCAL_PROVIDERS,
  OrchestratorError,
  type Config,
  type Logger,
} from "@ai-orchestrator/contract";
import { PROVIDERS } from "@ai-orchestrator/providers/facts";
import { createCredentialChain, type CredentialChain } from "@ai-orchestrator/vault";
import { CONFIG_DEFAULTS } from "../config/config-defaults.ts";
import { environmentLayer } from "../config/environment-layer.ts";
import { loadConfig, type LoadedConfig } from "../config/load-config.ts";
import { DEMO_PROJECT } from "../demo/demo-project.ts";
import type { Demo } from "../demo/start-demo.ts";
import type { OpenOptions } from "../open-options.ts";
import { appPaths, type AppPaths } from "../files/app-paths.ts";
import { liveSecrets } from "./live-secrets.ts";
import { createLogger } from "./logger.ts";

/** What everything else stands on: config, paths, credentials, log. */
export interface Foundation {
  readonly options: OpenOptions;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly paths: AppPaths;
  readonly loaded: () => LoadedConfig;
  readonly config: () => Config;
  readonly chain: CredentialChain;
  /** Every secret value this process knows of so far, to be hidden wherever it turns up. */
  readonly secrets: () => readonly string[];
  readonly logger: Logger;
  readonly demo: Demo | undefined;
  /** A passphrase that was typed for this process; asked for otherwise. */
  readonly passphrase: { typed?: string };
  /** Reads the config again; keeps the old one if the new one is wrong. */
  reload(): Promise<void>;
  readonly readFile: (path: string) => Promise<string | undefined>;
}

/** Reads the config and prepares the rest; starts the pretend provider for a demo. */
export async function layFoundation(options: OpenOptions): Promise<Foundation> {
  const given = options.env ?? process.env;
  const paths = appPaths(options.home === undefined ? given : { ...given, AI_ORCHESTRATOR_HOME: options.home });
  const demo = options.demo === true ? await (await import("../demo/start-demo.ts")).startDemo() : undefined;
  const env = demo === undefined ? given : { ...given, ...demo.googleEnv };
  const read = (): Promise<LoadedConfig> =>
    loadConfig({
      file: options.configFile ?? paths.config,
      defaults: CONFIG_DEFAULTS,
      layers: [
        environmentLayer(env),
        { origin: "option", config: options.config ?? {} },
        ...(demo === undefined ? [] : [{ origin: "option" as const, config: demoConfig(demo) }]),
      ],
    });
  let loaded = await read();
  const passphrase: { typed?: string } = {};
  const chain =
    demo === undefined
      ? credentialChain({ options, env, paths, passphrase, config: () => loaded.config })
      : demoChain(demo, paths);
  const secrets = (): readonly string[] => liveSecrets({ chain, config: loaded.config, env, passphrase });
  const logger = createLogger({
    level: options.logLevel,
    format: options.logFormat,
    config: () => loaded.config.logging,
    secrets,
  });
  return {
    options,
    env,
    paths,
    logger,
    demo,
    passphrase,
    loaded: () => loaded,
    config: () => loaded.config,
    chain,
    secrets,
    reload: async () => {
      loaded = await read();
    },
    readFile: readOptionalFile,
  };
}

async function readOptionalFile(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

interface ChainParts {
  readonly options: OpenOptions;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly paths: AppPaths;
  readonly passphrase: { typed?: string };
  readonly config: () => Config;
}

function credentialChain({ options, env, paths, passphrase, config }: ChainParts): CredentialChain {
  const own = Object.keys(config().providers ?? {}).filter((id) => !isKnownProvider(id));
  const order = config().credentials?.order;
  return createCredentialChain({
    directory: paths.home,
    env,
    now: () => Date.now(),
    platform: process.platform,
    home: homedir(),
    providers: [...CLOUD_PROVIDERS.filter((id) => id !== "vertex-ai"), ...LOCAL_PROVIDERS, ...own],
    defaultOrigin: (provider) => (isKnownProvider(provider) ? new URL(PROVIDERS[provider].baseUrl).origin : undefined),
    ...(order === undefined ? {} : { order }),
    ...(env["AI_ORCHESTRATOR_KEYFILE"] ? { keyfile: env["AI_ORCHESTRATOR_KEYFILE"] } : {}),
    passphrase: async () => passphrase.typed ?? (await passphraseFromFile(env)) ?? options.passphrase?.(),
    ...(env["AI_ORCHESTRATOR_NO_KEYCHAIN"] ? { keychain: false as const } : {}),
  });
}

/** For scripts and services: the passphrase in a file named by `AI_ORCHESTRATOR_PASSPHRASE_FILE` (a systemd credential, say). */
async function passphraseFromFile(env: Readonly<Record<string, string | undefined>>): Promise<string | undefined> {
  const file = env["AI_ORCHESTRATOR_PASSPHRASE_FILE"];
  if (!file) return undefined;
  const text = await readOptionalFile(file);
  if (text === undefined)
    throw new OrchestratorError("vault", `There is no ${file}.`, {
      suggestion: "Correct AI_ORCHESTRATOR_PASSPHRASE_FILE, or unset it to be asked.",
    });
  return text.replace(/\r?\n$/, "");
}

/** The demo's keys are worth nothing and bound to the demo's own port. */
function demoChain(demo: Demo, paths: AppPaths): CredentialChain {
  const providers = CLOUD_PROVIDERS.filter((id) => id !== "vertex-ai");
  return createCredentialChain({
    directory: path.join(paths.home, "demo-keeps-nothing"),
    env: {
      ...Object.fromEntries(providers.map((id) => [`${id.toUpperCase()}_DEMO_KEY`, "demo-key-of-no-value"])),
      ...demo.googleEnv,
    },
    envNames: Object.fromEntries(providers.map((id) => [id, [`${id.toUpperCase()}_DEMO_KEY`]])),
    now: () => Date.now(),
    platform: process.platform,
    home: homedir(),
    providers,
    defaultOrigin: () => new URL(demo.url).origin,
    order: ["environment"],
    keychain: false,
  });
}

function demoConfig(demo: Demo): Config {
  const providers = Object.fromEntries(Object.entries(demo.baseUrls).map(([id, baseUrl]) => [id, { baseUrl }]));
  return {
    providers: {
      ...providers,
      "vertex-ai": { baseUrl: demo.baseUrls["vertex-ai"], project: DEMO_PROJECT, location: "global" },
      perplexity: { baseUrl: demo.baseUrls["perplexity"], api: "chat" },
    },
  };
}
