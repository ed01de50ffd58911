-- The few doors through the wall: functions that run as parley_keeper and answer one question each.

-- Owning a function takes the right to create in its schema; it is given back at the end.
grant create on schema public to parley_keeper;

-- case_access follows case_members and the head of the case, in the same transaction.
create function derive_access(the_case uuid) returns void
language sql security definer set search_path = public, pg_temp
begin atomic
  delete from case_access a
   where a.case_id = the_case
     and not exists (
       select 1 from case_members m
        where m.case_id = the_case and m.principal_id = a.principal_id
          and (m.side_id = a.side_id or (a.side_id = shared_side() and m.side_id <> staff_side())));
  insert into case_access (principal_id, case_id, side_id, lane, due_at)
  select distinct m.principal_id, c.case_id, s.side_id, c.lane, c.due_at
    from cases c
    join case_members m on m.case_id = c.case_id
    -- A party reaches its own side and what is shared; staff reach every side by the wall itself.
    cross join lateral (
      select m.side_id union select shared_side() where m.side_id <> staff_side()) s
   where c.case_id = the_case
  on conflict (principal_id, case_id, side_id) do update
    set lane = excluded.lane, due_at = excluded.due_at
    where (case_access.lane, case_access.due_at) is distinct from (excluded.lane, excluded.due_at);
end;

create function derive_access_after() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform derive_access(coalesce(new.case_id, old.case_id));
  return null;
end
$$;

create trigger members_give_access after insert or update or delete on case_members
  for each row execute function derive_access_after();
create trigger heads_move_access after update of lane, due_at on cases
  for each row when (old.lane is distinct from new.lane or old.due_at is distinct from new.due_at)
  execute function derive_access_after();

-- Who holds this session token? Expired and ended sessions hold nobody.
create function open_session(the_hash bytea, the_time timestamptz)
returns table (person_id uuid, roles text[], team_ids uuid[], stepped_up_at timestamptz)
language sql stable security definer set search_path = public, pg_temp
begin atomic
  select p.person_id,
         array(select r.role from person_roles r where r.person_id = p.person_id order by r.role),
         array(select m.team_id from team_members m where m.person_id = p.person_id order by m.team_id),
         s.stepped_up_at
    from sessions s join people p on p.person_id = s.person_id
   where s.token_hash = the_hash and s.expires_at > the_time and p.disabled_at is null;
end;

-- Which party does this receipt code or mail link open?
create function open_receipt(the_hash bytea, the_time timestamptz)
returns table (party_id uuid, case_id uuid)
language sql stable security definer set search_path = public, pg_temp
begin atomic
  select r.party_id, r.case_id from receipts r
   where r.code_hash = the_hash and (r.expires_at is null or r.expires_at > the_time);
end;

-- A code whose report is taken but not yet registered: says only that it was received, and when.
create function receipt_pending(the_hash bytea) returns timestamptz
language sql stable security definer set search_path = public, pg_temp
begin atomic
  select i.received_at from inbox i where i.receipt_hash = the_hash and i.state <> 'registered';
end;

do $$
declare
  f text;
begin
  foreach f in array array[
    'derive_access(uuid)', 'derive_access_after()', 'open_session(bytea, timestamptz)',
    'open_receipt(bytea, timestamptz)', 'receipt_pending(bytea)'
  ] loop
    execute format('alter function %s owner to parley_keeper', f);
    execute format('revoke all on function %s from public', f);
  end loop;
end
$$;
grant execute on function open_session(bytea, timestamptz), open_receipt(bytea, timestamptz), receipt_pending(bytea)
  to parley_app, parley_worker;
revoke create on schema public from parley_keeper;
