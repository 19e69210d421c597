/** A stretch of a text and where it begins in it. */
export interface TextPart {
  readonly text: string;
  readonly start: number;
}

/** Longer texts are read in part only: beginning, end, and the blocks richest in telling words. */
export const MAX_WHOLE = 40_000;
const EDGE = 12_000;
const BLOCK = 4000;
const OVERLAP = 400;
const MAX_BLOCKS = 4;

// One pass, no repeats: whatever the text, each position is tried once against a fixed list.
const TELLING =
  /ignor|disregard|forget|instruction|system|prompt|password|secret|jailbr|override|bypass|reveal|assistant|pretend|unrestrict|developer|anweisung|vergiss|consigne|oubli|instruccion|olvid|instruç|esqueç|istruzion|dimentic|инструкц|забудь|忽略|指令|指示|無視|무시|지시|talimat|تعليمات|निर्देश|base64|&#|\\u00|%[2-7][0-9a-f]|(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{60}|\uDB40/gi;

/** The parts of a text worth reading closely. Short texts are one part; of long ones at most 40,000 characters are. Linear. */
export function splitLongText(text: string): TextPart[] {
  if (text.length <= MAX_WHOLE) return [{ text, start: 0 }];
  const counts = new Uint32Array(Math.ceil(text.length / BLOCK));
  TELLING.lastIndex = 0;
  for (let match = TELLING.exec(text); match !== null; match = TELLING.exec(text)) {
    const block = Math.floor(match.index / BLOCK);
    counts[block] = (counts[block] ?? 0) + 1;
    // Enough for this block: go on with the next.
    if ((counts[block] ?? 0) >= 40) TELLING.lastIndex = Math.max(TELLING.lastIndex, (block + 1) * BLOCK);
  }
  const middle = Array.from(counts, (count, block) => ({ count, block })).filter(
    ({ count, block }) =>
      count > 0 && block * BLOCK >= EDGE - BLOCK && (block + 1) * BLOCK <= text.length - EDGE + BLOCK,
  );
  const chosen = middle.sort((a, b) => b.count - a.count || a.block - b.block).slice(0, MAX_BLOCKS);
  const part = (start: number, end: number): TextPart => ({ text: text.slice(start, end), start });
  return [
    part(0, EDGE),
    part(text.length - EDGE, text.length),
    ...chosen.map(({ block }) => part(Math.max(0, block * BLOCK - OVERLAP), (block + 1) * BLOCK)),
  ];
}
