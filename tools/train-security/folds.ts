import type { Row } from "./read-rows.ts";

/** Sources that are held out together, whole. Synthetic genres are spread over the folds too. */
export const SOURCE_FOLDS: readonly (readonly string[])[] = [
  ["jailbreak_llms_discord_web", "arena_hard_v2", "synthetic_override", "synthetic_trigger_words"],
  ["awesome_prompts", "synthetic_extraction", "synthetic_persona", "synthetic_security_work"],
  ["wildguard_benign", "synthetic_secret_game", "synthetic_marker", "synthetic_fiction_ok"],
  ["taskmix", "bipia_train_ctx", "synthetic_forced", "synthetic_languages", "synthetic_languages_benign"],
  ["strongweak", "synthetic_harm_wrapped", "synthetic_embedded", "synthetic_document"],
];

/** The fold in which a row's whole source is held out: how the detector does on a kind of text it has never met. */
export function sourceFold(row: Row): number {
  const fold = SOURCE_FOLDS.findIndex((sources) => sources.includes(row.source));
  if (fold < 0) throw new Error(`No fold holds the source ${row.source}.`);
  return fold;
}

/** The fold in which a row is held out for setting thresholds: real sources whole, synthetic texts by template, so that their wording is new but their genre is not. */
export function templateFold(row: Row): number {
  return row.template === undefined ? sourceFold(row) : row.template % SOURCE_FOLDS.length;
}
