/** A source of numbers in [0, 1). */
export type Random = () => number;

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const UPPER = LOWER.toUpperCase();
const DIGITS = "0123456789";
const ALNUM = LOWER + UPPER + DIGITS;
const HEX = `${DIGITS}abcdef`;
const URL_SAFE = `${ALNUM}-_`;

/** `length` characters of `alphabet`. */
export function randomText(random: Random, length: number, alphabet: string = ALNUM): string {
  return Array.from({ length }, () => alphabet.charAt(Math.floor(random() * alphabet.length))).join("");
}

/** One random secret a kind, as its service issues them. For tests and measurements: none of them opens anything. */
export const SECRET_SAMPLES: Readonly<Record<string, (random: Random) => string>> = {
  artifactory: (r) => `AKCp${randomText(r, 69)}`,
  clojars: (r) => `CLOJARS_${randomText(r, 60, LOWER + DIGITS)}`,
  harness: (r) => `pat.${randomText(r, 22)}.${randomText(r, 24, HEX)}.${randomText(r, 20)}`,
  octopus: (r) => `API-${randomText(r, 26, UPPER + DIGITS)}`,
  openshift: (r) => `sha256~${randomText(r, 43)}`,
  prefect: (r) => `pnu_${randomText(r, 36)}`,
  shippo: (r) => `shippo_live_${randomText(r, 40, HEX)}`,
  sonar: (r) => `squ_${randomText(r, 40, HEX)}`,
  onepassword_secret_key: (r) =>
    `A3-${randomText(r, 6, UPPER + DIGITS)}-${[11, 5, 5, 5].map((n) => randomText(r, n, UPPER + DIGITS)).join("-")}`,
  maxmind: (r) => `${randomText(r, 6)}_${randomText(r, 29)}_mmk`,
  authress: (r) =>
    `sc_${randomText(r, 20, LOWER + DIGITS)}.${randomText(r, 5, LOWER + DIGITS)}.acc-${randomText(r, 12, LOWER + DIGITS)}.${randomText(r, 40)}`,
  yandex_iam: (r) => `t1.${randomText(r, 90)}.${randomText(r, 86)}`,
  snyk: (r) => `snyk_uat.${randomText(r, 8, HEX)}.${randomText(r, 60)}`,
  apify: (r) => `apify_api_${randomText(r, 36)}`,
  cloudflare_user: (r) => `cfut_${randomText(r, 40)}${randomText(r, 8, HEX)}`,
  cloudflare_account: (r) => `cfat_${randomText(r, 40)}${randomText(r, 8, HEX)}`,
  cloudflare_global: (r) => `cfk_${randomText(r, 40)}${randomText(r, 8, HEX)}`,
  together: (r) => `tgp_v1_${randomText(r, 43, URL_SAFE)}`,
  wandb: (r) => `wandb_v1_${randomText(r, 27)}_${randomText(r, 49)}`,
  modal_secret: (r) => `as-${randomText(r, 20)}a7`,
  composio: (r) => `ak_${randomText(r, 18, URL_SAFE)}Z4`,
  runpod: (r) => `rpa_${randomText(r, 44, UPPER + DIGITS)}`,
  helicone: (r) => `sk-helicone-${[7, 7, 7, 7].map((n) => randomText(r, n, LOWER + DIGITS)).join("-")}`,
  llama_cloud: (r) => `llx-${randomText(r, 48)}`,
  browserbase: (r) => `bb_live_${randomText(r, 25, URL_SAFE)}k2`,
  daytona: (r) => `dtn_${randomText(r, 64, HEX)}`,
  cartesia: (r) => `sk_car_${randomText(r, 22)}`,
  runway: (r) => `key_${randomText(r, 128, HEX)}`,
  cursor: (r) => `crsr_${randomText(r, 64, HEX)}`,
  brave_search: (r) => `BSA${randomText(r, 26, ALNUM)}q8`,
  vercel_blob: (r) => `vercel_blob_rw_${randomText(r, 16)}_${randomText(r, 32)}`,
  openai_legacy: (r) => `sk-${randomText(r, 20)}T3BlbkFJ${randomText(r, 20)}`,
  openai_48: (r) => `sk-${randomText(r, 48)}`,
  openai_project: (r) => `sk-proj-${randomText(r, 74, URL_SAFE)}T3BlbkFJ${randomText(r, 74, URL_SAFE)}`,
  openai_service: (r) => `sk-svcacct-${randomText(r, 60, URL_SAFE)}`,
  anthropic: (r) => `sk-ant-api03-${randomText(r, 93, URL_SAFE)}AA`,
  google: (r) => `AIza${randomText(r, 35, URL_SAFE)}`,
  google_oauth: (r) => `ya29.${randomText(r, 120, URL_SAFE)}`,
  vertex_service_account: (r) =>
    `-----BEGIN PRIVATE KEY-----\\n${Array.from({ length: 6 }, () => randomText(r, 64, `${ALNUM}+/`)).join("\\n")}\\n-----END PRIVATE KEY-----\\n`,
  groq: (r) => `gsk_${randomText(r, 52)}`,
  xai: (r) => `xai-${randomText(r, 80)}`,
  perplexity: (r) => `pplx-${randomText(r, 48)}`,
  deepseek: (r) => `sk-${randomText(r, 32, HEX)}`,
  moonshot: (r) => `sk-${randomText(r, 48)}`,
  openrouter: (r) => `sk-or-v1-${randomText(r, 64, HEX)}`,
  huggingface: (r) => `hf_${randomText(r, 34, LOWER + UPPER)}`,
  replicate: (r) => `r8_${randomText(r, 37)}`,
  aws_key_id: (r) => `AKIA${randomText(r, 16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")}`,
  azure_storage: (r) =>
    `DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=${randomText(r, 86, `${ALNUM}+/`)}==`,
  azure_client_secret: (r) => `${randomText(r, 3)}8Q~${randomText(r, 34)}`,
  github: (r) => `ghp_${randomText(r, 36)}`,
  github_fine: (r) => `github_pat_${randomText(r, 22)}_${randomText(r, 59)}`,
  gitlab: (r) => `glpat-${randomText(r, 20, URL_SAFE)}`,
  slack_bot: (r) => `xoxb-${randomText(r, 12, DIGITS)}-${randomText(r, 12, DIGITS)}-${randomText(r, 24)}`,
  slack_webhook: (r) =>
    `https://hooks.slack.com/services/T${randomText(r, 8, UPPER + DIGITS)}/B${randomText(r, 8, UPPER + DIGITS)}/${randomText(r, 24)}`,
  discord_bot: (r) => `MT${randomText(r, 24)}.${randomText(r, 6)}.${randomText(r, 38, URL_SAFE)}`,
  telegram: (r) => `${1 + Math.floor(r() * 8)}${randomText(r, 9, DIGITS)}:AA${randomText(r, 33, URL_SAFE)}`,
  stripe: (r) => `sk_live_${randomText(r, 24)}`,
  twilio: (r) => `SK${randomText(r, 32, HEX)}`,
  sendgrid: (r) => `SG.${randomText(r, 22, URL_SAFE)}.${randomText(r, 43, URL_SAFE)}`,
  mailgun: (r) => `key-${randomText(r, 32, HEX)}`,
  mailchimp: (r) => `${randomText(r, 32, HEX)}-us${1 + Math.floor(r() * 20)}`,
  npm: (r) => `npm_${randomText(r, 36)}`,
  pypi: (r) => `pypi-AgEIcHlwaS5vcmc${randomText(r, 70, URL_SAFE)}`,
  docker: (r) => `dckr_pat_${randomText(r, 27, URL_SAFE)}`,
  digitalocean: (r) => `dop_v1_${randomText(r, 64, HEX)}`,
  shopify: (r) => `shpat_${randomText(r, 32, HEX)}`,
  linear: (r) => `lin_api_${randomText(r, 40)}`,
  notion: (r) => `secret_${randomText(r, 43)}`,
  airtable: (r) => `pat${randomText(r, 14)}.${randomText(r, 64, HEX)}`,
  new_relic: (r) => `NRAK-${randomText(r, 27, UPPER + DIGITS)}`,
  grafana: (r) => `glsa_${randomText(r, 32)}_${randomText(r, 8, HEX)}`,
  vault: (r) => `hvs.${randomText(r, 24, URL_SAFE)}`,
  databricks: (r) => `dapi${randomText(r, 32, HEX)}`,
  doppler: (r) => `dp.pt.${randomText(r, 43)}`,
  jwt: (r) => `eyJ${randomText(r, 33)}.eyJ${randomText(r, 60)}.${randomText(r, 43, URL_SAFE)}`,
  rsa_key: (r) =>
    `-----BEGIN RSA PRIVATE KEY-----\n${Array.from({ length: 8 }, () => randomText(r, 64, `${ALNUM}+/`)).join("\n")}\n-----END RSA PRIVATE KEY-----`,
  postgres_url: (r) => `postgres://app:${randomText(r, 16)}@db.internal:5432/shop`,
  mongodb_url: (r) => `mongodb+srv://admin:${randomText(r, 14)}@cluster0.ab1cd.mongodb.net/test`,
  age: (r) => `AGE-SECRET-KEY-1${randomText(r, 58, UPPER + DIGITS)}`,
  tailscale: (r) => `tskey-auth-${randomText(r, 12)}CNTRL-${randomText(r, 32)}`,
};

