import { DOCUMENTED_SAMPLES } from "./documented-samples.ts";
import { hasFewLetters } from "./has-few-letters.ts";

const WORDS =
  /example|placeholder|change[_-]?me|changeit|redacted|your[_-]|your$|my[_-]?(?:secret|password|token|api)|insert|replace|dummy|sample|xxxx|\*\*\*|\.\.\.|…|todo|fixme|fake|not[_-]?(?:a[_-]?)?real|goes[_-]?here|-here\b|_here\b|foobar|lorem|<[a-z]|undefined|password(?:123)?$|^secret$|^none$|^null$|^true$|^false$/i;
// What a program writes instead of the value: a variable, a call, a lookup, a template.
const REFERENCE =
  /^[$@#%&]|\$\{|\{\{|%\(|^<|\(\)|\($|^(?:process|os|env|config|settings|self|this|ctx|context|request|req|args|options|opts|params|props|data|user|std|import|vault|secrets?|credentials?|var|local|module|environ|System|Environment|getenv|get|string|str|int|bool|boolean|bytes|any|None)(?:[.[(]|$)|[([][^)\]]{0,80}[)\]]$|[([]$/;

/** Whether a value of a known shape is a sample: a mask or a counted-up alphabet. Words inside it may be chance. */
export function isSample(value: string): boolean {
  return (
    DOCUMENTED_SAMPLES.has(value) ||
    /example|placeholder|your[-_]|xxxxxxx|\*\*\*|\.\.\.|…/i.test(value) ||
    hasFewLetters(value, Math.min(6, Math.floor(value.length / 3))) ||
    isSequence(value)
  );
}

/** Whether a value only stands where a secret would: a sample, a mask, a variable, a call. */
export function isPlaceholder(value: string): boolean {
  if (DOCUMENTED_SAMPLES.has(value) || WORDS.test(value) || REFERENCE.test(value)) return true;
  if (hasFewLetters(value, value.length >= 16 ? 5 : 3)) return true;
  return isSequence(value);
}

// "1234567890abcdef", "abcdefghijklmnop": most steps are +1.
function isSequence(value: string): boolean {
  if (value.length < 8) return false;
  const most = (value.length - 1) * 0.35;
  let others = 0;
  for (let at = 1; at < value.length; at++) {
    const step = value.charCodeAt(at) - value.charCodeAt(at - 1);
    if (step !== 1 && step !== 0 && ++others > most) return false;
  }
  return true;
}
