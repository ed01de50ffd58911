-- A search without words looks at a reader's cases, the latest first: what it asks of each stands in the
-- index, as it does in the queue's.
create index case_access_latest on case_access (principal_id, case_id)
  include (side_id, lane, due_at, expires_at, owner_id, kind, stage, severity_band, waiting_on,
           opened_at, policy_version, mailbox);
