import type { Database } from "../database/database.ts";
import type { ContentCodec } from "../encryption/content-codec.ts";
import { SEARCH_FIELDS, type SearchableText } from "./searchable-text.ts";

/** Writes the two full-text indexes. They keep no text, so forgetting needs exactly the text that was added. */
export interface SearchIndex {
  addTurn(rid: number, text: SearchableText): void;
  forgetTurn(rid: number, text: SearchableText): void;
  addTitle(rid: number, title: string): void;
  forgetTitle(rid: number, title: string): void;
  /** Empties both indexes, before everything is added anew. */
  clear(): void;
}

/** The indexes of one database under one codec. */
export function searchIndex(database: Database, codec: ContentCodec): SearchIndex {
  const fields = (text: SearchableText): string[] => SEARCH_FIELDS.map((field) => codec.indexText(text[field]));
  return {
    addTurn: (rid, text) => {
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
      database.prepare("INSERT INTO search_title (rowid, title) VALUES (?, ?)").run(rid, codec.indexText(title));
    },
    forgetTitle: (rid, title) => {
      database
        .prepare("INSERT INTO search_title (search_title, rowid, title) VALUES ('delete', ?, ?)")
        .run(rid, codec.indexText(title));
    },
    clear: () => {
      database.raw.exec(
        "INSERT INTO search_turn (search_turn) VALUES ('delete-all'); INSERT INTO search_title (search_title) VALUES ('delete-all');",
      );
    },
  };
}
