import { isPlaceholder } from "./is-placeholder.ts";
import type { FoundSecret } from "./secret-kind.ts";
import { shannonEntropy } from "./shannon-entropy.ts";

/** A name that promises a secret. "key" and "pass" alone name too much else. */
export const NAME: RegExp =
  /(?:(?:api|access|secret|private|auth|encryption|encrypt|signing|master|admin|account|service|consumer|app|application|subscription|storage|shared|license|hmac|jwt|session|deploy|webhook|root|webmaster|ssh|db|database)[_\-. ]?key|token|secret|passwd|password|passphrase|passwort|pwd|credential|(?:db|user|root|admin|mysql|smtp|redis|ftp|mail|email|login)[_-]?pass|(?<![A-Za-z])(?:my|ssh)?_?pass(?=["']?\s{0,2}(?:[:=]|is\s))|authorization|x-api-key|contraseña|mot de passe|senha|пароль|密码)/gi;
/** What every such name holds: most texts hold none of it, and telling so takes a quarter of the time. */
export const IN_NAMES: RegExp = /key|token|secret|pass|pwd|credential|authorization|contraseña|senha|пароль|密码/i;
// From the end of the name to the value: rest of the name, quotes, an assignment, a tag end, a flag's space, or "is".
// The rest of the name is taken whole (a look-ahead is never tried again with less): nothing that may follow begins with its characters.
const BRIDGE =
  /(?=([A-Za-z0-9_\-.]{0,40}))\1(?:["'`\])]{0,2}\s{0,8}(?::=|=>|==|=|:|：)\s{0,8}|["']\s{0,3},\s{0,3}(?=["'])|>(?=[^\s<])|\s(?:is|ist|est|es|è):?\s{1,2}(?:now\s|set to\s)?|["']?\s{1,3}value\s{0,2}=\s{0,2}|\s(?=[A-Za-z0-9_+/=-]{16,256}(?:[\s.,;]|$))|(?<=--[A-Za-z0-9_\-.]{3,60})\s{1,2})(?:b?["'`]|"""|\\["'])?(?:(?:Bearer|Basic|Token)\s)?/y;
const QUOTED = /[^\s"'`<>\\]{6,512}/y;
const NOT_A_SECRET_NAME =
  /(?:^|[_\-.])?(?:ids?|names?|urls?|uri|paths?|files?|types?|hash(?:ed|es)?|len(?:gth)?|counts?|fields?|policy|ttl|expir\w{0,6}|versions?|refs?|arns?|manager|limits?|size|label|regex|pattern|column|prefix|suffix|provider|endpoint|scheme|format|index|usage|budget|ization|izer|ized?|s_per\w*|resets?|strength|hint|prompt|input|confirm\w*|valid\w*|box|store|dir)$/i;

// Types, as code names them: "X509Credential", "APIKeyLimitExceededError".
const TYPED_ARRAY = /^(?:Big)?(?:Uint|Int|Float)\d{1,2}(?:Clamped)?Array$/;
const TYPE_NAME = /^(?:[A-Z][A-Za-z]{0,20}\d{0,3})?(?:[A-Z][a-z]{2,15}){1,6}$/;
const ADDRESS = /^(?:(?:https?|file|s3|arn|urn):|[./~])/;
// The name of a secret in Amazon's store of them, not what it holds.
const ARN_BEFORE = /arn:[a-z-]{3,12}:secretsmanager:[a-z0-9-]{0,20}:\d{0,12}:secret$/;

const LONG_VALUE = 100;

/** Secrets given away by the name they are assigned to, in code, configuration, JSON, headers, flags and plain sentences; the first `most`. */
export function findAssignedSecrets(text: string, most: number = Number.POSITIVE_INFINITY): FoundSecret[] {
  if (!IN_NAMES.test(text)) return [];
  const found: FoundSecret[] = [];
  NAME.lastIndex = 0;
  for (let name = NAME.exec(text); name !== null && found.length < most; name = NAME.exec(text)) {
    const value = readValue(text, name.index + name[0].length);
    if (value === undefined) continue;
    const end = value.start + value.text.length;
    const isSecret = isSecretValue(value, name[0].toLowerCase());
    if (isSecret) found.push({ kind: kindOf(text, name.index, name[0]), start: value.start, end });
    // A long value is read once, secret or not: else names inside names would make the time grow.
    if (isSecret || value.text.length > LONG_VALUE) NAME.lastIndex = Math.max(NAME.lastIndex, end);
  }
  return found;
}

interface Value {
  readonly text: string;
  readonly start: number;
  readonly isQuoted: boolean;
}

function readValue(text: string, from: number): Value | undefined {
  BRIDGE.lastIndex = from;
  const bridge = BRIDGE.exec(text);
  if (bridge === null || (bridge[1] !== "" && NOT_A_SECRET_NAME.test(bridge[1] ?? ""))) return undefined;
  QUOTED.lastIndex = BRIDGE.lastIndex;
  const value = QUOTED.exec(text)?.[0];
  if (value === undefined) return undefined;
  // "sk-ant-api03-..." is how documentation leaves the secret out.
  if (/(?:\.{3}|…)[,;)\]}]?$/.test(value) || ARN_BEFORE.test(text.slice(Math.max(0, from - 80), from)))
    return undefined;
  const isQuoted = /["'`]$/.test(bridge[0]);
  const bare = isQuoted ? value : value.replace(/[,;)\]}.!?&]+$/, "").replace(/&.*$/, "");
  return bare.length < 6 ? undefined : { text: bare, start: BRIDGE.lastIndex, isQuoted };
}

