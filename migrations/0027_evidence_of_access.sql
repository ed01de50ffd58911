-- Evidence of access: who read, searched, exported or was refused, in chains of their own; and seals
-- over the rows of every table, so that whoever deletes, adds or changes one is found out.

grant create on schema public to parley_keeper;

-- What was `reads`. A chain for each process that writes: nobody waits for anybody else's, and no
-- chain of a case is touched. Rows from before carry no link until the next start gives them one.
alter table reads rename to access_events;
alter table access_events rename column read_id to access_id;
alter table access_events rename column principal_id to actor_id;
alter index reads_pkey rename to access_events_pkey;
alter index reads_case rename to access_events_case;
-- The record outlives the case that it speaks of.
alter table access_events drop constraint reads_case_id_fkey;
alter table access_events alter column case_id drop not null;
alter table access_events alter column actor_id drop not null;
alter table access_events
  add column stream_id uuid,
  add column seq bigint,
  add column kind text not null default 'case.read' check (kind in
    ('case.read', 'search', 'export', 'refused', 'sign-in', 'sign-in.failed', 'portal.opened',
     'portal.unknown-code', 'token.refused', 'vault.opened', 'glass.broken')),
  add column actor_kind text not null default 'staff'
    check (actor_kind in ('staff', 'outsider', 'anyone', 'system')),
  -- Canonical JSON of ids, codes and numbers.
  add column body text not null default '{}',
  add column prev_mac bytea,
  add column mac bytea,
  add check (num_nulls(stream_id, seq, prev_mac, mac) in (0, 4));
alter table access_events alter column kind drop default;
alter table access_events alter column actor_kind drop default;
alter table access_events alter column body drop default;
create unique index access_events_chain on access_events (stream_id, seq);
create index access_events_newest on access_events (at desc, access_id desc);
create index access_events_kind on access_events (kind, at desc, access_id desc);
create index access_events_actor on access_events (actor_id, at desc, access_id desc);

create index events_of_house on events (at desc, event_id desc) where case_id is null;

-- The recorder alone writes, in nobody's name: what was refused is recorded although the
-- transaction that refused it is gone.
drop policy recorded_by_staff on access_events;
revoke insert, update, delete on access_events from parley_app;
revoke update, delete on access_events from parley_worker;
drop policy wall on access_events;
create policy wall on access_events for select to parley_app using (case_id is not null and exists (
  select 1 from case_access a
   where a.case_id = access_events.case_id and a.principal_id = any (current_principals())
     and a.side_id = staff_side() offset 0));
-- An auditor is shown what was tried, searched and taken out everywhere, and never on which case: a
-- reference comes with it only where they see the case. Who read a case is for those on it.
create function access_record(the_kinds text[], the_actor uuid, since timestamptz, till timestamptz,
                              word text, after_at timestamptz, after_id uuid, at_most integer)
returns table (access_id uuid, kind text, what text, at timestamptz, actor_kind text, actor_id uuid,
               reference text, body text)
language sql stable security definer set search_path = public, pg_temp
begin atomic
  select e.access_id, e.kind, e.what, e.at, e.actor_kind, e.actor_id,
         (select c.reference from cases c join case_access a on a.case_id = c.case_id
           where c.case_id = e.case_id and a.principal_id = any (current_principals())
             and a.side_id = staff_side() and (a.expires_at is null or a.expires_at > current_instant())
           limit 1),
         e.body
    from access_events e
   where current_kind() = 'staff'
     and exists (select 1 from person_roles r
                  where r.person_id = any (current_principals()) and r.role = 'auditor')
     and e.kind <> 'case.read'
     and (the_kinds is null or e.kind = any (the_kinds))
     and (the_actor is null or e.actor_id = the_actor)
     and (since is null or e.at >= since) and (till is null or e.at < till)
     and (word is null or (e.kind = 'search' and e.body like '%"' || word || '"%'))
     and (after_at is null or (e.at, e.access_id) < (after_at, after_id))
   order by e.at desc, e.access_id desc limit at_most;
