/** A source of numbers in [0, 1) that repeats for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Named lists a template may draw from by `<name>`. */
export type Slots = Readonly<Record<string, readonly string[]>>;

/** One of a list. */
export function pick<T>(list: readonly T[], random: () => number): T {
  return list[Math.floor(random() * list.length)] as T;
}

/** A template made into a text: `{a|b|}` is one of its choices (nested ones too), `<name>` one of a slot's templates, `⦃` and `⦄` are braces. */
export function spin(template: string, slots: Slots, random: () => number): string {
  let text = template;
  for (let depth = 0; depth < 40; depth++) {
    const filled = text.replace(/<([a-z_]+)>/gi, (mark, name: string) =>
      slots[name] === undefined ? mark : pick(slots[name], random),
    );
    const chosen = filled.replace(/\{([^{}]*)\}/g, (_, choices: string) => pick(choices.split("|"), random));
    if (chosen === text) break;
    text = chosen;
  }
  return text
    .replace(/ {2,}/g, " ")
    .replace(/ ([,.!?])/g, "$1")
    .replaceAll("⦃", "{")
    .replaceAll("⦄", "}")
    .trim();
}
