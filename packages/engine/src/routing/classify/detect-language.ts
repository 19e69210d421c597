import { getHash } from "./hash-index.ts";
import type { FeatureSpace } from "./model.ts";
import { TOKEN, type Scan } from "./scan-prompt.ts";

/** Scratch for counting; one slot a language. */
export interface LanguageVotes {
  readonly counts: Int32Array;
}

/**
 * The primary language code of a text: by script where a script decides (zh, ja, ko, hi, ar, ru, el, he, th …),
 * else by stopwords among Latin-script languages, English on a tie or without evidence.
 */
export function detectLanguage(space: FeatureSpace, scan: Scan, votes: LanguageVotes): string {
  const byScript = detectScript(scan);
  if (byScript !== undefined) return byScript;
  const { counts } = votes;
  counts.fill(0);
  const { languages, stopwords } = space;
  for (let i = 0; i < scan.tokens; i++) {
    let mask = getHash(stopwords, scan.hash[i]!);
    for (let bit = 0; mask > 0; bit++, mask >>= 1) counts[bit]! += mask & 1;
  }
  let best = 0;
  for (let bit = 1; bit < languages.length; bit++) if (counts[bit]! > counts[best]!) best = bit;
  return languages[best]!;
}

const SCRIPTS: readonly (readonly [number, number, string])[] = [
  [0x370, 0x3ff, "el"],
  [0x400, 0x52f, "ru"],
  [0x590, 0x5ff, "he"],
  [0x600, 0x6ff, "ar"],
  [0x900, 0x97f, "hi"],
  [0x980, 0x9ff, "bn"],
  [0xb80, 0xbff, "ta"],
  [0xe00, 0xe7f, "th"],
  [0x3040, 0x30ff, "ja"],
  [0x3400, 0x9fff, "zh"],
  [0xac00, 0xd7af, "ko"],
];

function detectScript(scan: Scan): string | undefined {
  let latin = 0;
  const seen = new Map<string, number>();
  for (let i = 0; i < scan.tokens; i++) {
    if (scan.kind[i] === TOKEN.number) continue;
    const code = scan.text.charCodeAt(scan.start[i]!);
    if (code < 0x370) latin++;
    else
      for (const [from, to, language] of SCRIPTS) {
        if (code >= from && code <= to) seen.set(language, (seen.get(language) ?? 0) + 1);
      }
  }
  return strongestScript(seen, latin);
}

/** Kana decides for Japanese even among many more Chinese characters. */
function strongestScript(seen: Map<string, number>, latin: number): string | undefined {
  const kana = seen.get("ja") ?? 0;
  const han = seen.get("zh") ?? 0;
  if (kana > 0 && kana * 8 >= han && kana + han > latin) return "ja";
  let best: string | undefined;
  let most = latin;
  for (const [language, count] of seen) {
    if (count > most) {
      best = language;
      most = count;
    }
  }
  return best;
}
