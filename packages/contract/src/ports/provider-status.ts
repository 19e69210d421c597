import type { ProviderId } from "../provider-id.ts";

/** Where a credential comes from; always shown. */
export type CredentialSource = "keychain" | "file" | "environment" | "memory" | "adc" | "none" | "not-needed";

/** Whether a provider can be used right now, and why not. Never holds a key. */
export interface ProviderStatus {
  readonly provider: ProviderId;
  readonly name: string;
  readonly usable: boolean;
  readonly local: boolean;
  readonly source: CredentialSource;
  /** E.g. the environment variable's name or the service-account file. */
  readonly sourceDetail?: string;
  readonly baseUrl: string;
  /** Why it is not usable, one line. */
  readonly reason?: string;
  readonly suggestion?: string;
}

/** Health of a provider or model as the engine has seen it. */
export interface ProviderHealth {
  readonly provider: ProviderId;
  readonly model?: string;
  readonly state: "closed" | "open" | "half-open";
  /** Epoch ms until which it is left alone. */
  readonly until?: number;
  readonly lastError?: string;
}