/** Secrets without a shape of their own: what gives them away is the name they stand under. */
export const NAMED_SAMPLES: Readonly<
  Record<string, (random: Random) => { readonly text: string; readonly secret: string }>
> = {
  fal: (r) =>
    named("FAL_KEY=", `${[8, 4, 4, 4, 12].map((n) => randomText(r, n, HEX)).join("-")}:${randomText(r, 32, HEX)}`),
  ngrok: (r) => named("ngrok config add-authtoken ", `2${randomText(r, 26)}_${randomText(r, 21)}`),
  zhipu: (r) => named("client = ZhipuAI(", `${randomText(r, 32, HEX)}.${randomText(r, 16)}`, ")"),
  exa: (r) => named("EXA_API_KEY=", [8, 4, 4, 4, 12].map((n) => randomText(r, n, HEX)).join("-")),
  deepgram: (r) => named("DEEPGRAM_API_KEY=", randomText(r, 40, HEX)),
  assemblyai: (r) => named('aai.settings.api_key = "', randomText(r, 32, HEX), '"'),
  mistral: (r) => named("MISTRAL_API_KEY=", randomText(r, 32)),
  mistral_prose: (r) => named("here is my mistral key: ", randomText(r, 32)),
  cohere: (r) => named("COHERE_API_KEY: ", randomText(r, 40)),
  aws_secret: (r) => named("aws_secret_access_key = ", `${randomText(r, 38, `${ALNUM}/+`)}a1`),
  azure_openai: (r) => named("AZURE_OPENAI_API_KEY=", randomText(r, 32, HEX)),
  twilio_auth: (r) => named("TWILIO_AUTH_TOKEN=", randomText(r, 32, HEX)),
  datadog: (r) => named("DD_API_KEY: ", `${randomText(r, 31, HEX)}a`),
  json_client_secret: (r) => named('{"client_secret": "', `${randomText(r, 30)}9z`, '"}'),
  yaml_password: (r) => named("  password: ", `${randomText(r, 10)}!7x`),
  env_password: (r) => named("DB_PASSWORD=", `${randomText(r, 12)}$4`),
  prose_password: (r) => named("the password is ", `${randomText(r, 8)}#3Q`),
  flag_token: (r) => named("deploy --token ", `${randomText(r, 30)}4b`),
  header: (r) => named("Authorization: Bearer ", `${randomText(r, 40)}5d`),
  api_key_header: (r) => named("X-Api-Key: ", `${randomText(r, 30)}7e`),
  query: (r) => named("https://api.example.com/v1/x?api_key=", `${randomText(r, 30)}8f`, "&page=2"),
  javascript: (r) => named('const apiKey = "', `${randomText(r, 30)}1a`, '";'),
};

