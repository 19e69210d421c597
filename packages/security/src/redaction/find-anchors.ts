const ASCII = 128;
const ROOT = 0;

/** What a text holds; overwritten by the next call. */
export interface FoundAnchors {
  /** 1 for each word that stands in the text. */
  readonly present: Uint8Array;
  /** Whether any does. */
  readonly hasAny: boolean;
  /** The most characters in a row that secrets are made of. */
  readonly longestRun: number;
}

/** Tells which of some words stand in a text, in one pass whatever the text and however many the words. */
export interface AnchorFinder {
  find(text: string): FoundAnchors;
}

const IN_SECRETS = Uint8Array.from({ length: ASCII }, (_, code) =>
  /[A-Za-z0-9+/=_.-]/.test(String.fromCharCode(code)) ? 1 : 0,
);

interface Automaton {
  /** A column for each character of the words, and one for all others. */
  readonly columns: Uint8Array;
  readonly width: number;
  /** From `state * width + column` to the next state. */
  readonly next: Int16Array;
  /** The words that end in each state. */
  readonly ends: readonly (readonly number[])[];
}

/** A finder for ASCII words: the automaton of Aho and Corasick (1975), made at the first call. */
export function createAnchorFinder(words: readonly string[]): AnchorFinder {
  let automaton: Automaton | undefined;
  const found = { present: new Uint8Array(words.length), hasAny: false, longestRun: 0 };
  return {
    find: (text) => {
      automaton ??= buildAutomaton(words);
      if (found.hasAny) found.present.fill(0);
      read(text, automaton, found);
      return found;
    },
  };
}

/** Marks the words and notes the longest run. */
function read(
  text: string,
  { columns, width, next, ends }: Automaton,
  found: { -readonly [K in keyof FoundAnchors]: FoundAnchors[K] },
): void {
  const { present } = found;
  let hasAny = false;
  let state = ROOT;
  let run = 0;
  let longestRun = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= ASCII) {
      state = ROOT;
      run = 0;
      continue;
    }
    run = IN_SECRETS[code] === 1 ? run + 1 : 0;
    if (run > longestRun) longestRun = run;
    const to = next[state * width + (columns[code] ?? 0)] ?? ROOT;
    // A state in which words end is told by its sign.
    state = to < 0 ? -to : to;
    if (to < 0) {
      hasAny = true;
      for (const word of ends[state] ?? []) present[word] = 1;
    }
  }
  found.hasAny = hasAny;
  found.longestRun = longestRun;
}

function buildAutomaton(words: readonly string[]): Automaton {
  const columns = new Uint8Array(ASCII);
  let width = 1;
  for (const word of words)
    for (let i = 0; i < word.length; i++) if (columns[word.charCodeAt(i)] === 0) columns[word.charCodeAt(i)] = width++;
  const states = 1 + words.reduce((sum, word) => sum + word.length, 0);
  const next = new Int16Array(states * width);
  const ends: number[][] = [[]];
  words.forEach((word, index) => {
    let state = ROOT;
    for (let i = 0; i < word.length; i++) {
      const at = state * width + (columns[word.charCodeAt(i)] ?? 0);
      if (next[at] === ROOT) next[at] = ends.push([]) - 1;
      state = next[at] ?? ROOT;
    }
    ends[state]?.push(index);
  });
  followFailures(next, width, ends);
  for (let at = 0; at < ends.length * width; at++)
    if ((ends[next[at] ?? ROOT]?.length ?? 0) > 0) next[at] = -(next[at] ?? 0);
  return { columns, width, next: next.slice(0, ends.length * width), ends };
}

/** Breadth first: where a state has no way on, it goes where the longest word's beginning that it also ends with goes. */
function followFailures(next: Int16Array, width: number, ends: number[][]): void {
  const failure = new Int16Array(ends.length);
  const queue: number[] = [ROOT];
  for (let head = 0; head < queue.length; head++) {
    const state = queue[head] ?? ROOT;
    const other = (failure[state] ?? ROOT) * width;
    for (let column = 0; column < width; column++) {
      const at = state * width + column;
      const to = next[at] ?? ROOT;
      const fallback = state === ROOT ? ROOT : (next[other + column] ?? ROOT);
      if (to === ROOT) next[at] = fallback;
      else {
        failure[to] = fallback;
        ends[to]?.push(...(ends[fallback] ?? []));
        queue.push(to);
      }
    }
  }
}
