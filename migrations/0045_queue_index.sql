-- The queue's lists and counts are answered from the index alone: the wall's own questions, whose side and
-- until when, lie in it too.
drop index case_access_queue;
create index case_access_queue on case_access (principal_id, lane, due_at, case_id)
  include (side_id, expires_at);
