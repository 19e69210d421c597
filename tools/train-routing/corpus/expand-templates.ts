import type { Random } from "../random.ts";
import { SLOTS } from "./slots.ts";

/** Fills one template: `[a|b|]` picks one, `{slot}` takes a filler, `⏎` is a new line. A repeated slot takes a fresh filler. */
export function expandTemplate(template: string, random: Random): string {
  let text = template;
  for (let depth = 0; depth < 4 && text.includes("["); depth++) {
    text = text.replaceAll(/\[([^[\]]*)\]/g, (_, choices: string) => random.pick(choices.split("|")));
  }
  text = text.replaceAll(/\{([a-z]+)\}/g, (whole, slot: string) => {
    const fillers = SLOTS[slot];
    if (fillers === undefined) throw new Error(`template uses the unknown slot ${whole}: ${template}`);
    return random.pick(fillers);
  });
  return text.replaceAll("⏎", "\n").replaceAll(/ {2,}/g, " ").trim();
}

/** How many different prompts a template can give, roughly. Literal prompts give one. */
export function variety(template: string): number {
  const choices = [...template.matchAll(/\[([^[\]]*)\]/g)].map((match) => match[1]!.split("|").length);
  const slots = [...template.matchAll(/\{([a-z]+)\}/g)].map((match) => SLOTS[match[1]!]?.length ?? 1);
  return [...choices, ...slots].reduce((product, n) => Math.min(product * n, 1000), 1);
}
