import { writeFileSync } from "node:fs";
import { buildIndex } from "../../packages/security/src/analyzer/lexicon/build-index.ts";
import { packIndex } from "../../packages/security/src/analyzer/lexicon/lexicon-index.ts";

// Writes the packed lexicon. Run it after a change to `english.ts`, `languages.ts` or the folding; a test tells when it is due.
const { numbers, stems } = packIndex(buildIndex());
const bytes = Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);
const source = `// Written by tools/train-security/build-lexicon.ts; do not edit.
/** Words, phrases and their ideas as little-endian 32-bit numbers in base64; see \`packIndex\`. */
export const PACKED_NUMBERS =
  "${bytes.toString("base64")}" as string;

/** The stems those numbers mean. */
export const PACKED_STEMS = ${JSON.stringify(stems)} as string;
`;
writeFileSync(new URL("../../packages/security/src/analyzer/lexicon/packed-lexicon.ts", import.meta.url), source);
process.stdout.write(`${numbers.length} numbers, ${source.length} characters\n`);
