-- Drafts: what somebody has typed into a form of a case and not sent. Each is its person's own, sealed
-- under the key of that person's account, so that it outlives a session and nobody else opens it.
create table drafts (
  person_id uuid not null references people,
  -- The case that it is about. Not case_id: a draft is no row of the case, its members never see it.
  about_id uuid not null references cases,
  -- Which form of the case: the name of its deed and the ids that the deed is on.
  form text not null check (length(form) <= 200),
  content_sealed bytea not null,
  kept_at timestamptz(3) not null,
  primary key (person_id, about_id, form)
);
create index drafts_about on drafts (about_id);

alter table drafts enable row level security;
alter table drafts force row level security;
-- One's own, as long as the wall still shows the case.
create policy own_drafts on drafts to parley_app
  using (current_kind() = 'staff' and person_id = any (current_principals())
         and exists (select 1 from cases c where c.case_id = about_id))
  with check (current_kind() = 'staff' and person_id = any (current_principals())
              and exists (select 1 from cases c where c.case_id = about_id));
-- An erasure takes them away.
create policy erased_by_worker on drafts to parley_worker using (true) with check (true);
grant select, insert, update, delete on drafts to parley_app;
grant select, delete on drafts to parley_worker;
