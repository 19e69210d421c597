/** What a UTF-16 code unit is to the scanner. */
export const CHARACTER = {
  other: 0,
  letter: 1,
  digit: 2,
  space: 3,
  newline: 4,
  /** A character of a script written without spaces: one token each. */
  ideograph: 5,
  stop: 6,
  colon: 7,
  quote: 8,
  mark: 9,
  operator: 10,
} as const;

const CLASS: Uint8Array = new Uint8Array(65536);
/** Folding is the identity beyond Cyrillic. */
const FOLDED = 0x530;
const FOLD: Uint16Array = new Uint16Array(FOLDED);

/**
 * U+00C0 to U+024F in lower case and without accents, a blank for what is no letter. Written out, since asking the
 * runtime (toLowerCase, normalize, \\p{L}) loads its Unicode tables at every start; a test compares the two.
 */
const LATIN =
  "aaaaaaæceeeeiiiiðnooooo øuuuuyþßaaaaaaæceeeeiiiiðnooooo øuuuuyþyaaaaaaccccccccddđđeeeeeeeeeegggggggghhħħiiiiiiiiiıĳĳjjkkĸllllllŀŀłłnnnnnnŉŋŋooooooœœrrrrrrssssssssttttŧŧuuuuuuuuuuuuwwyyyzzzzzzſƀɓƃƃƅƅɔƈƈɖɗƌƌƍǝəɛƒƒɠɣƕɩɨƙƙƚƛɯɲƞɵooƣƣƥƥʀƨƨʃƪƫƭƭʈuuʊʋƴƴƶƶʒƹƹƺƻƽƽƾƿǀǁǂǃǆǆǆǉǉǉǌǌǌaaiioouuuuuuuuuuǝaaaaææǥǥggkkooooʒʒjǳǳǳggƕƿnnaaææøøaaaaeeeeiiiioooorrrruuuussttȝȝhhƞȡȣȣȥȥaaeeooooooooyyȴȵȶȷȸȹⱥȼȼƚⱦȿɀɂɂƀʉʌɇɇɉɉɋɋɍɍɏɏ";

function assign(from: number, to: number, kind: number): void {
  CLASS.fill(kind, from, to + 1);
}

function fillTables(): void {
  for (let c = 0; c < FOLDED; c++) FOLD[c] = c;
  for (let c = 0x61; c <= 0x7a; c++) {
    FOLD[c - 32] = c;
    CLASS[c] = CHARACTER.letter;
    CLASS[c - 32] = CHARACTER.letter;
  }
  for (const c of [0xaa, 0xb5, 0xba]) CLASS[c] = CHARACTER.letter;
  for (let i = 0; i < LATIN.length; i++) {
    const folded = LATIN.charCodeAt(i);
    if (folded === 0x20) continue;
    CLASS[0xc0 + i] = CHARACTER.letter;
    FOLD[0xc0 + i] = folded;
  }
  FOLD[0xdf] = 0x73; // ß reads as s so that a keyboard without it still matches
  assign(0x300, 0x36f, CHARACTER.mark);
  assign(0x370, 0x1fff, CHARACTER.letter);
  for (let c = 0x391; c <= 0x3a9; c++) FOLD[c] = c + 32;
  for (let c = 0x410; c <= 0x42f; c++) FOLD[c] = c + 32;
  for (let c = 0x400; c <= 0x40f; c++) FOLD[c] = c + 80;
  assign(0x64b, 0x652, CHARACTER.mark);
  assign(0xe00, 0xe7f, CHARACTER.ideograph);
  assign(0x3040, 0x30ff, CHARACTER.ideograph);
  assign(0x3400, 0x9fff, CHARACTER.ideograph);
  assign(0xac00, 0xd7af, CHARACTER.ideograph);
  assign(0xf900, 0xfaff, CHARACTER.ideograph);
  assign(0x30, 0x39, CHARACTER.digit);
  assign(0xff10, 0xff19, CHARACTER.digit);
  fillSets();
}

function fillSets(): void {
  const sets: readonly (readonly [string, number])[] = [
    [" \t\u00a0\u3000\r\u200b\ufeff\u202f", CHARACTER.space],
    ["\n\u2028\u2029", CHARACTER.newline],
    [".?!\u3002\uff1f\uff01\u0964\u0965\u061f\u2026", CHARACTER.stop],
    [":\uff1a", CHARACTER.colon],
    ['"\u201c\u201d\u201e\u00ab\u00bb\u300c\u300d\u300e\u300f', CHARACTER.quote],
    ["+*/=<>^%\u00d7\u00f7\u2212\u2264\u2265\u221a\u222b\u2211\u03c0\u2248", CHARACTER.operator],
    [",;()[]{}'\u2019\u2018`-_~@#$&|\\\u060c\u061b\u3001\uff0c\uff1b", CHARACTER.other],
  ];
  for (const [characters, kind] of sets) for (const character of characters) CLASS[character.charCodeAt(0)] = kind;
}

fillTables();

/** The class of a UTF-16 code unit, one of {@link CHARACTER}. */
export function characterClass(code: number): number {
  return CLASS[code]!;
}

/** The code unit in lower case and without its accent, so that "Résumé" and "resume" are one word. */
export function foldCharacter(code: number): number {
  return code < FOLDED ? FOLD[code]! : code;
}

/** The text as the scanner reads it: lower case, no accents. Used by tools and tests, never per prompt. */
export function foldText(text: string): string {
  let folded = "";
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (CLASS[code] !== CHARACTER.mark) folded += String.fromCharCode(foldCharacter(code));
  }
  return folded;
}
