import { isPlaceholder } from "./is-placeholder.ts";
import type { SecretKind } from "./secret-kind.ts";

// Random letters mix cases; names and words do not.
const looksRandom = (secret: string): boolean =>
  (/\d/.test(secret) && /[A-Za-z]/.test(secret)) || (secret.match(/[a-z][A-Z]/g)?.length ?? 0) >= 4;
const realPassword = (secret: string): boolean => !isPlaceholder(secret);

/** Secrets known by the form around them: key blocks, signed tokens, addresses with a password, HTTP headers. */
export const STRUCTURAL_SECRET_KINDS: readonly SecretKind[] = [
  // Unterminated blocks count too: a log line or a stream may be cut in the middle of one.
  {
    kind: "private_key",
    anchors: ["-----BEGIN "],
    pattern:
      /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----(?:[A-Za-z0-9+/=\s\\:,.]|-(?!-)){40,16000}(?:-----END (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----)?/y,
  },
  {
    kind: "putty_private_key",
    anchors: ["Private-Lines: "],
    pattern: /Private-Lines: \d{1,3}\s{1,2}([A-Za-z0-9+/=\s]{40,8000})/y,
  },
  {
    kind: "jwt",
    anchors: ["eyJ"],
    pattern: /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,2000}\.eyJ[A-Za-z0-9_-]{8,6000}\.[A-Za-z0-9_-]{8,1000}/y,
  },
  {
    kind: "encrypted_jwt",
    anchors: ["eyJ"],
    pattern:
      /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,1000}\.[A-Za-z0-9_-]{0,1000}\.[A-Za-z0-9_-]{8,50}\.[A-Za-z0-9_-]{8,6000}\.[A-Za-z0-9_-]{8,50}/y,
  },
  {
    kind: "url_password",
    anchors: ["://"],
    pattern: /:\/\/[^\s:/@'"<>]{0,80}:([^\s/@'"<>]{3,160})@[A-Za-z0-9[]/y,
    accept: realPassword,
  },
  {
    kind: "basic_authorization",
    anchors: ["Basic ", "basic "],
    pattern: /[Bb]asic ([A-Za-z0-9+/]{12,400}={0,2})(?![A-Za-z0-9+/])/y,
    context: /authorization["']?\s{0,3}[:=,]\s{0,3}["']?$/i,
  },
  {
    kind: "bearer_token",
    anchors: ["Bearer ", "bearer ", "Token ", "token ", "BEARER "],
    pattern: /(?:[Bb]earer|BEARER|[Tt]oken) ([A-Za-z0-9._~+/-]{16,2000}={0,2})/y,
    minEntropy: 3,
    context: /authorization["']?\s{0,3}[:=,]\s{0,3}["'`]?$/i,
    accept: realPassword,
  },
  {
    kind: "bearer_token",
    anchors: ["Bearer "],
    pattern: /Bearer ([A-Za-z0-9._~+/-]{24,2000}={0,2})/y,
    minEntropy: 3.5,
    accept: (secret) => realPassword(secret) && /\d/.test(secret),
  },
  {
    kind: "dotnet_connection_password",
    anchors: ["Password=", "password=", "Pwd=", "pwd="],
    // What does not end at a semicolon is read once all the same: the search goes on behind it.
    pattern: /(?:[Pp]assword|[Pp]wd)=(?:([^;"'\s<>{}$]{4,100});|[^;"'\s<>{}$]{4,100})/y,
    accept: realPassword,
  },
  {
    kind: "curl_user_password",
    anchors: ["-u ", "--user "],
    pattern: /(?<=\s)(?:-u|--user) ['"]?[A-Za-z0-9_.@-]{1,60}:([^\s'"]{4,120})/y,
    context: /curl/i,
    accept: realPassword,
  },
  {
    kind: "command_line_password",
    anchors: ["sshpass ", "mysql ", "mysqldump ", "docker login", "redis-cli ", "mongosh ", "mongo "],
    pattern:
      /(?:sshpass|mysql|mysqldump|docker login|redis-cli|mongosh|mongo) [^\n|;&]{0,60}?(?<=\s)(?:-p|-a|--password[ =])\s?['"]?([^\s'"|;&-][^\s'"|;&]{4,100})/y,
    accept: (secret) => realPassword(secret) && /\d/.test(secret) && /[A-Za-z]/.test(secret),
  },
  {
    kind: "seed_phrase",
    anchors: ["passphrase", "Passphrase", "mnemonic", "Mnemonic", "seed phrase", "recovery phrase"],
    pattern:
      /(?:[Pp]assphrase|[Mm]nemonic|(?:seed|recovery) phrase)["']?\s{0,3}(?:[:=]|is)\s{0,3}["'`]([^"'`\n]{8,30}(?: [^"'`\n ]{1,20}){2,24})["'`]/y,
  },
  {
    kind: "session_cookie",
    anchors: ["ookie:"],
    pattern: /ookie: ?[^\r\n]{0,80}?(?:sess|sid|auth|token)[A-Za-z0-9_.-]{0,30}=([A-Za-z0-9%._+/-]{16,1000}={0,2})/y,
    minEntropy: 3,
  },
  {
    kind: "ethereum_private_key",
    anchors: ["0x"],
    pattern: /0x[0-9a-fA-F]{64}(?![0-9a-fA-F])/y,
    context: /priv|secret|wallet.{0,20}key|mnemonic/i,
  },
  {
    kind: "aws_secret_access_key",
    anchors: [],
    leastRun: 40,
    pattern: /(?<![A-Za-z0-9+/=_-])[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=_-])/g,
    minEntropy: 4,
    context: /aws|secret.{0,12}access|AKIA|ASIA/i,
    accept: (secret) =>
      /\d/.test(secret) && /[a-z]/.test(secret) && /[A-Z]/.test(secret) && !secret.includes("EXAMPLE"),
  },
  {
    kind: "mistral_api_key",
    anchors: [],
    leastRun: 32,
    pattern: /(?<![A-Za-z0-9_/+.=-])[A-Za-z0-9]{32}(?![A-Za-z0-9_/+.=-])/g,
    minEntropy: 3.4,
    context: /mistral|codestral/i,
    accept: looksRandom,
  },
  {
    kind: "azure_openai_key",
    anchors: [],
    leastRun: 32,
    pattern: /(?<![A-Za-z0-9_/+.=-])(?:[0-9a-f]{32}|[A-Za-z0-9]{84})(?![A-Za-z0-9_/+.=-])/g,
    minEntropy: 3,
    context: /azure|ocp-apim|cognitive/i,
    accept: (secret) => /\d/.test(secret) && /[a-z]/.test(secret),
  },
];
