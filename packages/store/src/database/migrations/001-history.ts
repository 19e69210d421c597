import type { Migration } from "../migrate.ts";

/**
 * Conversations as trees of turns, their attachments, journal and search index; the usage ledger; alerts.
 * Columns of type ANY (and the decision, which is deflated) hold content: text, or a blob where content is encrypted. Times are epoch ms, money is
 * nano-dollars (integers add up the same in any order). The two FTS tables hold no text of their own.
 */
export const history: Migration = {
  version: 1,
  name: "history",
  sql: `
CREATE TABLE meta (key TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;

CREATE TABLE process (
  rid INTEGER PRIMARY KEY AUTOINCREMENT,
  pid INTEGER NOT NULL, started TEXT NOT NULL, host TEXT NOT NULL,
  opened_at INTEGER NOT NULL, seen_at INTEGER NOT NULL
) STRICT;

CREATE TABLE conversation (
  rid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  title ANY NOT NULL,
  title_by TEXT NOT NULL CHECK (title_by IN ('none', 'auto', 'user')),
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, deleted_at INTEGER,
  pinned INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1)),
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  folder TEXT, system ANY, draft ANY,
  head_turn TEXT,
  turn_count INTEGER NOT NULL DEFAULT 0,
  cost_nanos INTEGER NOT NULL DEFAULT 0,
  cost_unknown INTEGER NOT NULL DEFAULT 0,
  cost_estimated INTEGER NOT NULL DEFAULT 0,
  last_model TEXT
) STRICT;
CREATE INDEX conversation_recent ON conversation (updated_at DESC, rid DESC) WHERE deleted_at IS NULL;
CREATE INDEX conversation_deleted ON conversation (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX conversation_folder ON conversation (folder) WHERE folder IS NOT NULL;

CREATE TABLE conversation_tag (
  conversation INTEGER NOT NULL REFERENCES conversation ON DELETE CASCADE,
  tag TEXT NOT NULL, position INTEGER NOT NULL,
  PRIMARY KEY (conversation, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX tag_conversation ON conversation_tag (tag);

CREATE TABLE turn (
  rid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  conversation INTEGER NOT NULL REFERENCES conversation ON DELETE CASCADE,
  parent INTEGER REFERENCES turn,
  created_at INTEGER NOT NULL, completed_at INTEGER,
  status TEXT NOT NULL CHECK (status IN ('running', 'complete', 'failed', 'cancelled', 'interrupted')),
  owner INTEGER,
  task TEXT, model TEXT, provider TEXT,
  cost_nanos INTEGER NOT NULL DEFAULT 0,
  cost_unknown INTEGER NOT NULL DEFAULT 0 CHECK (cost_unknown IN (0, 1)),
  cost_estimated INTEGER NOT NULL DEFAULT 0 CHECK (cost_estimated IN (0, 1)),
  has_alert INTEGER NOT NULL DEFAULT 0,
  rating TEXT CHECK (rating IN ('up', 'down')),
  question ANY NOT NULL, answer ANY, facts ANY, decision BLOB
) STRICT;
CREATE INDEX turn_order ON turn (conversation, created_at, rid);
CREATE INDEX turn_facet ON turn (conversation, model, provider, task);
CREATE INDEX turn_parent ON turn (parent);
CREATE INDEX turn_running ON turn (owner) WHERE status = 'running';
CREATE INDEX turn_interrupted ON turn (created_at DESC) WHERE status = 'interrupted';

CREATE TABLE journal (
  rid INTEGER PRIMARY KEY,
  turn INTEGER NOT NULL REFERENCES turn ON DELETE CASCADE,
  events ANY NOT NULL
) STRICT;
CREATE INDEX journal_turn ON journal (turn, rid);

CREATE TABLE attachment (
  hash TEXT PRIMARY KEY,
  bytes BLOB NOT NULL,
  refs INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE attachment_ref (
  turn INTEGER NOT NULL REFERENCES turn ON DELETE CASCADE,
  hash TEXT NOT NULL REFERENCES attachment,
  PRIMARY KEY (turn, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX attachment_ref_hash ON attachment_ref (hash);
CREATE TRIGGER attachment_used AFTER INSERT ON attachment_ref BEGIN
  UPDATE attachment SET refs = refs + 1 WHERE hash = NEW.hash;
END;
CREATE TRIGGER attachment_unused AFTER DELETE ON attachment_ref BEGIN
  UPDATE attachment SET refs = refs - 1 WHERE hash = OLD.hash;
  DELETE FROM attachment WHERE hash = OLD.hash AND refs <= 0;
END;

CREATE TABLE compaction (
  rid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  conversation INTEGER NOT NULL REFERENCES conversation ON DELETE CASCADE,
  through_turn TEXT NOT NULL,
  summary ANY NOT NULL,
  model TEXT NOT NULL,
  tokens_before INTEGER NOT NULL, tokens_after INTEGER NOT NULL, turns_summarized INTEGER NOT NULL,
  created_at INTEGER NOT NULL, undone_at INTEGER
) STRICT;
CREATE INDEX compaction_conversation ON compaction (conversation, rid);

CREATE VIRTUAL TABLE search_turn USING fts5(
  question, answer, reasoning, attachment, content='', prefix='2 3',
  tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Cn Mn Mc'"
);
INSERT INTO search_turn (search_turn, rank) VALUES ('secure-delete', 1);
INSERT INTO search_turn (search_turn, rank) VALUES ('rank', 'bm25(2.0, 1.0, 0.6, 0.8)');
CREATE VIRTUAL TABLE search_title USING fts5(
  title, content='', prefix='2 3',
  tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Cn Mn Mc'"
);
INSERT INTO search_title (search_title, rank) VALUES ('secure-delete', 1);
INSERT INTO search_title (search_title, rank) VALUES ('rank', 'bm25(4.0)');

CREATE TABLE usage_record (
  rid INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  turn_id TEXT, conversation_id TEXT,
  model TEXT NOT NULL, provider TEXT NOT NULL, task TEXT NOT NULL,
  input INTEGER NOT NULL, cache_read INTEGER NOT NULL, cache_write INTEGER NOT NULL,
  output INTEGER NOT NULL, reasoning INTEGER NOT NULL, estimated INTEGER NOT NULL,
  cost_nanos INTEGER, cost_estimated INTEGER NOT NULL,
  client TEXT, key_id TEXT,
  incognito INTEGER NOT NULL, demo INTEGER NOT NULL
) STRICT;
CREATE INDEX usage_time ON usage_record (at);
CREATE INDEX usage_conversation ON usage_record (conversation_id) WHERE conversation_id IS NOT NULL;

CREATE TABLE spending (
  scope TEXT NOT NULL, window TEXT NOT NULL, nanos INTEGER NOT NULL,
  PRIMARY KEY (scope, window)
) STRICT, WITHOUT ROWID;
CREATE TABLE reservation (
  id TEXT PRIMARY KEY, owner INTEGER NOT NULL, at INTEGER NOT NULL, nanos INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE reservation_scope (
  scope TEXT NOT NULL, reservation TEXT NOT NULL REFERENCES reservation ON DELETE CASCADE,
  PRIMARY KEY (scope, reservation)
) STRICT, WITHOUT ROWID;
CREATE INDEX reservation_scope_reservation ON reservation_scope (reservation);

CREATE TABLE alert (
  rid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  at INTEGER NOT NULL,
  severity INTEGER NOT NULL,
  conversation_id TEXT, turn_id TEXT,
  body ANY NOT NULL
) STRICT;
CREATE INDEX alert_time ON alert (at DESC, rid DESC);
CREATE INDEX alert_conversation ON alert (conversation_id) WHERE conversation_id IS NOT NULL;
`,
};
