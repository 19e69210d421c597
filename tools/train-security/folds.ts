import type { Row } from "./read-rows.ts";

/** Authors and sources that are held out together, whole. Synthetic genres are spread over the folds too. */
export const SOURCE_FOLDS: readonly (readonly string[])[] = [
  [
    "boris",
    "nils",
    "kira",
    "routing_sol",
    "dara",
    "jailbreak_llms_discord_web",
    "arena_hard_v2",
    "synthetic_override",
    "synthetic_trigger_words",
    "synthetic_mention_rule",
    "synthetic_polite_extraction",
    "synthetic_claim_ok",
    "synthetic_format_hijack",
  ],
  [
    "iris",
    "ravi",
    "theo",
    "routing_june",
    "routing_lena",
    "awesome_prompts",
    "synthetic_extraction",
    "synthetic_persona",
    "synthetic_security_work",
    "synthetic_agent",
    "synthetic_everyday",
    "synthetic_tongues_honest",
  ],
  [
    "otto",
    "ines",
    "olga",
    "routing_milo",
    "finn",
    "wildguard_benign",
    "synthetic_secret_game",
    "synthetic_marker",
    "synthetic_fiction_ok",
    "synthetic_mention_report",
    "synthetic_claim",
    "synthetic_format_ok",
  ],
  [
    "sami",
    "sven",
    "mara",
    "routing_noor",
    "routing_pavel",
    "taskmix",
    "bipia_train_ctx",
    "synthetic_forced",
    "synthetic_languages",
    "synthetic_languages_benign",
    "synthetic_mention_teach",
    "synthetic_persona_long",
    "synthetic_agent_ok",
  ],
  [
    "yara",
    "petra",
    "jun",
    "routing_rana",
    "strongweak",
    "synthetic_harm_wrapped",
    "synthetic_embedded",
    "synthetic_document",
    "synthetic_mention_build",
    "synthetic_security_talk",
    "synthetic_framed",
    "synthetic_tongues",
    "synthetic_tongues_mention",
    "synthetic_role_ok",
    "synthetic_smuggled",
  ],
];

/** The fold in which a row's whole source is held out: how the detector does on a kind of text it has never met. */
export function sourceFold(row: Row): number {
  const fold = SOURCE_FOLDS.findIndex((sources) => sources.includes(row.author ?? row.source));
  if (fold < 0) throw new Error(`No fold holds the source ${row.source}.`);
  return fold;
}

/** The fold in which a row is held out for setting thresholds: real sources whole, synthetic texts by template, so that their wording is new but their genre is not. */
export function templateFold(row: Row): number {
  return row.template === undefined ? sourceFold(row) : row.template % SOURCE_FOLDS.length;
}