function named(before: string, secret: string, after = ""): { readonly text: string; readonly secret: string } {
  return { text: before + secret + after, secret };
}

/** Sentences and lines a secret is found in; `@` is where. */
export const SECRET_CONTEXTS: readonly string[] = [
  "@",
  "my key is @ please check it",
  'export API_KEY="@"',
  "token: @",
  'client = Client(api_key="@")',
  '{"key":"@","n":1}',
  "curl -H 'X-Auth: @' https://api.example.com",
  "Error: request with @ failed (401)",
  "KEY=@\nPORT=80",
  "<value>@</value>",
  "(@)",
  "see @, it expired",
  "https://api.example.com/v1/x?id=4&setting=@&page=2",
  "redirect=https%3A%2F%2Fx.example%2F%3Fk%3D@",
  '{"log":"first line\\n@\\nlast"}',
  '{"body":"{\\"setting\\":\\"@\\"}"}',
  "Your setting=3D@=20\r\nnext line",
  "\u001B[32m@\u001B[0m",
  '<add key="Setting" value="@" />',
  "docker run -e SETTING=@ -p 80:80 image",
  '$env:SETTING = "@"',
  "INSERT INTO settings VALUES ('a', '@');",
  "  501  2026-11-28 10:11 tool --with @ https://x.example",
  'variable "x" {\n  default = "@"\n}',
  "Server=x;Setting=@;Timeout=3",
  "Use `@` for it",
  "密钥是@，请保存",
];

