-- What the queue is filtered by stands where its lists are driven from, and in their index: a filter
-- costs what is looked at there, whatever else the database holds.

-- Of staff's rows alone, null in a party's: no party learns them. Null like every later column until
-- the case is derived anew; all of them are, below.
alter table case_access
  add column owner_id uuid,
  add column kind text,
  add column stage text,
  add column severity_band text,
  add column waiting_on text,
  add column opened_at timestamptz(3),
  add column policy_version integer,
  add column mailbox text;

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
                           policy_version, mailbox)
  select m.principal_id, c.case_id, s.side_id, c.lane, c.due_at, m.expires_at,
         h.owner_id, h.kind, h.stage, h.severity_band, h.waiting_on, h.opened_at,
         h.policy_version, h.mailbox
    from cases c
    join case_members m on m.case_id = c.case_id
    -- A party reaches its own side and what is shared; staff reach every side by the wall itself.
    cross join lateral (
      select m.side_id union select shared_side() where m.side_id <> staff_side()) s
    left join cases h on h.case_id = c.case_id and s.side_id = staff_side()
   where c.case_id = the_case
  on conflict (principal_id, case_id, side_id) do update
    set lane = excluded.lane, due_at = excluded.due_at, expires_at = excluded.expires_at,
        owner_id = excluded.owner_id, kind = excluded.kind, stage = excluded.stage,
        severity_band = excluded.severity_band, waiting_on = excluded.waiting_on,
        opened_at = excluded.opened_at, policy_version = excluded.policy_version,
        mailbox = excluded.mailbox
    where (case_access.lane, case_access.due_at, case_access.expires_at, case_access.owner_id,
           case_access.kind, case_access.stage, case_access.severity_band, case_access.waiting_on,
           case_access.opened_at, case_access.policy_version, case_access.mailbox)
          is distinct from
          (excluded.lane, excluded.due_at, excluded.expires_at, excluded.owner_id,
           excluded.kind, excluded.stage, excluded.severity_band, excluded.waiting_on,
           excluded.opened_at, excluded.policy_version, excluded.mailbox);
end;

-- The heads that are there already; the keeper sees them all.
create function fill_access() returns void
language sql security definer set search_path = public, pg_temp
begin atomic
  update case_access a
     set owner_id = c.owner_id, kind = c.kind, stage = c.stage, severity_band = c.severity_band,
         waiting_on = c.waiting_on, opened_at = c.opened_at, policy_version = c.policy_version,
         mailbox = c.mailbox
    from cases c
   where c.case_id = a.case_id and a.side_id = staff_side();
end;
alter function fill_access() owner to parley_keeper;
select fill_access();
drop function fill_access();

revoke create on schema public from parley_keeper;

drop trigger heads_move_access on cases;
create trigger heads_move_access
  after update of lane, due_at, owner_id, kind, stage, severity_band, waiting_on, opened_at,
    policy_version, mailbox on cases
  for each row when (
    (old.lane, old.due_at, old.owner_id, old.kind, old.stage, old.severity_band, old.waiting_on,
     old.opened_at, old.policy_version, old.mailbox)
    is distinct from
    (new.lane, new.due_at, new.owner_id, new.kind, new.stage, new.severity_band, new.waiting_on,
     new.opened_at, new.policy_version, new.mailbox))
  execute function derive_access_after();

drop index case_access_queue;
create index case_access_queue on case_access (principal_id, lane, due_at, case_id)
  include (side_id, expires_at, owner_id, kind, stage, severity_band, waiting_on, opened_at,
           policy_version, mailbox);

-- A filter by product begins with the product where few cases have it.
create index affected_products_product on affected_products (product_id, case_id);
