import type { Database } from "../database/database.ts";
import type { ContentCodec } from "../encryption/content-codec.ts";
import { NO_VOCABULARY, sealedVocabulary } from "../encryption/vocabulary.ts";
import { SEARCH_FIELDS, type SearchableText } from "./searchable-text.ts";
import { withoutEscapes } from "./without-escapes.ts";

/** Writes the two full-text indexes. They keep no text, so forgetting needs exactly the text that was added. */
export interface SearchIndex {
  addTurn(rid: number, text: SearchableText): void;
  forgetTurn(rid: number, text: SearchableText): void;
  addTitle(rid: number, title: string): void;
  forgetTitle(rid: number, title: string): void;
  /** Empties both indexes, before everything is added anew. */
  clear(): void;
  /** Other words of an encrypted history that begin so; none where the index itself finds beginnings. */
  beginningWith(start: string): readonly string[];
  /** After texts were removed for good: nothing is kept of words that no text has any more. */
  prune(): void;
}

/** The indexes of one database under one codec. */
export function searchIndex(database: Database, codec: ContentCodec): SearchIndex {
  const { standIn } = codec;
  const vocabulary = standIn === undefined ? NO_VOCABULARY : sealedVocabulary(database, { ...codec, standIn });
  const indexed = (text: string): string => codec.indexText(withoutEscapes(text));
  const fields = (text: SearchableText): string[] => SEARCH_FIELDS.map((field) => indexed(text[field]));
  return {
    addTurn: (rid, text) => {
      vocabulary.learn(SEARCH_FIELDS.map((field) => withoutEscapes(text[field])));
      database
        .prepare("INSERT INTO search_turn (rowid, question, answer, reasoning, attachment) VALUES (?, ?, ?, ?, ?)")
        .run(rid, ...fields(text));
    },
    forgetTurn: (rid, text) => {
      database
        .prepare(
          "INSERT INTO search_turn (search_turn, rowid, question, answer, reasoning, attachment) VALUES ('delete', ?, ?, ?, ?, ?)",
        )
        .run(rid, ...fields(text));
    },
    addTitle: (rid, title) => {
      vocabulary.learn([withoutEscapes(title)]);
      database.prepare("INSERT INTO search_title (rowid, title) VALUES (?, ?)").run(rid, indexed(title));
    },
    forgetTitle: (rid, title) => {
      database
        .prepare("INSERT INTO search_title (search_title, rowid, title) VALUES ('delete', ?, ?)")
        .run(rid, indexed(title));
    },
    clear: () => {
      // Words of a former key, too.
      database.raw.exec("DELETE FROM word; DELETE FROM word_list;");
      database.raw.exec(
        "INSERT INTO search_turn (search_turn) VALUES ('delete-all'); INSERT INTO search_title (search_title) VALUES ('delete-all');",
      );
    },
    beginningWith: vocabulary.beginningWith,
    prune: vocabulary.prune,
  };
}
