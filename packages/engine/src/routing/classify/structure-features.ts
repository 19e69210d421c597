import { CHARACTER, characterClass } from "./character-classes.ts";
import { addFeature, WHOLE_PROMPT, type Features } from "./features.ts";
import type { InstructionSpans } from "./find-instruction.ts";
import { ENDING, SEGMENT, TOKEN, type Scan } from "./scan-prompt.ts";

/** What each structural feature reads as to a person, in the order the trained weights know them. */
export const STRUCTURE_NAMES: readonly string[] = [
  "any prompt",
  "one or two words",
  "three or four words",
  "up to eight words",
  "up to fifteen words",
  "up to thirty words",
  "up to sixty words",
  "a long instruction",
  "a text given beside it",
  "a long text given beside it",
  "a quoted text",
  "a fenced code block",
  "a labelled field",
  "several labelled fields",
  "a question",
  "a question somewhere",
  "one number",
  "two numbers",
  "three or four numbers",
  "five to eight numbers",
  "many numbers",
  "mostly numbers",
  "an arithmetic sign",
  "several arithmetic signs",
  "many arithmetic signs",
  "a few code marks",
  "code marks",
  "many code marks",
  "LaTeX",
  "a formula between dollar signs",
  "a blank to fill",
  "a link",
  "command-line flags",
  "emoji",
  "a bare list of words",
  "lettered answer options",
  "several lines",
  "many lines",
  "a language other than English",
  "a slash command",
  "no question and no text beside it",
  "ends with a colon",
  "numbers in the instruction",
  "several sentences",
  "numbers in the material",
  "many numbers in the material",
  "a word problem",
];

const STRUCTURE = {
  any: 0,
  length: 1,
  text: 8,
  longText: 9,
  quoted: 10,
  fenced: 11,
  label: 12,
  labels: 13,
  asks: 14,
  questionAnywhere: 15,
  numbers: 16,
  mostlyNumbers: 21,
  operators: 22,
  codeMarks: 25,
  latex: 28,
  dollars: 29,
  blank: 30,
  link: 31,
  flags: 32,
  emoji: 33,
  wordList: 34,
  options: 35,
  lines: 36,
  manyLines: 37,
  foreign: 38,
  slash: 39,
  bareCommand: 40,
  endsWithColon: 41,
  instructionNumbers: 42,
  sentences: 43,
  materialNumbers: 44,
  wordProblem: 46,
} as const;

const LENGTHS = [2, 4, 8, 15, 30, 60] as const;
const NUMBERS = [1, 2, 4, 8] as const;

function bucket(bounds: readonly number[], value: number): number {
  let i = 0;
  while (i < bounds.length && value > bounds[i]!) i++;
  return i;
}

/** Counts of tokens that the structure is judged by. */
export interface StructureFacts {
  readonly numbers: number;
  readonly instructionNumbers: number;
  /** Numbers outside quotations, fences and a text that a cue in the instruction sets aside. */
  readonly problemNumbers: number;
  readonly options: number;
  readonly sentences: number;
  readonly lineBreaks: number;
}

/** What the structure is judged by beside the words. */
export interface StructureEvidence {
  readonly isForeign: boolean;
  /** Several quantities are told and one is asked for. */
  readonly isWordProblem: boolean;
}

/** Adds the structural features of a prompt. None depends on upper or lower case, or on how many spaces there are. */
export function addStructure(
  features: Features,
  scan: Scan,
  spans: InstructionSpans,
  { isForeign, isWordProblem }: StructureEvidence,
): StructureFacts {
  const facts = countStructure(scan, spans);
  const add = (id: number, value = 1): void => addFeature(features, id, value, WHOLE_PROMPT);
  add(STRUCTURE.any);
  add(STRUCTURE.length + bucket(LENGTHS, spans.words));
  addMaterial(add, scan, spans);
  addNumbers(add, scan, facts);
  addMarks(add, scan);
  if (facts.options >= 2) add(STRUCTURE.options);
  if (isWordList(scan, facts)) add(STRUCTURE.wordList);
  if (facts.lineBreaks >= 2) add(facts.lineBreaks >= 9 ? STRUCTURE.manyLines : STRUCTURE.lines);
  if (isForeign) add(STRUCTURE.foreign);
  if (facts.sentences >= 3) add(STRUCTURE.sentences);
  if (isWordProblem) add(STRUCTURE.wordProblem);
  return facts;
}

type Add = (id: number, value?: number) => void;

