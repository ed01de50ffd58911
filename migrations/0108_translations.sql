-- What a colleague noted as the translation of a report, or of a message of a party (VEN-19). It stands
-- beside the original, which is never changed; a later row of the same original corrects an earlier one.
create table translations (
  translation_id uuid primary key,
  -- The case on which it was written: a report may be held by several.
  case_id uuid not null references cases,
  side_id uuid not null check (side_id = staff_side()),
  report_id uuid references reports,
  message_id uuid references messages,
  noted_at timestamptz(3) not null,
  noted_by uuid not null references people,
  -- The text, its languages, who translated and when: sealed under the key of the original, so that
  -- whatever erases that erases this.
  content_sealed bytea not null,
  last_event_id uuid not null,
  mac bytea not null,
  check (num_nonnulls(report_id, message_id) = 1)
);
create index translations_case on translations (case_id);
create index translations_report on translations (report_id, noted_at, translation_id)
  where report_id is not null;
create index translations_message on translations (message_id, noted_at, translation_id)
  where message_id is not null;

alter table translations enable row level security;
alter table translations force row level security;
create policy worked_by_worker on translations to parley_worker using (true) with check (true);
grant select, insert, update, delete on translations to parley_worker;
grant select, insert on translations to parley_app;

-- Colleagues read it who read the original: on the case itself, and wherever else the report is held. No
-- party does, on whatever side.
create policy wall on translations for select to parley_app using (exists (
  select 1 from case_access a
   where a.principal_id = any (current_principals()) and a.side_id = staff_side()
     and (a.case_id = translations.case_id or a.case_id in (
       select l.case_id from case_reports l where l.report_id = translations.report_id)) offset 0));
-- In one's own name, of what came to the case. Nobody changes or removes one.
create policy added_by_staff on translations for insert to parley_app with check (
  current_kind() = 'staff' and noted_by = any (current_principals())
  and exists (
    select 1 from case_access a
     where a.case_id = translations.case_id and a.principal_id = any (current_principals())
       and a.side_id = staff_side() offset 0)
  and (exists (
    select 1 from case_reports l
     where l.report_id = translations.report_id and l.case_id = translations.case_id offset 0)
  or exists (
    select 1 from messages m
     where m.message_id = translations.message_id and m.case_id = translations.case_id
       and m.direction = 'in' offset 0)));
