-- Every page of the console tells whoever is on call, and leads, of urgent cases that nobody took: those of
-- which somebody was woken. They are few among all events.
create index events_woken on events (at, case_id) where type = 'duty.woken';

-- The support desk sees whether what it filed is a question still: one that turned out to be a report says
-- so. A party reads no `cases`. Without force the owner passes the wall, for the length of one statement.
alter table party_cases add column is_question boolean not null default false;
alter table cases no force row level security;
alter table party_cases no force row level security;
update party_cases p set is_question = true
  from cases c where c.case_id = p.case_id and c.kind = 'question';
alter table cases force row level security;
alter table party_cases force row level security;
