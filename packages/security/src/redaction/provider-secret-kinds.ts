import type { SecretKind } from "./secret-kind.ts";

const hasDigitAndLetter = (secret: string): boolean => /\d/.test(secret) && /[A-Za-z]/.test(secret);

/** Key formats of the AI providers, most specific first. Sources: each provider's key pages and published scanners' rule lists. */
export const PROVIDER_SECRET_KINDS: readonly SecretKind[] = [
  { kind: "anthropic_api_key", anchors: ["sk-ant-"], pattern: /sk-ant-[A-Za-z0-9_-]{20,200}/y },
  { kind: "openrouter_api_key", anchors: ["sk-or-"], pattern: /sk-or-(?:v\d-)?[A-Za-z0-9]{32,100}/y },
  { kind: "openai_project_key", anchors: ["sk-proj-", "sk-svcacct-", "sk-admin-", "sk-service-", "sk-None-"], pattern: /sk-(?:proj|svcacct|admin|service|None)-[A-Za-z0-9_-]{20,300}/y },
  { kind: "langfuse_secret_key", anchors: ["sk-lf-"], pattern: /sk-lf-[0-9a-f-]{36}/y },
  { kind: "openai_api_key", anchors: ["sk-"], pattern: /sk-[A-Za-z0-9]{16,24}T3BlbkFJ[A-Za-z0-9]{16,24}/y },
  { kind: "deepseek_api_key", anchors: ["sk-"], pattern: /sk-[0-9a-f]{32}(?![A-Za-z0-9])/y, minEntropy: 2.8 },
  { kind: "moonshot_api_key", anchors: ["sk-"], pattern: /sk-(?:kimi-)?[A-Za-z0-9]{40,80}/y, minEntropy: 3, context: /moonshot|kimi/i, accept: hasDigitAndLetter },
  { kind: "openai_api_key", anchors: ["sk-"], pattern: /sk-[A-Za-z0-9]{20,100}(?![A-Za-z0-9])/y, minEntropy: 3, accept: hasDigitAndLetter },
  { kind: "moonshot_api_key", anchors: ["sk-kimi-"], pattern: /sk-kimi-[A-Za-z0-9]{20,100}/y, minEntropy: 3 },
  { kind: "google_api_key", anchors: ["AIza"], pattern: /AIza[A-Za-z0-9_-]{30,45}/y, minEntropy: 3 },
  { kind: "google_api_key", anchors: ["AQ.A"], pattern: /AQ\.A[A-Za-z0-9_-]{30,200}/y, minEntropy: 3 },
  { kind: "google_oauth_token", anchors: ["ya29."], pattern: /ya29\.[A-Za-z0-9_-]{20,2048}(?:\.[A-Za-z0-9_-]{1,512})?/y },
  { kind: "google_refresh_token", anchors: ["1//0"], pattern: /1\/\/0[A-Za-z0-9_-]{30,200}/y },
  { kind: "google_client_secret", anchors: ["GOCSPX-"], pattern: /GOCSPX-[A-Za-z0-9_-]{20,40}/y },
  { kind: "groq_api_key", anchors: ["gsk_"], pattern: /gsk_[A-Za-z0-9]{20,100}/y, minEntropy: 3 },
  { kind: "xai_api_key", anchors: ["xai-"], pattern: /xai-[A-Za-z0-9_-]{20,120}/y, minEntropy: 3.2, accept: hasDigitAndLetter },
  { kind: "perplexity_api_key", anchors: ["pplx-"], pattern: /pplx-[A-Za-z0-9]{30,100}/y, minEntropy: 3 },
  { kind: "huggingface_token", anchors: ["hf_"], pattern: /hf_[A-Za-z0-9]{30,60}(?![A-Za-z0-9_])/y, minEntropy: 3.2 },
  { kind: "huggingface_token", anchors: ["api_org_"], pattern: /api_org_[A-Za-z0-9]{30,60}/y },
  { kind: "replicate_api_token", anchors: ["r8_"], pattern: /r8_[A-Za-z0-9]{30,60}/y, minEntropy: 3 },
  { kind: "nvidia_api_key", anchors: ["nvapi-"], pattern: /nvapi-[A-Za-z0-9_-]{40,100}/y },
  { kind: "fireworks_api_key", anchors: ["fw_"], pattern: /fw_[A-Za-z0-9]{20,40}(?![A-Za-z0-9_])/y, minEntropy: 3.2, accept: hasDigitAndLetter },
  { kind: "cerebras_api_key", anchors: ["csk-"], pattern: /csk-[a-z0-9]{30,60}/y, minEntropy: 3 },
  { kind: "tavily_api_key", anchors: ["tvly-"], pattern: /tvly-(?:dev-|prod-)?[A-Za-z0-9]{20,60}/y },
  { kind: "langsmith_api_key", anchors: ["lsv2_"], pattern: /lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{8,16}/y },
  { kind: "voyage_api_key", anchors: ["pa-", "al-"], pattern: /(?:pa|al)-[A-Za-z0-9_-]{40,60}/y, minEntropy: 3.8, accept: hasDigitAndLetter },
  { kind: "jina_api_key", anchors: ["jina_"], pattern: /jina_[A-Za-z0-9_-]{40,80}/y },
  { kind: "pinecone_api_key", anchors: ["pcsk_"], pattern: /pcsk_[A-Za-z0-9_]{40,90}/y },
  { kind: "elevenlabs_api_key", anchors: ["sk_"], pattern: /sk_[0-9a-f]{48}(?![A-Za-z0-9])/y },
  { kind: "databricks_token", anchors: ["dapi"], pattern: /dapi[0-9a-f]{32}(?:-\d)?/y },
  { kind: "anyscale_api_key", anchors: ["esecret_"], pattern: /esecret_[A-Za-z0-9]{20,60}/y },
];
