-- The wall asks once who is asking, and a page of staff opens its session with one statement.

-- Every wall looks into case_access, whose own policy shows nobody's access but the actor's. That the
-- walls repeated it made the planner expect a hundred rows where one is, and read whole indexes so as
-- to look less often. The catalogue test sees to it that case_access never loses its policy.
do $$
declare
  repeated constant text := ' AND (a.principal_id = ANY (current_principals()))';
  p record;
begin
  for p in
    select tablename, policyname, qual, with_check from pg_policies
     where tablename <> 'case_access'
       and (strpos(qual, repeated) > 0 or strpos(with_check, repeated) > 0)
  loop
    if p.qual is not null then
      execute format('alter policy %I on %I using (%s)', p.policyname, p.tablename,
                     replace(p.qual, repeated, ''));
    end if;
    if p.with_check is not null then
      execute format('alter policy %I on %I with check (%s)', p.policyname, p.tablename,
                     replace(p.with_check, repeated, ''));
    end if;
  end loop;
end
$$;

-- Who holds this session token, what seals their name, and when they were last seen, so that a page
-- that is looked at asks no more.
drop function open_session(bytea, timestamptz);
grant create on schema public to parley_keeper;
create function open_session(the_hash bytea, the_time timestamptz)
returns table (
  person_id uuid, roles text[], team_ids uuid[], stepped_up_at timestamptz,
  last_seen_at timestamptz, profile_sealed bytea, key_wrapped bytea, master_key_id text)
language sql stable security definer set search_path = public, pg_temp
begin atomic
  select p.person_id,
         array(select r.role from person_roles r where r.person_id = p.person_id order by r.role),
         array(select m.team_id from team_members m where m.person_id = p.person_id order by m.team_id),
         s.stepped_up_at, s.last_seen_at, p.profile_sealed, p.key_wrapped, p.master_key_id
    from sessions s join people p on p.person_id = s.person_id
   where s.token_hash = the_hash and s.expires_at > the_time and p.disabled_at is null;
end;
alter function open_session(bytea, timestamptz) owner to parley_keeper;
revoke all on function open_session(bytea, timestamptz) from public;
grant execute on function open_session(bytea, timestamptz) to parley_app, parley_worker;
revoke create on schema public from parley_keeper;
