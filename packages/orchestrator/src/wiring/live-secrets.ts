import type { Config } from "@ai-orchestrator/contract";
import { isSecretHeader } from "../config/is-secret-header.ts";

/** Every secret value this process knows of: the chain's keys, those that config names beside an endpoint (a variable, a header), and a passphrase that was typed. */
export function liveSecrets(known: {
  readonly chain: { liveSecrets(): readonly string[] };
  readonly config: Config;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly passphrase: { readonly typed?: string };
}): readonly string[] {
  const { chain, config, env, passphrase } = known;
  const ofEndpoints = Object.values(config.providers ?? {}).flatMap(({ apiKeyEnv, headers }) => [
    apiKeyEnv === undefined ? undefined : env[apiKeyEnv],
    ...Object.entries(headers ?? {}).flatMap(([name, value]) =>
      isSecretHeader(name) ? [value, value.replace(/^\S+\s+/, "")] : [],
    ),
  ]);
  const all = [...chain.liveSecrets(), ...ofEndpoints, passphrase.typed];
  return [...new Set(all.filter((value) => value !== undefined && value !== ""))] as readonly string[];
}
