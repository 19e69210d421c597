import type { Row } from "../read-rows.ts";
import { ATTACKS, INJECTIONS } from "./attack-templates.ts";
import { BENIGN, DOCUMENT_INSTRUCTIONS, DOCUMENTS, SENTENCES, SNIPPETS } from "./benign-templates.ts";
import { CASUAL_ATTACKS, CASUAL_INJECTIONS } from "./casual-attack-templates.ts";
import { CASUAL_BENIGN } from "./casual-benign-templates.ts";
import { FURTHER_ATTACKS, FURTHER_BENIGN } from "./further-templates.ts";
import { LANGUAGE_ATTACKS, LANGUAGE_BENIGN } from "./language-templates.ts";
import { MORE_ATTACKS } from "./more-attack-templates.ts";
import { MORE_BENIGN } from "./more-benign-templates.ts";
import { SLOTS } from "./slots.ts";
import { seededRandom, type Slots, spin } from "./spin.ts";

const ALL_SLOTS: Slots = {
  ...SLOTS,
  inj: [...INJECTIONS, ...CASUAL_INJECTIONS],
  doc: DOCUMENTS,
  doc_instruction: DOCUMENT_INSTRUCTIONS,
  sentence: SENTENCES,
  snippet: SNIPPETS,
};
const PER_GENRE = 800;

/** Texts made from templates, the same every time; `source` is the genre, prefixed `synthetic_`. Doubles are left out. */
export function syntheticRows(perGenre: number = PER_GENRE): Row[] {
  const rows: Row[] = [];
  for (const [genre, templates] of Object.entries(ATTACKS))
    rows.push(
      ...make(
        [
          ...templates,
          ...(MORE_ATTACKS[genre] ?? []),
          ...(CASUAL_ATTACKS[genre] ?? []),
          ...(FURTHER_ATTACKS[genre] ?? []),
        ],
        {
          genre,
          label: "attack",
          count: perGenre,
        },
      ),
    );
  for (const [genre, templates] of Object.entries(BENIGN))
    rows.push(
      ...make(
        [
          ...templates,
          ...(MORE_BENIGN[genre] ?? []),
          ...(CASUAL_BENIGN[genre] ?? []),
          ...(FURTHER_BENIGN[genre] ?? []),
        ],
        {
          genre,
          label: "benign",
          count: perGenre * 3,
        },
      ),
    );
  rows.push(...make(LANGUAGE_ATTACKS, { genre: "languages", label: "attack", count: perGenre * 2 }));
  rows.push(...make(LANGUAGE_BENIGN, { genre: "languages_benign", label: "benign", count: perGenre }));
  return rows;
}

function make(
  templates: readonly string[],
  { genre, label, count }: { readonly genre: string; readonly label: Row["label"]; readonly count: number },
): Row[] {
  const random = seededRandom(Array.from(genre).reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7));
  const made = new Map<string, number>();
  for (let tries = 0; made.size < count && tries < count * 4; tries++) {
    const template = Math.floor(random() * templates.length);
    const text = vary(spin(templates[template] ?? "", ALL_SLOTS, random), random);
    if (!made.has(text)) made.set(text, template);
  }
  return Array.from(made, ([text, template]) => ({
    text,
    label,
    source: `synthetic_${genre}`,
    category: genre,
    template,
  }));
}

// People do not always write with capitals and full stops.
function vary(text: string, random: () => number): string {
  const roll = random();
  if (roll < 0.12) return text.toLowerCase();
  if (roll < 0.16) return text.toUpperCase();
  if (roll < 0.24) return text.replace(/[.!?]+$/, "");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
