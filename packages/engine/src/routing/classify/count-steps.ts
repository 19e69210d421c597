import type { Reading } from "./extract-features.ts";
import { addBits, createHashIndex, getHash, type HashIndex } from "./hash-index.ts";
import { readLexicon } from "./read-lexicon.ts";
import { TOKEN } from "./scan-prompt.ts";
import { NUMBER_WORD } from "./word-problem.ts";

/**
 * What there is to keep track of in a problem beside its quantities, as far as it shows in words: each relation, rate,
 * condition and person or thing referred back to is one more step that can go wrong. None of this knows a benchmark: it
 * is the vocabulary of school arithmetic and of rules (English, Spanish, French, German, Portuguese). A word of two
 * groups takes two steps.
 */
const STEP_WORDS: readonly string[] = [
  "more|less|fewer|than|older|younger|taller|shorter|longer|faster|slower|heavier|bigger|smaller|greater|larger|higher|lower|mas|menos|mayor|menor|plus|moins|mehr|weniger|mais",
  "twice|thrice|half|third|thirds|fourth|fifth|quarter|quarters|double|doubled|triple|tripled|times|fraction|ratio|percent|percentage|doble|mitad|tercio|veces|moitie|tiers|fois|pourcent|doppelt|halfte|drittel|viertel|prozent|dobro|metade|vezes",
  "each|per|every|apiece|times|daily|weekly|hourly|rate|cada|chaque|jede|jeder|jedes|jeden",
  "if|then|after|before|when|until|while|but|however|instead|only|except|unless|si|cuando|pero|despues|antes|mientras|quand|apres|avant|sauf|wenn|dann|danach|bevor|nachdem|aber|nur|quando|depois|enquanto",
  "he|she|they|it|his|her|hers|their|its|him|them|another|ella|ellos|elle|elles|ihr|ihre|seine|dela|dele|eles",
];

let index: HashIndex | undefined;

function stepIndex(): HashIndex {
  const built = createHashIndex(256);
  STEP_WORDS.forEach((words, bit) => {
    const tokens = readLexicon(words);
    for (let i = 0; i < tokens.count; i++) addBits(built, tokens.hash[i]!, 1 << bit);
  });
  return built;
}

/** How many steps a prompt seems to take: quantities in digits or words ("%" is one more), and every word of the groups above. */
export function countSteps({ scan, matches }: Reading): number {
  index ??= stepIndex();
  let steps = 0;
  for (let m = 0; m < matches.count; m++) if (matches.payload[m] === NUMBER_WORD) steps++;
  for (let i = 0; i < scan.tokens; i++) {
    if (scan.kind[i] === TOKEN.number) {
      steps += scan.text.charCodeAt(scan.end[i]!) === PERCENT ? 2 : 1;
      continue;
    }
    for (let bits = getHash(index, scan.hash[i]!); bits > 0; bits &= bits - 1) steps++;
  }
  return steps;
}

const PERCENT = 0x25;
