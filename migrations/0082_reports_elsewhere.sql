-- Reports that lie at another site, such as private reports of a code host: they are read from there,
-- and answered there.

alter table cases drop constraint cases_answer_held_check;
alter table cases add constraint cases_answer_held_check check (answer_held in (
  'automatic', 'no-address', 'own-address', 'no-reply-address',
  'sender-unchecked', 'sender-unproven', 'answered-today', 'elsewhere'));

-- How far each source was read. Names and instants only.
create table outside_sources (
  -- As the settings name it: a repository, a programme.
  source text primary key,
  -- When the newest report that was taken came in there; null before the first.
  newest_at timestamptz(3),
  read_at timestamptz(3) not null
);
alter table outside_sources enable row level security;
alter table outside_sources force row level security;
create policy kept_by_worker on outside_sources to parley_worker using (true) with check (true);
grant select, insert, update on outside_sources to parley_worker;