end;

-- The recorder commits what comes at once together, so its heads move by more than one.
drop trigger heads_move_in_step on streams;
create trigger heads_move_in_step before update on streams for each row
  when (current_user in ('parley_app', 'parley_worker') and new.last_seq <> old.last_seq + 1
        and not (old.case_id is null and new.last_seq > old.last_seq
                 and old.stream_id <> '00000000-0000-7000-8000-00000000000f'))
  execute function keep_heads_in_step();

-- The seals: for every case, and for the house in shards of which a transaction takes any that is
-- free, how many rows of each table there are and a keyed sum over them. The state is encrypted
-- under a key that is not in the database; an empty one stands for no rows.
create table seals (
  scope uuid not null,
  shard smallint not null check (shard between 0 and 31),
  version bigint not null default 0,
  state bytea not null default '',
  primary key (scope, shard)
);
insert into seals (scope, shard)
  select '00000000-0000-7000-8000-00000000000f', shard from generate_series(0, 31) as shard;
alter table seals enable row level security;
alter table seals force row level security;
-- Reached through the two doors below alone.
create policy kept_by_doors on seals for select to parley_app using (false);

-- A migration that changes the shape of rows is followed by a new seal: its event says over what.
create index events_sealed_anew on events (seq) where type = 'rows.sealed';

-- Notes what a statement of a transaction of Parley's own changes, a line a row:
-- sign, table, case or -, digest. Whoever works past Parley notes nothing, or seals nothing.
create function note_rows() returns trigger language plpgsql
  set search_path = public, pg_temp set timezone = 'UTC' set bytea_output = 'hex' as $$
declare
  noted text := coalesce(current_setting('parley.changes', true), '');
  skipped text[] := string_to_array(tg_argv[0], ' ');
  more text;
begin
  if tg_op <> 'INSERT' then
    select string_agg(format(E'- %s %s %s\n', tg_table_name, coalesce(r ->> 'case_id', '-'),
                             encode(row_digest(r, skipped), 'hex')), '')
      into more from (select to_jsonb(gone) as r from gone) t;
    noted := noted || coalesce(more, '');
  end if;
  if tg_op <> 'DELETE' then
    select string_agg(format(E'+ %s %s %s\n', tg_table_name, coalesce(r ->> 'case_id', '-'),
                             encode(row_digest(r, skipped), 'hex')), '')
      into more from (select to_jsonb(fresh) as r from fresh) t;
    noted := noted || coalesce(more, '');
  end if;
  perform set_config('parley.changes', noted, true);
  return null;
end
$$;

-- Columns that are null are left out, so that a column which a later migration adds changes nothing.
create function row_digest(the_row jsonb, skipped text[]) returns bytea
language sql immutable parallel safe
  return sha256(convert_to(jsonb_strip_nulls(the_row - skipped)::text, 'UTF8'));

-- Puts the notes on every table but those named; `skipped` gives columns that are left out, as
-- {"table": "column column"}. Called after each migration, so that no new table is forgotten.
create function watch_tables(unsealed text[], skipped jsonb) returns void language plpgsql
  set search_path = public, pg_temp as $$
declare
  t text;
