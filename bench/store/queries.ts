import { seeded, text, VOCABULARY } from "./make-history.ts";

/** 400 queries of the kinds people type: rare and middling words, two words, beginnings, phrases, and words that are everywhere. */
export function queries(): readonly string[] {
  const random = seeded(11);
  const middling = (): string => VOCABULARY[100 + Math.floor(random() * 20_000)] ?? "";
  const frequent = (): string => VOCABULARY[Math.floor(random() * 100)] ?? "";
  const kinds: readonly (() => string)[] = [
    () => `"${middling()}"`,
    () => `"${middling()}"`,
    () => middling(),
    () => `${frequent()} ${middling()}`,
    () => `${frequent()} ${frequent()} `,
    () => `${middling().slice(0, 4)}*`,
    () => `${frequent().slice(0, 3)}`,
    () => `"${text(random, 2)}"`,
    () => `"${frequent()}"`,
    () => `${middling()} -${frequent()} `,
  ];
  return Array.from({ length: 400 }, (_, index) => kinds[index % kinds.length]?.() ?? "");
}