/** Texts that look like secrets and are none. */
export const HARMLESS_SAMPLES: readonly ((random: Random) => string)[] = [
  (r) => `commit ${randomText(r, 40, HEX)}`,
  (r) => `sha256:${randomText(r, 64, HEX)}`,
  (r) =>
    `id: ${randomText(r, 8, HEX)}-${randomText(r, 4, HEX)}-4${randomText(r, 3, HEX)}-a${randomText(r, 3, HEX)}-${randomText(r, 12, HEX)}`,
  (r) => `"integrity": "sha512-${randomText(r, 86, `${ALNUM}+/`)}=="`,
  (r) => `data:image/png;base64,${randomText(r, 120, `${ALNUM}+/`)}`,
  (r) => `https://cdn.example.com/assets/${randomText(r, 20)}.js`,
  (r) => `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${randomText(r, 43, `${ALNUM}+/`)} me@host`,
  () => "OPENAI_API_KEY=your-api-key-here",
  () => "api_key: <YOUR_API_KEY>",
  () => 'const token = process.env["GITHUB_TOKEN"];',
  () => "password = os.environ.get('DB_PASSWORD')",
  () => 'apiKey: "sk-..."',
  () => "token: ${{ secrets.NPM_TOKEN }}",
  () => "max_tokens: 4096, token_type: bearer",
  () => "const key = 'user_profile_settings';",
  () => "The secret to good bread is patience and a hot oven.",
  () => "AKIAIOSFODNN7EXAMPLE",
  () => "password: string; passwordHash: string;",
  () => "Set the password field to required and the token field to hidden.",
  () => "if (token === tokens[i]) { secretCount += 1; }",
  () => "primary_key=True, foreign_key='users.id', cache_key=f\"user:{id}\"",
  () => "sk-learn is installed; hf_hub_download works; gsk_ is the prefix",
  () => "Authorization: Bearer <token>",
  () => "postgres://user:password@localhost:5432/db",
  () => "mysql://root:${MYSQL_PASSWORD}@db/app",
  (r) => `order ${randomText(r, 12, DIGITS)} shipped, tracking 1Z${randomText(r, 16, UPPER + DIGITS)}`,
  (r) => `<div class="css-${randomText(r, 6)} jss${randomText(r, 3, DIGITS)}">`,
  (r) => `ETag: "${randomText(r, 32, HEX)}"`,
  (r) => `blob:${randomText(r, 27)}`,
  () => "getSecretValue({ SecretId: 'prod/db/credentials' })",
  () => "kubectl create secret generic my-secret --from-file=./config",
  () => "The token bucket refills at 10 tokens per second.",
  () => "password_reset_token_expiry_hours = 24",
  () => "access_token_url: https://auth.example.com/oauth/token",
  () => "My secret santa is Jonathan and the gift costs 20 dollars",
];
