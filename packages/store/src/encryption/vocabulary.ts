import type { Database } from "../database/database.ts";
import { foldWord, splitWords } from "../search/fold-for-index.ts";
import type { ContentCodec } from "./content-codec.ts";

/** The words of an encrypted history, so that beginnings of words are found as in a plain one. */
export interface Vocabulary {
  /** Notes the words of texts that are being indexed. Call it in the same transaction. */
  learn(texts: readonly string[]): void;
  /** Known words that begin so, folded, the shortest first; the word itself excepted. */
  beginningWith(start: string): readonly string[];
  /** Forgets words that no text has any more. Call it in a transaction. */
  prune(): void;
}

/** Most words a beginning stands for; the longest are left out. */
const MOST_BEGUN = 500;
/** So many lists are made into one when the next comes; lists of this size are left as they are. */
const MOST_LISTS = 64;
const FULL_LIST_BYTES = 64 * 1024;
const PLACE = "words";

/** Where words stand in the index as they are, there is nothing to know. */
export const NO_VOCABULARY: Vocabulary = { learn: () => {}, beginningWith: () => [], prune: () => {} };

/**
 * Keeps words sealed, many in one value, beside an index that holds only stand-ins. Who reads the file learns about how
 * many letters new words have, not how they begin: keyed stand-ins for beginnings would tell that.
 */
export function sealedVocabulary(
  database: Database,
  codec: ContentCodec & Required<Pick<ContentCodec, "standIn">>,
): Vocabulary {
  const lists = wordLists(database, codec);
  return {
    learn: (texts) => {
      const insert = database.prepare("INSERT INTO word (stand_in) VALUES (?) ON CONFLICT DO NOTHING");
      const words = new Set(texts.flatMap((text) => splitWords(text)).map(foldWord));
      const fresh = [...words].filter((word) => insert.run(codec.standIn(word)).changes === 1);
      if (fresh.length > 0) lists.add(fresh);
    },
    beginningWith: (start) => {
      const found = new Set<string>();
      for (const words of lists.all())
        for (const word of words) if (word.length > start.length && word.startsWith(start)) found.add(word);
      return [...found].toSorted((a, b) => a.length - b.length).slice(0, MOST_BEGUN);
    },
    prune: () => {
      for (const table of ["search_turn", "search_title"])
        database.raw.exec(
          `CREATE VIRTUAL TABLE IF NOT EXISTS temp.${table}_words USING fts5vocab(main, ${table}, row)`,
        );
      const used = "SELECT term FROM temp.search_turn_words UNION ALL SELECT term FROM temp.search_title_words";
      const { changes } = database.prepare(`DELETE FROM word WHERE stand_in NOT IN (${used})`).run();
      if (changes === 0) return;
      const isKnown = database.prepare("SELECT 1 FROM word WHERE stand_in = ?");
      lists.keepOnly((word) => isKnown.get(codec.standIn(word)) !== undefined);
    },
  };
}

interface WordLists {
  add(words: readonly string[]): void;
  /** Read now where another process wrote them. */
  all(): Iterable<readonly string[]>;
  keepOnly(isKept: (word: string) => boolean): void;
}

function wordLists(database: Database, codec: ContentCodec): WordLists {
  const known = new Map<number, readonly string[]>();
  const open = (bytes: unknown): readonly string[] =>
    Buffer.from(codec.openBytes(bytes as Uint8Array, PLACE))
      .toString("utf8")
      .split("\n");
  const write = (words: readonly string[]): void =>
    void database
      .prepare("INSERT INTO word_list (words) VALUES (?)")
      .run(codec.sealBytes(Buffer.from(words.join("\n")), PLACE));
  const take = (where: string): readonly string[] => {
    const lists = database.prepare(`DELETE FROM word_list WHERE ${where} RETURNING words`).all();
    return [...new Set(lists.flatMap(({ words }) => open(words)))];
  };
  return {
    add: (words) => {
      const isSmall = `length(words) < ${FULL_LIST_BYTES}`;
      const small = Number(database.prepare(`SELECT count(*) AS n FROM word_list WHERE ${isSmall}`).get()?.n);
      write(small < MOST_LISTS ? words : [...take(isSmall), ...words]);
    },
    all: () => {
      const rids = new Set(
        database
          .prepare("SELECT rid FROM word_list")
          .all()
          .map(({ rid }) => Number(rid)),
      );
      for (const rid of known.keys()) if (!rids.has(rid)) known.delete(rid);
      const read = database.prepare("SELECT words FROM word_list WHERE rid = ?");
      for (const rid of rids) if (!known.has(rid)) known.set(rid, open(read.get(rid)?.words));
      return known.values();
    },
    keepOnly: (isKept) => {
      const kept = take("1").filter(isKept);
      if (kept.length > 0) write(kept);
    },
  };
}
