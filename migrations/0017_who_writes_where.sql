-- Who may write behind the wall. Reading stays as it was: a member sees their side. Writing is for
-- staff of the case; a party writes only what its own deeds need, on its own side and in its own name.

-- A case's own staff: the one condition of every write by staff. Principals of staff count for staff
-- alone, so that a party's id put where a person's belongs (or the other way round) opens nothing.
drop policy own_access on case_access;
create policy own_access on case_access for select to parley_app
  using (principal_id = any (current_principals())
         and (side_id <> staff_side() or (select current_kind()) = 'staff'));

do $$
declare
  t text;
  staff_of_case text;
begin
  foreach t in array array[
    'cases', 'case_members', 'party_cases', 'parties', 'identities', 'receipts', 'case_reports', 'messages',
    'deliveries', 'attachments', 'decisions', 'case_vulnerabilities', 'scores', 'affected_products',
    'remedies', 'clocks', 'key_wraps', 'case_tokens', 'events', 'reads', 'publications',
    'reports', 'vulnerabilities'
  ] loop
    staff_of_case := format(
      'exists (select 1 from case_access a
         where a.case_id = %I.case_id and a.principal_id = any (current_principals())
           and a.side_id = staff_side() offset 0)', t);
    execute format('drop policy wall on %I', t);
    if t = 'reports' or t = 'vulnerabilities' then
      null;
    else
      execute format(
        'create policy wall on %1$I for select to parley_app using (exists (
           select 1 from case_access a
            where a.case_id = %1$I.case_id and a.principal_id = any (current_principals())
              and (a.side_id = %1$I.side_id or a.side_id = staff_side()) offset 0))', t);
    end if;
    if t not in ('events', 'reads', 'case_reports', 'case_vulnerabilities') then
      execute format('create policy added_by_staff on %I for insert to parley_app with check (%s)', t, staff_of_case);
    end if;
    if t not in ('events', 'reads') then
      execute format('create policy changed_by_staff on %I for update to parley_app using (%s) with check (%s)',
        t, staff_of_case, staff_of_case);
    end if;
    if t in ('case_tokens', 'affected_products') then
      execute format('create policy removed_by_staff on %I for delete to parley_app using (%s)', t, staff_of_case);
    end if;
  end loop;
end
$$;

-- Reports and vulnerabilities are reached through their links, whose own wall applies inside the policy.
create policy wall on reports for select to parley_app using (exists (
  select 1 from case_reports link where link.report_id = reports.report_id offset 0));
create policy wall on vulnerabilities for select to parley_app using (exists (
  select 1 from case_vulnerabilities link where link.vulnerability_id = vulnerabilities.vulnerability_id offset 0));

