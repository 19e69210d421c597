import type { Migration } from "../migrate.ts";

/** For encrypted histories: which words are known, by stand-in, and the words themselves, sealed many together. Empty where nothing is encrypted. */
export const vocabulary: Migration = {
  version: 2,
  name: "vocabulary",
  sql: `
CREATE TABLE word (stand_in TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE word_list (rid INTEGER PRIMARY KEY AUTOINCREMENT, words BLOB NOT NULL) STRICT;
`,
};
