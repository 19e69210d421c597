import { createScan, scanPrompt, type Scan } from "./scan-prompt.ts";

/** Called for each token of a lexicon text: token `i` of `scan`, the offset of the scanned piece in the text, and whether a phrase starts. */
export type LexiconVisitor = (scan: Scan, i: number, offset: number, startsPhrase: boolean) => void;

/** Code units scanned at once; no more tokens than the scanner's buffers hold. */
const PIECE = 2400;
const BAR = 0x7c;

let buffers: Scan | undefined;

/**
 * Reads phrases separated by "|" with the scanner that reads prompts, so that both agree on what a word is.
 * Many phrases a pass: this runs at the first classification of a process, where every object made counts.
 */
export function readLexicon(text: string, visit: LexiconVisitor): void {
  const scan = (buffers ??= createScan());
  let offset = 0;
  while (offset < text.length) {
    const piece = text.slice(offset, pieceEnd(text, offset));
    scanPrompt(scan, piece);
    let at = 0;
    let startsPhrase = true;
    for (let i = 0; i < scan.tokens; i++) {
      for (const start = scan.start[i]!; at < start; at++) startsPhrase ||= piece.charCodeAt(at) === BAR;
      visit(scan, i, offset, startsPhrase);
      startsPhrase = false;
    }
    offset += piece.length;
  }
}

/** The end of a piece: right before a bar or a blank between phrases, or the end of the text. */
function pieceEnd(text: string, offset: number): number {
  if (text.length - offset <= PIECE) return text.length;
  const bar = text.lastIndexOf("|", offset + PIECE);
  return bar > offset ? bar : text.lastIndexOf(" ", offset + PIECE);
}