-- Once a report or vulnerability is linked it is read, so a link may be made only by who reaches it
-- already: else a member of one case who knows an id could draw another case's report into theirs.
grant create on schema public to parley_keeper;
create function reaches(the_object uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp
begin atomic
  select current_kind() = 'staff' and exists (
    select 1 from case_access a
     where a.principal_id = any (current_principals()) and a.side_id = staff_side()
       and a.case_id in (
         select r.case_id from reports r where r.report_id = the_object
         union all select l.case_id from case_reports l where l.report_id = the_object
         union all select v.case_id from vulnerabilities v where v.vulnerability_id = the_object
         union all select l.case_id from case_vulnerabilities l where l.vulnerability_id = the_object));
end;
alter function reaches(uuid) owner to parley_keeper;
revoke all on function reaches(uuid) from public;
grant execute on function reaches(uuid) to parley_app;

create policy added_by_staff on case_reports for insert to parley_app
  with check (reaches(report_id) and exists (
    select 1 from case_access a
     where a.case_id = case_reports.case_id and a.principal_id = any (current_principals())
       and a.side_id = staff_side() offset 0));
create policy added_by_staff on case_vulnerabilities for insert to parley_app
  with check (reaches(vulnerability_id) and exists (
    select 1 from case_access a
     where a.case_id = case_vulnerabilities.case_id and a.principal_id = any (current_principals())
       and a.side_id = staff_side() offset 0));
-- A link is made or not; nobody turns it towards something else.
revoke update on case_reports, case_vulnerabilities from parley_app;
drop policy changed_by_staff on case_reports;
drop policy changed_by_staff on case_vulnerabilities;

-- What a party's deeds write: its message, the event of it, and the words to find it by.
create policy added_by_party on messages for insert to parley_app
  with check (current_kind() = 'outsider' and direction = 'in' and author_kind = 'party'
    and author_id = side_id and side_id = any (current_principals()) and exists (
      select 1 from case_access a where a.case_id = messages.case_id and a.side_id = messages.side_id
         and a.principal_id = a.side_id offset 0));
create policy added_by_party on case_tokens for insert to parley_app
  with check (current_kind() = 'outsider' and side_id = any (current_principals()) and exists (
    select 1 from case_access a where a.case_id = case_tokens.case_id and a.side_id = case_tokens.side_id
       and a.principal_id = a.side_id offset 0));

-- An event names whoever writes it. Those of no case are staff's.
drop policy house_events on events;
create policy house_events on events for select to parley_app
  using (case_id is null and current_kind() = 'staff');
create policy added_in_own_name on events for insert to parley_app
  with check (actor_kind = current_kind() and actor_id = any (current_principals()) and (
    case when case_id is null then current_kind() = 'staff'
    else exists (
      select 1 from case_access a
       where a.case_id = events.case_id and a.principal_id = any (current_principals())
         and (a.side_id = staff_side() or (a.side_id = events.side_id and a.principal_id = a.side_id)) offset 0)
    end));
create policy recorded_by_staff on reads for insert to parley_app
  with check (principal_id = any (current_principals()) and exists (
    select 1 from case_access a
     where a.case_id = reads.case_id and a.principal_id = any (current_principals())
       and a.side_id = staff_side() offset 0));

-- Receipts, identities and members let people in: the web adds and changes none of them.
revoke insert, update on receipts, key_wraps, identities from parley_app;
grant insert on key_wraps to parley_app;
drop policy added_by_staff on receipts;
drop policy added_by_staff on identities;
drop policy changed_by_staff on receipts;
drop policy changed_by_staff on identities;
drop policy changed_by_staff on key_wraps;

-- A stream's head moves with its events, one at a time, and never to another case.
drop policy moved_by_members on streams;
create policy moved_by_members on streams to parley_app
  using (case when case_id is null then current_kind() = 'staff'
         else exists (
           select 1 from case_access a
            where a.case_id = streams.case_id and a.principal_id = any (current_principals()) offset 0)
         end);
revoke update on streams from parley_app, parley_worker;
grant update (last_seq, last_mac) on streams to parley_app, parley_worker;
create function keep_heads_in_step() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  raise exception 'the head of stream % moves from % to %', old.stream_id, old.last_seq, new.last_seq
    using errcode = 'check_violation';
end
$$;
-- Only who serves is bound: keeper and owner mend what a restore or a migration needs.
create trigger heads_move_in_step before update on streams for each row
  when (current_user in ('parley_app', 'parley_worker') and new.last_seq <> old.last_seq + 1)
  execute function keep_heads_in_step();

-- Effects are owed by who may do what they follow from: a report by anybody, a party's own word,
-- and staff of the case everything else.
drop policy owed_by_anyone on outbox;
create policy owed_by_anyone on outbox for insert to parley_app
  with check (task = 'register-report' and case_id is null);
create policy owed_by_party on outbox for insert to parley_app
  with check (current_kind() = 'outsider' and task = 'settle-case' and exists (
    select 1 from case_access a
     where a.case_id = outbox.case_id and a.principal_id = any (current_principals()) offset 0));
create policy owed_by_staff on outbox for insert to parley_app
  with check (current_kind() = 'staff' and exists (
    select 1 from case_access a
     where a.case_id = outbox.case_id and a.principal_id = any (current_principals())
       and a.side_id = staff_side() offset 0));

-- Case numbers and the version of the published set are the worker's.
drop policy counted_by_staff on number_series;
create policy counted_by_staff on number_series to parley_app
  using (current_kind() = 'staff' and series like 'publications %')
  with check (current_kind() = 'staff' and series like 'publications %');

drop policy own_sessions on sessions;
create policy own_sessions on sessions to parley_app
  using (current_kind() = 'staff' and person_id = any (current_principals()))
  with check (current_kind() = 'staff' and person_id = any (current_principals()));

-- A row about a party or a message is of that party's or message's case, whoever writes it: a
-- receipt of one case that names a party of another would open the other's portal.
drop index parties_case;
alter table parties add constraint parties_of_case unique (case_id, party_id);
alter table messages add constraint messages_of_case unique (message_id, case_id);
alter table receipts add foreign key (case_id, party_id) references parties (case_id, party_id);
alter table identities add foreign key (case_id, party_id) references parties (case_id, party_id);
alter table reports add foreign key (case_id, party_id) references parties (case_id, party_id);
alter table deliveries add foreign key (case_id, party_id) references parties (case_id, party_id);
alter table deliveries add foreign key (message_id, case_id) references messages (message_id, case_id);

-- People and parties are never taken for one another: a party is a member under its own side and of
-- its own case, and stands on staff's side nowhere. Looked at when the transaction ends, since the
-- party's row comes after its membership.
alter table case_members add constraint parties_stand_on_their_own_side
  check (side_id = staff_side() or principal_id = side_id);
create function keep_kinds_apart() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  home uuid;
begin
  select p.case_id into home from parties p where p.party_id = new.principal_id;
  if (new.side_id = staff_side()) = (home is not null)
     or (home is not null and home <> new.case_id) then
    raise exception 'principal % is no member of side % of case %', new.principal_id, new.side_id, new.case_id
      using errcode = 'check_violation';
  end if;
  return null;
end
$$;
alter function keep_kinds_apart() owner to parley_keeper;
create constraint trigger kinds_stay_apart after insert or update on case_members
  deferrable initially deferred for each row execute function keep_kinds_apart();

-- A member who is moved to another case leaves the one before.
create or replace function derive_access_after() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform derive_access(coalesce(new.case_id, old.case_id));
  if tg_op = 'UPDATE' and old.case_id <> new.case_id then
    perform derive_access(old.case_id);
  end if;
  return null;
end
$$;
revoke all on function keep_kinds_apart(), keep_heads_in_step(), derive_access_after() from public;
revoke create on schema public from parley_keeper;
