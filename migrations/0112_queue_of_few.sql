-- The queue of one entity or label (TH-10, CC-31): cases without any are not looked through for it.

-- Whether labels were ever put on the case: of staff's rows alone, like every column of the filter.
-- Which they are stays sealed.
alter table case_access add column labelled boolean not null default false;

grant create on schema public to parley_keeper;

create or replace function derive_access(the_case uuid) returns void
language sql security definer set search_path = public, pg_temp
begin atomic
  delete from case_access a
   where a.case_id = the_case
     and not exists (
       select 1 from case_members m
        where m.case_id = the_case and m.principal_id = a.principal_id
          and (m.side_id = a.side_id or (a.side_id = shared_side() and m.side_id <> staff_side())));
  insert into case_access (principal_id, case_id, side_id, lane, due_at, expires_at,
                           owner_id, kind, stage, severity_band, waiting_on, opened_at,
                           policy_version, mailbox, entities, labelled)
  select m.principal_id, c.case_id, s.side_id, c.lane, c.due_at, m.expires_at,
         h.owner_id, h.kind, h.stage, h.severity_band, h.waiting_on, h.opened_at,
         h.policy_version, h.mailbox, case when h.case_id is not null then e.entities end,
         h.labels_sealed is not null
    from cases c
    join case_members m on m.case_id = c.case_id
    -- A party reaches its own side and what is shared; staff reach every side by the wall itself.
    cross join lateral (
      select m.side_id union select shared_side() where m.side_id <> staff_side()) s
    left join cases h on h.case_id = c.case_id and s.side_id = staff_side()
    cross join (
      select array_agg(distinct t.entity order by t.entity) as entities
        from case_members o join teams t on t.team_id = o.principal_id
       where o.case_id = the_case and o.side_id = staff_side() and t.entity is not null) e
   where c.case_id = the_case
  on conflict (principal_id, case_id, side_id) do update
    set lane = excluded.lane, due_at = excluded.due_at, expires_at = excluded.expires_at,
        owner_id = excluded.owner_id, kind = excluded.kind, stage = excluded.stage,
        severity_band = excluded.severity_band, waiting_on = excluded.waiting_on,
        opened_at = excluded.opened_at, policy_version = excluded.policy_version,
        mailbox = excluded.mailbox, entities = excluded.entities, labelled = excluded.labelled
    where (case_access.lane, case_access.due_at, case_access.expires_at, case_access.owner_id,
           case_access.kind, case_access.stage, case_access.severity_band, case_access.waiting_on,
           case_access.opened_at, case_access.policy_version, case_access.mailbox,
           case_access.entities, case_access.labelled)
          is distinct from
          (excluded.lane, excluded.due_at, excluded.expires_at, excluded.owner_id,
           excluded.kind, excluded.stage, excluded.severity_band, excluded.waiting_on,
           excluded.opened_at, excluded.policy_version, excluded.mailbox, excluded.entities,
           excluded.labelled);
end;

-- The cases that have labels already; the keeper sees them all.
create function fill_access() returns void
language sql security definer set search_path = public, pg_temp
begin atomic
  update case_access a set labelled = true
    from cases c
   where c.case_id = a.case_id and a.side_id = staff_side() and c.labels_sealed is not null;
end;
alter function fill_access() owner to parley_keeper;
select fill_access();
drop function fill_access();

revoke create on schema public from parley_keeper;

create trigger labels_move_access after update of labels_sealed on cases
  for each row when ((old.labels_sealed is null) <> (new.labels_sealed is null))
  execute function derive_access_after();

create index case_access_of_entities on case_access (principal_id, lane, due_at, case_id)
  include (side_id, expires_at, owner_id, kind, stage, severity_band, waiting_on, opened_at,
           policy_version, mailbox, entities)
  where entities is not null;
create index case_access_labelled on case_access (principal_id, lane, due_at, case_id)
  include (side_id, expires_at, owner_id, kind, stage, severity_band, waiting_on, opened_at,
           policy_version, mailbox, entities)
  where labelled;
