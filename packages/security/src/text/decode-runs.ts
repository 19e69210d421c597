import { decodeBase64 } from "./decode-base64.ts";
import { looksLikeWriting, type TextView } from "./text-view.ts";

interface Encoding {
  readonly run: RegExp;
  readonly decode: (run: string) => string;
}

// Lines of one block may be wrapped; a run may therefore hold single line breaks.
const ENCODINGS: readonly Encoding[] = [
  {
    run: /(?:[01]{8}[ ,_\n-]{0,2}){5,4000}/g,
    decode: (run) => utf8((run.match(/[01]{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2))),
  },
  {
    run: /(?<![0-9a-z])(?:(?:0x)?[0-9a-f]{2}[ ,:;\n-]{0,2}){8,20000}/gi,
    decode: (run) =>
      utf8((run.replaceAll(/0x/gi, "").match(/[0-9a-f]{2}/gi) ?? []).map((byte) => Number.parseInt(byte, 16))),
  },
  { run: /(?:\b\d{2,3}\b[ ,;\n-]{1,2}){7,8000}\d{2,3}/g, decode: (run) => utf8((run.match(/\d+/g) ?? []).map(Number)) },
  {
    run: /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{16,30000}(?:\r?\n[A-Za-z0-9+/_-]{16,30000}){0,400}={0,2}/g,
    decode: base64Text,
  },
  { run: /(?<![A-Z2-7])[A-Z2-7]{16,20000}={0,6}/g, decode: decodeBase32 },
  { run: /[.\-·–−_]{1,6}(?:[ /|\n]{1,3}[.\-·–−_]{1,6}){9,4000}/g, decode: decodeMorse },
];
const MAX_VIEWS = 6;

/** What runs of base64, base32, hexadecimal, binary, decimal codes and Morse say, where they say something readable. */
export function decodeRuns(text: string): TextView[] {
  const views: TextView[] = [];
  for (const { run, decode } of ENCODINGS) {
    run.lastIndex = 0;
    let tries = 0;
    for (let match = run.exec(text); match !== null && views.length < MAX_VIEWS && tries < 60; match = run.exec(text)) {
      tries++;
      const decoded = decode(match[0].slice(0, 40_000));
      if (looksLikeWriting(decoded))
        views.push({ kind: "encoded", text: decoded, start: match.index, end: match.index + match[0].length });
    }
  }
  return views;
}

function utf8(bytes: readonly number[]): string {
  return bytes.some((byte) => byte > 255) ? "" : new TextDecoder().decode(new Uint8Array(bytes));
}

function base64Text(run: string): string {
  // A long lower-case word or path is no base64.
  return /[A-Z]/.test(run) && /[a-z]/.test(run) ? new TextDecoder().decode(decodeBase64(run)) : "";
}

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

function decodeBase32(run: string): string {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (let i = 0; i < run.length; i++) {
    const value = BASE32.indexOf(run.charAt(i));
    if (value < 0) continue;
    held = ((held << 5) | value) & 0xffff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 255);
  }
  return utf8(bytes);
}

const MORSE =
  ".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --.. ----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----.".split(
    " ",
  );
const MORSE_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

function decodeMorse(run: string): string {
  const words = run
    .replaceAll("·", ".")
    .replaceAll(/[–−_]/g, "-")
    .split(/\s{0,2}[/|]\s{0,2}|\n|\s{3}/);
  return words
    .map((word) =>
      word
        .split(" ")
        .map((sign) => MORSE_LETTERS[MORSE.indexOf(sign)] ?? "")
        .join(""),
    )
    .join(" ");
}
