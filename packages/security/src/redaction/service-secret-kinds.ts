import type { SecretKind } from "./secret-kind.ts";

const hasDigitAndLetter = (secret: string): boolean => /\d/.test(secret) && /[A-Za-z]/.test(secret);

/** Token formats of further registries, pipelines, payment and data services. Which there are was checked against gitleaks' list of kinds; shapes by the services' own pages. */
export const SERVICE_SECRET_KINDS: readonly SecretKind[] = [
  {
    kind: "artifactory_token",
    anchors: ["AKCp", "cmVmdGtuO"],
    pattern: /(?<![A-Za-z0-9])(?:AKCp[A-Za-z0-9]{60,75}|cmVmdGtuO[A-Za-z0-9]{50,60})(?![A-Za-z0-9])/y,
    minEntropy: 3.5,
  },
  { kind: "clojars_token", anchors: ["CLOJARS_"], pattern: /CLOJARS_[a-z0-9]{60}/y },
  { kind: "duffel_token", anchors: ["duffel_"], pattern: /duffel_(?:test|live)_[A-Za-z0-9_=-]{43}/y },
  { kind: "frame_io_token", anchors: ["fio-u-"], pattern: /fio-u-[A-Za-z0-9_=-]{60,64}/y },
  { kind: "flutterwave_key", anchors: ["FLWSECK"], pattern: /FLWSECK(?:_TEST)?-[0-9a-h]{12,32}-X/y },
  {
    kind: "gocardless_token",
    anchors: ["live_"],
    pattern: /(?<![A-Za-z0-9_])live_[A-Za-z0-9_-]{40}(?![A-Za-z0-9_-])/y,
    minEntropy: 3.5,
    accept: hasDigitAndLetter,
    context: /gocardless/i,
  },
  {
    kind: "harness_token",
    anchors: ["pat.", "sat."],
    pattern: /(?<![A-Za-z0-9])[ps]at\.[A-Za-z0-9_-]{22}\.[0-9a-f]{24}\.[A-Za-z0-9]{20}(?![A-Za-z0-9])/y,
  },
  {
    kind: "infracost_key",
    anchors: ["ico-"],
    pattern: /(?<![A-Za-z0-9-])ico-[A-Za-z0-9]{32}(?![A-Za-z0-9-])/y,
    minEntropy: 3.5,
    accept: hasDigitAndLetter,
  },
  { kind: "intra42_secret", anchors: ["s-s4t2"], pattern: /s-s4t2(?:ud|af)-[0-9a-f]{64}/y },
  {
    kind: "maxmind_license_key",
    anchors: ["_mmk"],
    back: [36],
    pattern: /(?<![A-Za-z0-9])[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk(?![A-Za-z0-9_])/y,
  },
  {
    kind: "octopus_deploy_key",
    anchors: ["API-"],
    pattern: /(?<![A-Za-z0-9-])API-[A-Z0-9]{26}(?![A-Za-z0-9-])/y,
    minEntropy: 3,
    accept: hasDigitAndLetter,
  },
  { kind: "openshift_token", anchors: ["sha256~"], pattern: /sha256~[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])/y },
  {
    kind: "prefect_token",
    anchors: ["pnu_", "pnb_"],
    pattern: /(?<![A-Za-z0-9])pn[ub]_[A-Za-z0-9]{36}(?![A-Za-z0-9])/y,
  },
  { kind: "readme_api_key", anchors: ["rdme_"], pattern: /rdme_[a-z0-9]{70}/y },
  { kind: "scalingo_token", anchors: ["tk-us-"], pattern: /tk-us-[A-Za-z0-9_-]{48}/y },
  {
    kind: "settlemint_token",
    anchors: ["sm_aat_", "sm_pat_", "sm_sat_"],
    pattern: /sm_[aps]at_[A-Za-z0-9]{16}(?![A-Za-z0-9])/y,
  },
  { kind: "shippo_token", anchors: ["shippo_"], pattern: /shippo_(?:live|test)_[0-9a-f]{40}/y },
  {
    kind: "sonar_token",
    anchors: ["squ_", "sqp_", "sqa_"],
    pattern: /(?<![A-Za-z0-9])sq[upa]_[0-9a-f]{40}(?![A-Za-z0-9])/y,
  },
  {
    kind: "yandex_cloud_token",
    anchors: ["t1.", "AQVN", "YCA"],
    pattern:
      /(?<![A-Za-z0-9_.-])(?:t1\.[A-Za-z0-9_=-]{20,250}\.[A-Za-z0-9_-]{86}={0,2}|(?:AQVN|YCA[A-Z])[A-Za-z0-9_-]{34,38}(?![A-Za-z0-9_-]))/y,
    minEntropy: 3.8,
    accept: hasDigitAndLetter,
  },
  { kind: "defined_networking_key", anchors: ["dnkey-"], pattern: /dnkey-[a-z0-9_=-]{26}-[a-z0-9_=-]{52}/y },
  {
    kind: "authress_key",
    anchors: ["sc_", "ext_", "scauth_", "authress_"],
    pattern:
      /(?<![A-Za-z0-9])(?:sc|ext|scauth|authress)_[a-z0-9]{5,30}\.[a-z0-9]{4,6}\.acc[_-][a-z0-9-]{10,32}\.[A-Za-z0-9+/_=-]{30,120}/y,
  },
  {
    kind: "onepassword_secret_key",
    anchors: ["A3-"],
    pattern:
      /(?<![A-Za-z0-9-])A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})(?:-[A-Z0-9]{5}){3}(?![A-Za-z0-9-])/y,
  },
  {
    kind: "clickhouse_cloud_key",
    anchors: ["4b1d"],
    pattern: /(?<![A-Za-z0-9])4b1d[A-Za-z0-9]{38}(?![A-Za-z0-9])/y,
    minEntropy: 4,
    accept: (secret) => /[A-Z]/.test(secret) && /[g-z]/.test(secret),
  },
  { kind: "firecrawl_api_key", anchors: ["fc-"], pattern: /(?<![A-Za-z0-9-])fc-[0-9a-f]{32}(?![A-Za-z0-9-])/y },
  { kind: "apify_token", anchors: ["apify_api_"], pattern: /apify_api_[A-Za-z0-9]{34,40}/y },
  { kind: "e2b_api_key", anchors: ["e2b_"], pattern: /(?<![A-Za-z0-9])e2b_[0-9a-f]{40}(?![A-Za-z0-9])/y },
  {
    kind: "neon_api_key",
    anchors: ["napi_"],
    pattern: /(?<![A-Za-z0-9])napi_[a-z0-9]{40,70}(?![A-Za-z0-9])/y,
    minEntropy: 3.5,
  },
  {
    kind: "render_api_key",
    anchors: ["rnd_"],
    pattern: /(?<![A-Za-z0-9_])rnd_[A-Za-z0-9]{28}(?![A-Za-z0-9])/y,
    minEntropy: 3.5,
    accept: hasDigitAndLetter,
  },
  { kind: "snyk_token", anchors: ["snyk_"], pattern: /snyk_[a-z]{3}\.[0-9a-f]{8}\.[A-Za-z0-9_-]{40,80}/y },
];
