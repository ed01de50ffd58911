-- A promise keeps its policy version, the dates that it had before, how long it stood still, and
-- what ended it; it warns before it is due.
--
-- A row's MAC leaves out columns that a later migration added, while they are null (see
-- state-rows.ts). So none of these has a default: rows from before stand as they were written.
alter table clocks
  add column policy_version integer,
  add column former_dues text,
  add column pauses text,
  add column stopped_by_event_id uuid,
  add column warned_at timestamptz(3),
  add column next_alarm_at timestamptz(3);

-- What the sweep reads: the next warning, or the due time itself where no warning comes before it.
-- Only clocks that tick and were not alarmed about stand in it, so it is as short as the work.
drop index clocks_due;
create index clocks_alarm on clocks (coalesce(next_alarm_at, due_at))
  where met_at is null and stopped_at is null and paused_at is null and alarmed_at is null
    and due_at is not null;

-- A party reads no `cases`, and yet is told by which version of the policy its case is handled.
-- Without force the owner passes the wall, for the length of this one statement.
alter table party_cases add column policy_version integer;
alter table cases no force row level security;
alter table party_cases no force row level security;
update party_cases p set policy_version = c.policy_version from cases c where c.case_id = p.case_id;
alter table cases force row level security;
alter table party_cases force row level security;
alter table party_cases alter column policy_version set not null;
