import type { SecretKind } from "./secret-kind.ts";

const hasDigitAndLetter = (secret: string): boolean => /\d/.test(secret) && /[A-Za-z]/.test(secret);
/** Upper case, lower case and a digit behind a short beginning, which words may have too. */
const isMixed = (secret: string): boolean => /\d/.test(secret) && /[a-z]/.test(secret.slice(4)) && /[A-Z]/.test(secret);

/**
 * Key formats of services around models: where they run, what they search, read, speak, remember and watch. Sources: the services'
 * own pages where they tell (Cloudflare's token formats), else the shapes that published scanners and redactors look for.
 * Exa, SambaNova, Linkup, Deepgram, AssemblyAI, Cohere, Weaviate and Stability give keys without a shape of their own
 * (UUIDs, hexadecimal, letters): those are found by the name they stand under.
 */
export const AI_SERVICE_SECRET_KINDS: readonly SecretKind[] = [
  {
    kind: "cloudflare_token",
    anchors: ["cfk_", "cfut_", "cfat_"],
    pattern: /(?<![A-Za-z0-9])cf(?:k|ut|at)_[A-Za-z0-9]{40}[0-9a-f]{4,10}(?![A-Za-z0-9])/y,
    minEntropy: 3.2,
  },
  { kind: "together_api_key", anchors: ["tgp_v1_"], pattern: /tgp_v1_[A-Za-z0-9_-]{40,48}/y, minEntropy: 3.2 },
  { kind: "wandb_api_key", anchors: ["wandb_v1_"], pattern: /wandb_v1_[A-Za-z0-9]{20,40}_[A-Za-z0-9]{30,70}/y },
  {
    kind: "modal_token",
    anchors: ["ak-", "as-"],
    pattern: /(?<![A-Za-z0-9_-])a[ks]-[A-Za-z0-9]{22}(?![A-Za-z0-9_-])/y,
    minEntropy: 3.6,
    accept: isMixed,
  },
  {
    kind: "composio_api_key",
    anchors: ["ak_"],
    pattern: /(?<![A-Za-z0-9_])ak_[A-Za-z0-9_-]{20}(?![A-Za-z0-9_-])/y,
    minEntropy: 3.6,
    accept: isMixed,
  },
  {
    kind: "runpod_api_key",
    anchors: ["rpa_"],
    pattern: /(?<![A-Za-z0-9])rpa_[A-Za-z0-9]{40,64}(?![A-Za-z0-9_])/y,
    minEntropy: 3.4,
    accept: hasDigitAndLetter,
  },
  {
    kind: "helicone_api_key",
    anchors: ["sk-helicone-"],
    pattern: /sk-helicone-(?:eu-|proxy-){0,2}[a-z0-9]{7}(?:-[a-z0-9]{7}){3}(?:-[0-9a-f-]{36})?/y,
  },
  { kind: "llama_cloud_api_key", anchors: ["llx-"], pattern: /(?<![A-Za-z0-9])llx-[A-Za-z0-9]{44,52}(?![A-Za-z0-9])/y },
  {
    kind: "browserbase_api_key",
    anchors: ["bb_live_", "bb_test_"],
    pattern: /(?<![A-Za-z0-9])bb_(?:live|test)_[A-Za-z0-9_-]{24,32}(?![A-Za-z0-9_-])/y,
    minEntropy: 3.5,
    accept: isMixed,
  },
  { kind: "daytona_api_key", anchors: ["dtn_"], pattern: /(?<![A-Za-z0-9])dtn_[0-9a-f]{64}(?![A-Za-z0-9])/y },
  { kind: "cartesia_api_key", anchors: ["sk_car_"], pattern: /sk_car_[A-Za-z0-9_-]{20,64}/y, minEntropy: 3.2 },
  { kind: "runway_api_key", anchors: ["key_"], pattern: /(?<![A-Za-z0-9])key_[0-9a-f]{128}(?![A-Za-z0-9])/y },
  {
    kind: "cursor_api_key",
    anchors: ["crsr_", "key_"],
    pattern: /(?<![A-Za-z0-9])(?:crsr|key)_[0-9a-f]{64}(?![0-9A-Za-z])/y,
  },
  {
    kind: "fal_api_key",
    anchors: [],
    leastRun: 36,
    pattern: /(?<![0-9a-f-])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}:[0-9a-f]{32}(?![0-9A-Za-z])/g,
    context: /fal/i,
  },
  {
    kind: "ngrok_token",
    anchors: [],
    leastRun: 45,
    pattern: /(?<![A-Za-z0-9_-])[1-9][A-Za-z0-9]{26}_[A-Za-z0-9]{18,26}(?![A-Za-z0-9_-])/g,
    minEntropy: 4,
    context: /ngrok/i,
  },
  {
    kind: "zhipu_api_key",
    anchors: [],
    leastRun: 49,
    pattern: /(?<![A-Za-z0-9._-])[0-9a-f]{32}\.[A-Za-z0-9]{16}(?![A-Za-z0-9._-])/g,
    minEntropy: 3.5,
    context: /zhipu|bigmodel|z[._]?ai|glm|chatglm/i,
  },
  {
    kind: "brave_search_api_key",
    anchors: ["BSA"],
    pattern: /(?<![A-Za-z0-9+/_-])BSA[A-Za-z0-9_-]{27,28}(?![A-Za-z0-9+/_-])/y,
    minEntropy: 4,
    accept: isMixed,
  },
  {
    kind: "vercel_blob_token",
    anchors: ["vercel_blob_rw_"],
    pattern: /vercel_blob_rw_[A-Za-z0-9]{8,24}_[A-Za-z0-9]{24,48}/y,
  },
];
