/** What a prompt says about where it may go. */
export interface PrivacyWords {
  /** As written. */
  readonly phrase: string;
  /** `explicit`: it says where the text may not go; `hint`: it says the text is sensitive. */
  readonly strength: "explicit" | "hint";
}

/** Phrases in eight languages, lower case. Explicit ones name the place; hints only the sensitivity. */
const EXPLICIT: readonly string[] = [
  "offline only",
  "only offline",
  "local only",
  "locally only",
  "only locally",
  "keep this local",
  "keep it local",
  "keep this offline",
  "stay offline",
  "stays offline",
  "no cloud",
  "not the cloud",
  "without the cloud",
  "don't send this to the cloud",
  "do not send this to the cloud",
  "never leave this machine",
  "must not leave this machine",
  "not leave my machine",
  "on this machine only",
  "only on this machine",
  "only on my machine",
  "on-device only",
  "don't upload this",
  "do not upload this",
  "nur lokal",
  "nur offline",
  "nicht in die cloud",
  "keine cloud",
  "auf diesem rechner bleiben",
  "solo local",
  "solo sin conexión",
  "sin la nube",
  "no lo subas a la nube",
  "uniquement en local",
  "hors ligne uniquement",
  "pas de cloud",
  "sans le cloud",
  "somente local",
  "apenas local",
  "apenas offline",
  "sem nuvem",
  "只在本地",
  "仅限本地",
  "仅本地",
  "不要上传",
  "离线处理",
  "不要上云",
  "ローカルのみ",
  "オフラインのみ",
  "クラウドに送らない",
  "アップロードしない",
  "केवल स्थानीय",
  "सिर्फ ऑफलाइन",
  "केवल ऑफलाइन",
  "क्लाउड पर मत",
];
const HINTS: readonly string[] = [
  "keep this confidential",
  "keep it confidential",
  "keep this private",
  "keep it private",
  "keep this secret",
  "strictly confidential",
  "this is confidential",
  "confidential:",
  "highly confidential",
  "do not share this",
  "don't share this",
  "for internal use only",
  "this is private",
  "this is sensitive",
  "streng vertraulich",
  "bitte vertraulich",
  "das ist vertraulich",
  "vertraulich behandeln",
  "esto es confidencial",
  "mantén esto en privado",
  "estrictamente confidencial",
  "c'est confidentiel",
  "strictement confidentiel",
  "garde ceci confidentiel",
  "isto é confidencial",
  "estritamente confidencial",
  "mantenha isto em sigilo",
  "请保密",
  "机密",
  "保密内容",
  "不要外传",
  "極秘",
  "機密",
  "社外秘",
  "秘密にして",
  "गोपनीय रख",
  "यह गोपनीय है",
  "निजी रख",
];

/** Code units read at each end: a person says this first or last, the rest is material. */
const WINDOW = 1200;

/** What the prompt itself says about privacy, explicit phrases first; undefined if nothing. Constant time in the prompt's length. */
export function privacyWordsIn(prompt: string): PrivacyWords | undefined {
  const text = (
    prompt.length <= 2 * WINDOW ? prompt : `${prompt.slice(0, WINDOW)}\n${prompt.slice(-WINDOW)}`
  ).toLowerCase();
  const explicit = firstIn(text, EXPLICIT);
  if (explicit !== undefined) return { phrase: explicit, strength: "explicit" };
  const hint = firstIn(text, HINTS);
  return hint === undefined ? undefined : { phrase: hint, strength: "hint" };
}

/** Every phrase holds one of these pieces; most prompts hold none, and then no phrase is looked for. */
const PIECES: RegExp =
  /offline|local|lokal|cloud|machine|device|upload|confiden|priva|secret|share|internal|sensitive|rechner|vertraulich|conexión|nube|ligne|nuvem|sigilo|本地|上传|离线|上云|ローカル|オフライン|クラウド|アップロード|स्थानीय|ऑफलाइन|क्लाउड|保密|机密|外传|極秘|機密|社外秘|秘密|गोपनीय|निजी/u;

function firstIn(text: string, phrases: readonly string[]): string | undefined {
  if (!PIECES.test(text)) return undefined;
  return phrases.find((phrase) => text.includes(phrase));
}
