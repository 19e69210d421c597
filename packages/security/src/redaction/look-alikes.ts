import { DOCUMENTED_SAMPLES } from "./documented-samples.ts";
import { randomText as text, type Random } from "./secret-samples.ts";

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const UPPER = LOWER.toUpperCase();
const DIGITS = "0123456789";
const HEX = `${DIGITS}abcdef`;
const BASE64 = `${LOWER}${UPPER}${DIGITS}+/`;
const URL_SAFE = `${LOWER}${UPPER}${DIGITS}-_`;
const WORDS = "access account model button search filter window player garden report system module widget header".split(
  " ",
);

const word = (r: Random): string => WORDS[Math.floor(r() * WORDS.length)] ?? "";
const uuid = (r: Random): string => [8, 4, 4, 4, 12].map((n) => text(r, n, HEX)).join("-");

/** Texts of genres that look like secrets and are none, by genre. Written apart from the rules, to measure what they flag. */
export const LOOK_ALIKES: Readonly<Record<string, (random: Random) => string>> = {
  uuid_v4: (r) => `trace ${uuid(r)} finished`,
  uuid_field: (r) => `{"id":"${uuid(r)}","parentId":"${uuid(r)}"}`,
  ulid: (r) => `01${text(r, 24, "0123456789ABCDEFGHJKMNPQRSTVWXYZ")} was created`,
  nano_id: (r) => `https://app.example.com/d/${text(r, 21)}`,
  object_id: (r) => `ObjectId("${text(r, 24, HEX)}")`,
  md5_list: (r) => `${text(r, 32, HEX)}  report-2026.pdf`,
  sha1_git: (r) => `git cherry-pick ${text(r, 40, HEX)}`,
  sha256_file: (r) => `${text(r, 64, HEX)} *node-v26.tar.xz`,
  sha512_lockfile: (r) => `"integrity": "sha512-${text(r, 86, BASE64)}==",`,
  yarn_lock: (r) => `resolved "https://registry.yarnpkg.com/${word(r)}/-/${word(r)}-1.2.3.tgz#${text(r, 40, HEX)}"`,
  go_sum: (r) => `github.com/x/${word(r)} v1.4.0 h1:${text(r, 43, BASE64)}=`,
  cargo_lock: (r) => `checksum = "${text(r, 64, HEX)}"`,
  pip_hash: (r) => `--hash=sha256:${text(r, 64, HEX)}`,
  docker_digest: (r) => `FROM node@sha256:${text(r, 64, HEX)}`,
  helm_chart: (r) => `image: registry.example.com/${word(r)}:${text(r, 7, HEX)}`,
  base64_png: (r) => `![](data:image/png;base64,iVBORw0KGgo${text(r, 300, BASE64)})`,
  base64_font: (r) => `src:url(data:font/woff2;base64,d09GMg${text(r, 400, BASE64)})`,
  source_map: (r) => `//# sourceMappingURL=data:application/json;base64,${text(r, 200, BASE64)}`,
  sri_tag: (r) => `<script src="a.js" integrity="sha384-${text(r, 64, BASE64)}"></script>`,
  certificate: (r) =>
    `-----BEGIN CERTIFICATE-----\nMIID${text(r, 60, BASE64)}\n${text(r, 64, BASE64)}\n-----END CERTIFICATE-----`,
  public_key: (r) => `-----BEGIN PUBLIC KEY-----\nMIIB${text(r, 60, BASE64)}\n-----END PUBLIC KEY-----`,
  ssh_fingerprint: (r) => `SHA256:${text(r, 43, BASE64)} ada@host (ED25519)`,
  known_hosts: (r) => `git.example.com ssh-rsa AAAAB3NzaC1yc2E${text(r, 200, BASE64)}`,
  pgp_fingerprint: (r) => Array.from({ length: 10 }, () => text(r, 4, `${DIGITS}ABCDEF`)).join(" "),
  minified_js: (r) =>
    `!function(e,t){var n=${text(r, 2, LOWER)},r=e.${word(r)};t.token=n;return t.key=r.keys(e)}(${text(r, 1, LOWER)},{})`,
  minified_token: (r) =>
    `const s=i.token||o.accessToken,c=u.secretKey??"${word(r)}";return{token:s,password:c.${word(r)}}`,
  webpack_chunk: (r) => `/static/js/${word(r)}.${text(r, 20, HEX)}.chunk.js`,
  css_module: (r) => `class="${word(r)}_${text(r, 5)} sc-${text(r, 6)} css-${text(r, 7, LOWER + DIGITS)}"`,
  documentation_key: () => "export OPENAI_API_KEY=YOUR_API_KEY",
  documentation_mask: () => 'client = OpenAI(api_key="sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")',
  documentation_dots: () => "ANTHROPIC_API_KEY=sk-ant-api03-...",
  documentation_stars: () => "Your key: sk-proj-************************************",
  documentation_insert: () => 'password: "<insert password here>"',
  environment_template: (r) => `DB_PASSWORD=changeme\nJWT_SECRET=\${${word(r).toUpperCase()}_SECRET}\nAPI_TOKEN=`,
  vault_reference: (r) => `password: {{ lookup('hashi_vault', 'secret=secret/${word(r)}:password') }}`,
  terraform_reference: (r) => `password = var.${word(r)}_db_password\ntoken = data.vault.${word(r)}.token`,
  typed_field: (r) =>
    `interface Login { password: string; ${word(r)}Token: Promise<string | undefined>; apiKey?: string }`,
  type_names: (r) =>
    `credential: X509Credential; apiKey: ${word(r)}Key | OrgAPIKeyLimitExceededError; password: Uint8Array, token = "urn:ietf:params:oauth:token-type:x509"`,
  form_label: (r) =>
    `<label for="password">Password</label><input type="password" name="password" id="${word(r)}-password">`,
  phone_numbers: (r) =>
    `Call +49 ${text(r, 3, DIGITS)} ${text(r, 8, DIGITS)} or (0${text(r, 3, DIGITS)}) ${text(r, 3, DIGITS)}-${text(r, 4, DIGITS)}`,
  isbn: (r) => `ISBN 978-${text(r, 1, DIGITS)}-${text(r, 4, DIGITS)}-${text(r, 4, DIGITS)}-${text(r, 1, DIGITS)}`,
  iban: (r) => `IBAN DE${text(r, 2, DIGITS)} ${Array.from({ length: 4 }, () => text(r, 4, DIGITS)).join(" ")}`,
  doi: (r) => `https://doi.org/10.1145/${text(r, 7, DIGITS)}.${text(r, 7, DIGITS)}`,
  tracking_parameters: (r) =>
    `https://shop.example.com/?utm_source=${word(r)}&gclid=${text(r, 60)}&fbclid=IwAR${text(r, 55)}`,
  video_ids: (r) => `https://youtu.be/${text(r, 11)}?list=PL${text(r, 32)}`,
  message_id: (r) => `Message-ID: <CA${text(r, 50)}@mail.example.com>`,
  etag_header: (r) => `ETag: W/"${text(r, 27)}"\nX-Request-Id: ${uuid(r)}`,
  ethereum_address: (r) => `0x${text(r, 40, HEX)}`,
  transaction_hash: (r) => `tx 0x${text(r, 64, HEX)}`,
  bitcoin_address: (r) => `bc1q${text(r, 38, "023456789acdefghjklmnpqrstuvwxyz")}`,
  mac_and_ipv6: (r) =>
    `fe80::${text(r, 4, HEX)}:${text(r, 4, HEX)} ${Array.from({ length: 6 }, () => text(r, 2, HEX)).join(":")}`,
  dna: (r) => `>seq1\n${text(r, 120, "ACGT")}`,
  protein: (r) => `MK${text(r, 90, "ACDEFGHIKLMNPQRSTVWY")}`,
  snake_identifiers: (r) => `token_${word(r)}_${word(r)} = get_secret_${word(r)}(api_key_${word(r)})`,
  long_class_name: (r) => `AbstractPasswordAuthentication${word(r)}TokenProviderFactoryBean`,
  error_code: (r) => `AADSTS${text(r, 5, DIGITS)}: invalid client secret provided. Trace ID: ${uuid(r)}`,
  amazon_arn: (r) => `arn:aws:secretsmanager:eu-west-1:${text(r, 12, DIGITS)}:secret:prod/${word(r)}-${text(r, 6)}`,
  part_number: (r) => `API-${text(r, 4, DIGITS)} and PAT.${text(r, 3, DIGITS)}, model SK-${text(r, 5, UPPER + DIGITS)}`,
  base32_onion: (r) => `http://${text(r, 56, `${LOWER}234567`)}.onion/`,
  model_names: () =>
    "sk-learn, gpt-4o-2024-08-06, claude-sonnet-4-5-20250929, mistral-large-2411, hf_transfer, npm_config_cache",
  documented_samples: () =>
    [...DOCUMENTED_SAMPLES]
      .map((key) => `AccountKey=${key};\napi_key = "${key}"\nAuthorization: Bearer ${key}`)
      .join("\n"),
  kubernetes_names: (r) =>
    `${word(r)}-api-${text(r, 10, `${LOWER}${DIGITS}`)}-${text(r, 5, LOWER + DIGITS)} 1/1 Running\nsecret/default-token-${text(r, 5, LOWER + DIGITS)}`,
  tracking_numbers: (r) =>
    `UPS 1Z${text(r, 16, UPPER + DIGITS)}, USPS 94${text(r, 20, DIGITS)}, DHL JJD${text(r, 18, DIGITS)}, FedEx ${text(r, 12, DIGITS)}`,
  ssh_public_keys: (r) =>
    `ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ${text(r, 330, BASE64)}= ada@host\necdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABB${text(r, 86, BASE64)}= ada`,
  pgp_public_block: (r) =>
    `-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n${Array.from({ length: 6 }, () => text(r, 64, BASE64)).join("\n")}\n=${text(r, 4, BASE64)}\n-----END PGP PUBLIC KEY BLOCK-----`,
  pgp_message: (r) =>
    `-----BEGIN PGP MESSAGE-----\n\n${Array.from({ length: 4 }, () => text(r, 64, BASE64)).join("\n")}\n-----END PGP MESSAGE-----`,
  minified_pairs: (r) =>
    `var e={ak_${word(r)}:1,as_${word(r)}:2,key_${word(r)}:3},t="${text(r, 8, HEX)}",n=fw_${word(r)}(e);`,
  hex_colours: (r) => Array.from({ length: 12 }, () => `--c-${word(r)}: #${text(r, 6, HEX)};`).join(" "),
  package_lock: (r) =>
    `"node_modules/${word(r)}": { "version": "1.${text(r, 2, DIGITS)}.0", "resolved": "https://registry.npmjs.org/${word(r)}/-/${word(r)}-1.0.0.tgz", "integrity": "sha512-${text(r, 86, BASE64)}==", "license": "MIT" }`,
  trace_headers: (r) =>
    `traceparent: 00-${text(r, 32, HEX)}-${text(r, 16, HEX)}-01\nx-amzn-trace-id: Root=1-${text(r, 8, HEX)}-${text(r, 24, HEX)}`,
  css_file_names: (r) =>
    `main-${text(r, 8, URL_SAFE)}.css index.${text(r, 20, HEX)}.js chunk-${text(r, 8, UPPER + DIGITS)}.mjs`,
  uuid_and_hash: (r) => `${uuid(r)}:${text(r, 32, HEX)} is the cache entry`,
  stack_symbols: (r) => `_ZN4core3ptr${text(r, 20, LOWER)}17h${text(r, 16, HEX)}E`,
  vat_and_card: (r) =>
    `VAT DE${text(r, 9, DIGITS)}, card 4${text(r, 3, DIGITS)} ${text(r, 4, DIGITS)} ${text(r, 4, DIGITS)} ${text(r, 4, DIGITS)}`,
  magnet: (r) => `magnet:?xt=urn:btih:${text(r, 40, HEX)}&dn=${word(r)}`,
};
