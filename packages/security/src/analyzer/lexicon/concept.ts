/** The ideas that rules and model read in a text, whatever the language. */
export const CONCEPTS = [
  "override",
  "prior",
  "every",
  "instruction",
  "system",
  "reveal",
  "verbatim",
  "role",
  "unrestricted",
  "mode",
  "persona",
  "prime",
  "authority",
  "machine",
  "secret",
  "transmit",
  "fresh",
  "forceOutput",
  "pwned",
  "harm",
  "fiction",
  "delimiter",
  "limit",
  "you",
  "conceal",
  "transform",
  "guard",
  "negation",
  "quoteFrame",
  "security",
  "comply",
  "bypass",
  "tool",
  "priority",
  "thirdParty",
] as const;

/** One of {@link CONCEPTS}. */
export type Concept = (typeof CONCEPTS)[number];

/** Words and phrases by concept, separated by `|`; a trailing `*` stands for any ending. */
export type Lexicon = Partial<Readonly<Record<Concept, string>>>;