function isSecretValue({ text: value, isQuoted }: Value, name: string): boolean {
  const letters = lettersOf(value);
  const isLikely = /pass|pwd|contrase|senha|пароль|密码|passwort/.test(name)
    ? isPassword(value, letters, isQuoted)
    : isKey(value, letters, isQuoted);
  // What costs most comes last.
  return isLikely && !(!isQuoted && TYPED_ARRAY.test(value)) && !ADDRESS.test(value) && !isPlaceholder(value);
}

function isKey(value: string, { lower, upper, digit, other, rises }: Letters, isQuoted: boolean): boolean {
  // Random letters mix cases all along; a name does so at its words' joints only.
  const isMixed = value.length >= 24 && rises >= value.length / 7;
  if (value.length < 12 || !(lower || upper) || (!digit && !isMixed)) return false;
  if (!isQuoted && !other && TYPE_NAME.test(value)) return false;
  if (!isQuoted && /^[A-Za-z_]+(?:\.[A-Za-z_]+)+/.test(value)) return false;
  const entropy = shannonEntropy(value);
  if (entropy < 3.7 && /^[a-z]+(?:[-_.][a-z0-9]{1,12})+$/.test(value)) return false;
  return entropy >= (value.length >= 24 ? 3 : 2.8);
}

interface Letters {
  readonly lower: boolean;
  readonly upper: boolean;
  readonly digit: boolean;
  readonly other: boolean;
  /** How often an upper-case letter follows a lower-case one. */
  readonly rises: number;
}

/** What a value is made of, read once. */
function lettersOf(value: string): Letters {
  let [lower, upper, digit, other, rises, last] = [false, false, false, false, 0, 0];
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code >= 97 && code <= 122) lower = true;
    else if (code >= 65 && code <= 90) {
      upper = true;
      if (last >= 97 && last <= 122) rises++;
    } else if (code >= 48 && code <= 57) digit = true;
    else other = true;
    last = code;
  }
  return { lower, upper, digit, other, rises };
}

function isPassword(value: string, { lower, upper, digit, other }: Letters, isQuoted: boolean): boolean {
  if (/^\d+$/.test(value) || /^[a-z]+(?:[_.-][a-z]+)*$/i.test(value)) return false;
  if (!isQuoted && /[()[\]{}]/.test(value)) return false;
  const classes = [lower, upper, digit, other].filter(Boolean).length;
  return classes >= 2 && value.length <= 128 && shannonEntropy(value) >= 2.25;
}

const SERVICES =
  /(openai|anthropic|claude|gemini|google|vertex|mistral|groq|xai|grok|perplexity|deepseek|moonshot|kimi|cohere|together|fireworks|azure|aws|github|gitlab|slack|stripe|twilio|sendgrid|datadog|cloudflare|heroku|wandb|vercel|discord|mongo|postgres|mysql|redis)/gi;

function kindOf(text: string, at: number, name: string): string {
  const around = text.slice(Math.max(0, at - 40), at);
  const services = around.match(SERVICES);
  const service = services?.at(-1)?.toLowerCase();
  const what = /pass|pwd|contrase|senha|пароль|密码/i.test(name)
    ? "password"
    : /token/i.test(name)
      ? "token"
      : /key/i.test(name)
        ? "api_key"
        : "secret";
  return service === undefined ? `assigned_${what}` : `${service}_${what}`;
}
