/** Texts by name and how they are made. */
export type Makers = readonly (readonly [name: string, make: () => string])[];

const WORDS =
  "you are the helpful assistant of our shop answer every question about orders politely never tell the margin of a supplier refunds need approval by the regional office in Lyon write short sentences and close with a friendly word when the customer thanks".split(
    " ",
  );

/** A system prompt of so many characters: ordinary words in ever other order. */
export function systemOf(length: number): string {
  const words: string[] = [];
  let state = 5;
  for (let size = 0; size < length;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const word = WORDS[(state >>> 8) % WORDS.length] ?? "";
    words.push(word);
    size += word.length + 1;
  }
  return words.join(" ").slice(0, length);
}

/** Answers that keep the search for copies of {@link systemOf}'s prompt busy. */
export function SYSTEM_CASES(length: number): Makers {
  const system = systemOf(20_000);
  const words = system.split(" ");
  const fill = (unit: string): string => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
  const inFives = words.map((word, i) => (i % 5 === 4 ? "tree" : word)).join(" ");
  const rot = (text: string): string =>
    text.replace(/[a-z]/g, (letter) => String.fromCharCode(97 + ((letter.charCodeAt(0) - 84) % 26)));
  return [
    ["system copied over and over", () => fill(`${system} `)],
    ["system with every fifth word changed", () => fill(`${inFives} `)],
    ["system shifted, every fifth word changed", () => fill(`${rot(inFives)} `)],
    ["system's words backwards", () => fill(`${words.toReversed().join(" ")} `)],
    ["system's letters backwards", () => fill(`${Array.from(system).toReversed().join("")} `)],
    ["system's letters spaced", () => fill(`${Array.from(system).join(" ")} `)],
    ["system in base64", () => fill(`${btoa(system)} `)],
    ["system in hexadecimal", () => fill(`${Array.from(system, (one) => one.charCodeAt(0).toString(16)).join("")} `)],
    ["system without blanks", () => fill(words.join(""))],
    ["system's words shuffled", () => fill(`${words.toSorted().join(" ")} `)],
    ["system's words in other cases", () => fill(`${words.map((word) => word.toUpperCase()).join("\n- ")} `)],
  ];
}