begin
  for t in
    select relname from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
  loop
    execute format('drop trigger if exists notes_inserts on %I', t);
    execute format('drop trigger if exists notes_updates on %I', t);
    execute format('drop trigger if exists notes_deletes on %I', t);
    continue when t = any (unsealed);
    execute format('create trigger notes_inserts after insert on %I referencing new table as fresh
      for each statement when (current_setting(''parley.noted'', true) = ''on'')
      execute function note_rows(%L)', t, coalesce(skipped ->> t, ''));
    execute format('create trigger notes_updates after update on %I
      referencing old table as gone new table as fresh
      for each statement when (current_setting(''parley.noted'', true) = ''on'')
      execute function note_rows(%L)', t, coalesce(skipped ->> t, ''));
    execute format('create trigger notes_deletes after delete on %I referencing old table as gone
      for each statement when (current_setting(''parley.noted'', true) = ''on'')
      execute function note_rows(%L)', t, coalesce(skipped ->> t, ''));
  end loop;
end
$$;

-- What this transaction changed (in the first row), and the seals that it must move, locked: those
-- of its cases in one order, and any free shard of the house.
create function changes_to_seal()
returns table (changes text, scope uuid, shard smallint, version bigint, state bytea)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  house constant uuid := '00000000-0000-7000-8000-00000000000f';
  noted text := coalesce(current_setting('parley.changes', true), '');
  named text[];
  cases uuid[];
begin
  if noted = '' then return; end if;
  perform set_config('parley.changes', '', true);
  select array_agg(distinct split_part(line, ' ', 3)) into named
    from string_to_table(rtrim(noted, E'\n'), E'\n') as line;
  cases := array_remove(named, '-')::uuid[];
  return query select noted, null::uuid, null::smallint, null::bigint, null::bytea;
  insert into seals (scope, shard)
    select c, 0 from unnest(cases) as c
     where not exists (select 1 from seals s where s.scope = c) order by c
    on conflict do nothing;
  return query
    select null::text, s.scope, s.shard, s.version, s.state from seals s
     where s.scope = any (cases) order by s.scope for update;
  if '-' = any (named) then
    return query
      select null::text, s.scope, s.shard, s.version, s.state from seals s
       where s.scope = house limit 1 for update skip locked;
    if not found then
      return query
        select null::text, s.scope, s.shard, s.version, s.state from seals s
         where s.scope = house and s.shard = pg_backend_pid() % 32 for update;
    end if;
  end if;
end
$$;

create function move_seals(scopes uuid[], shards smallint[], states bytea[]) returns void
language sql security definer set search_path = public, pg_temp
begin atomic
  update seals s set version = s.version + 1, state = moved.state
    from unnest(scopes, shards, states) as moved (scope, shard, state)
   where s.scope = moved.scope and s.shard = moved.shard;
end;

-- What a party may know of who read its report: how many people of ours, in which role on the case,
-- when first and last. No names, no ids.
create function readers_of_own_report()
returns table (reader integer, roles text[], first_at timestamptz, last_at timestamptz, days integer)
language sql stable security definer set search_path = public, pg_temp
begin atomic
  select row_number() over (order by min(e.at))::integer,
         array(select r.role from person_roles r where r.person_id = e.actor_id order by r.role),
         min(e.at), max(e.at), count(distinct date_trunc('day', e.at at time zone 'UTC'))::integer
    from access_events e
   where current_kind() = 'outsider' and e.kind = 'case.read' and e.actor_kind = 'staff'
     and e.case_id in (
       select a.case_id from case_access a
        where a.principal_id = any (current_principals()) and a.side_id = a.principal_id)
   group by e.actor_id
   order by min(e.at) limit 200;
end;

alter function readers_of_own_report() owner to parley_keeper;
alter function access_record(text[], uuid, timestamptz, timestamptz, text, timestamptz, uuid, integer)
  owner to parley_keeper;
alter function changes_to_seal() owner to parley_keeper;
alter function move_seals(uuid[], smallint[], bytea[]) owner to parley_keeper;
revoke all on function
  access_record(text[], uuid, timestamptz, timestamptz, text, timestamptz, uuid, integer),
  readers_of_own_report(), changes_to_seal(), note_rows(),
  move_seals(uuid[], smallint[], bytea[]), row_digest(jsonb, text[]), watch_tables(text[], jsonb)
  from public;
grant execute on function changes_to_seal(), move_seals(uuid[], smallint[], bytea[]),
  row_digest(jsonb, text[]) to parley_app, parley_worker;
grant execute on function row_digest(jsonb, text[]) to parley_keeper;
grant execute on function readers_of_own_report(),
  access_record(text[], uuid, timestamptz, timestamptz, text, timestamptz, uuid, integer)
  to parley_app;
revoke create on schema public from parley_keeper;
