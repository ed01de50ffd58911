-- The job queue lives in a schema of its own: pg-boss makes its tables there, as parley_worker.
-- Jobs carry ids only, so nothing of a case lies outside the wall.
create schema pgboss;
grant usage, create on schema pgboss to parley_worker;

-- The dispatcher locks the rows it takes, which PostgreSQL calls an update; it changes none.
grant update on outbox to parley_worker;

-- What is overdue is counted for the metrics, alarmed or not.
create index clocks_overdue on clocks (due_at)
  where met_at is null and stopped_at is null and paused_at is null and due_at is not null;

-- Finds the streams that moved since they were last covered.
create index checkpoint_leaves_stream on checkpoint_leaves (stream_id, seq);

-- Ended sessions, used links and old failures are swept away by their time.
create index sessions_expired on sessions (expires_at);
create index sign_in_links_expired on sign_in_links (expires_at);
