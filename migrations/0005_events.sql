-- What happened, append-only and chained; who read what; and checkpoints over all chains.

create table streams (
  stream_id uuid primary key,
  case_id uuid,
  last_seq bigint not null,
  last_mac bytea not null
);

-- `body` is canonical JSON of ids, codes and instants; free text is sealed beside it.
-- mac = HMAC over the row and the mac before it, under a key that is not in the database.
create table events (
  event_id uuid primary key,
  stream_id uuid not null references streams,
  case_id uuid,
  side_id uuid not null,
  seq bigint not null,
  type text not null,
  at timestamptz(3) not null,
  actor_kind text not null check (actor_kind in ('staff', 'outsider', 'anyone', 'system')),
  actor_id uuid,
  body text not null,
  text_sealed bytea,
  prev_mac bytea not null,
  mac bytea not null,
  unique (stream_id, seq)
);
create index events_case on events (case_id, seq);

-- Reads never go to a case's own stream: a reader must not contend with, or reorder, what was done.
create table reads (
  read_id uuid primary key,
  case_id uuid not null references cases,
  side_id uuid not null,
  principal_id uuid not null,
  what text not null,
  at timestamptz(3) not null
);
create index reads_case on reads (case_id, at);

-- A checkpoint covers the streams that moved since the one before; its root is signed and
-- appended to a file outside the database.
create table checkpoints (
  checkpoint_id bigint generated always as identity primary key,
  at timestamptz(3) not null,
  root bytea not null
);
create table checkpoint_leaves (
  checkpoint_id bigint not null references checkpoints,
  stream_id uuid not null,
  seq bigint not null,
  mac bytea not null,
  primary key (checkpoint_id, stream_id)
);