function addMaterial(add: Add, scan: Scan, spans: InstructionSpans): void {
  if (spans.payloadWords >= 8) add(spans.payloadWords >= 60 ? STRUCTURE.longText : STRUCTURE.text);
  if (spans.quotedWords >= 3) add(STRUCTURE.quoted);
  if (scan.counts.fences > 0) add(STRUCTURE.fenced);
  if (spans.labels > 0) add(spans.labels > 1 ? STRUCTURE.labels : STRUCTURE.label);
  if (spans.asks) add(STRUCTURE.asks);
  else if (scan.counts.questions > 0) add(STRUCTURE.questionAnywhere);
  else if (spans.payloadWords < 8) add(STRUCTURE.bareCommand);
  if (scan.segments > 0 && scan.ending[scan.segments - 1] === ENDING.colon) add(STRUCTURE.endsWithColon);
}

function addNumbers(add: Add, scan: Scan, facts: StructureFacts): void {
  const material = facts.numbers - facts.problemNumbers;
  if (facts.problemNumbers > 0) add(STRUCTURE.numbers + bucket(NUMBERS, facts.problemNumbers));
  if (material > 0) add(STRUCTURE.materialNumbers + bucket([3], material));
  if (facts.numbers * 3 >= scan.tokens && facts.numbers > 0) add(STRUCTURE.mostlyNumbers);
  if (facts.instructionNumbers >= 2) add(STRUCTURE.instructionNumbers);
}

function addMarks(add: Add, scan: Scan): void {
  const counts = scan.counts;
  if (counts.operators > 0) add(STRUCTURE.operators + bucket([2, 6], counts.operators));
  if (counts.codeMarks > 0) add(STRUCTURE.codeMarks + bucket([2, 7], counts.codeMarks));
  if (counts.latex > 0) add(STRUCTURE.latex);
  if (counts.dollars >= 2) add(STRUCTURE.dollars);
  if (counts.blanks > 0) add(STRUCTURE.blank);
  if (counts.urls > 0) add(STRUCTURE.link);
  if (counts.longFlags > 0) add(STRUCTURE.flags);
  if (counts.emoji > 0) add(STRUCTURE.emoji);
  if (startsWithSlash(scan.text)) add(STRUCTURE.slash);
}

function startsWithSlash(text: string): boolean {
  let at = 0;
  while (at < 7 && isBlank(characterClass(text.charCodeAt(at)))) at++;
  return text.charCodeAt(at) === 0x2f;
}

function isBlank(kind: number): boolean {
  return kind === CHARACTER.space || kind === CHARACTER.newline;
}

function countStructure(scan: Scan, spans: InstructionSpans): StructureFacts {
  let numbers = 0;
  let instructionNumbers = 0;
  let problemNumbers = 0;
  for (let i = 0; i < scan.tokens; i++) {
    if (scan.kind[i] !== TOKEN.number) continue;
    numbers++;
    instructionNumbers += spans.isInstruction[i]!;
    const isApart = (scan.flags[scan.segmentOf[i]!]! & (SEGMENT.quoted | SEGMENT.fenced)) !== 0;
    if (spans.isInstruction[i] === 1 || !(spans.isWorkOnText || isApart)) problemNumbers++;
  }
  let lineBreaks = 0;
  let sentences = 0;
  for (let s = 0; s < scan.segments; s++) {
    if (scan.flags[s]! & SEGMENT.lineStart && scan.endToken[s]! > scan.firstToken[s]!) lineBreaks++;
    if (scan.endToken[s]! - scan.firstToken[s]! >= 3) sentences++;
  }
  return { numbers, instructionNumbers, problemNumbers, options: countOptions(scan), sentences, lineBreaks };
}

/** Counts steps b, c, d … of a lettered list: "B." "(b)" "c)" in order. */
function countOptions(scan: Scan): number {
  let expected = 0;
  for (let i = 0; i < scan.tokens; i++) {
    const start = scan.start[i]!;
    if (scan.end[i]! - start !== 1 || scan.kind[i] !== TOKEN.word) continue;
    const letter = (scan.text.charCodeAt(start) | 32) - 97;
    const next = scan.text.charCodeAt(start + 1);
    const isMark = next === 0x29 || next === 0x2e || next === 0x3a;
    if (isMark && letter === expected) expected++;
    else if (isMark && letter === 0) expected = 1;
  }
  return expected - 1;
}

/** "dog, frisbee, catch, throw": commas between nearly all the words and nothing else. */
function isWordList(scan: Scan, facts: StructureFacts): boolean {
  const { commas, questions, operators } = scan.counts;
  if (commas < 3 || questions > 0 || operators > 0 || facts.numbers > 0) return false;
  return scan.tokens <= commas * 1.7 + 1 && scan.segments <= 3;
}
