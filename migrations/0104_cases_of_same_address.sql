-- A page of a case tells how earlier reports from the same address went. Addresses are behind a wall that
-- staff do not pass; this door looks behind it in the reader's own transaction, so that the page asks no
-- second one. It goes from a case that the reader is on to cases that the reader is on, the newest 50,
-- and tells no address and no party. Whoever was asked into a case later is left out: that would tell
-- whose pseudonym it is in another.
grant create on schema public to parley_keeper;
create function cases_of_same_address(the_case uuid) returns setof uuid
language sql stable security definer set search_path = public, pg_temp
begin atomic
  with on_case as not materialized (
    select a.case_id from case_access a
     where current_kind() = 'staff' and a.side_id = staff_side()
       and a.principal_id = any (current_principals())
       and (a.expires_at is null or a.expires_at > current_instant())
       and not exists (
         select 1 from person_roles r
          where r.person_id = any (current_principals()) and r.role = 'administrator')),
  known as (
    select i.case_id, i.address_hash from identities i join parties p on p.party_id = i.party_id
     where p.kind in ('reporter', 'coordinator'))
  select c.case_id
    from known mine
    join cases own on own.case_id = mine.case_id
    join known other on other.address_hash = mine.address_hash and other.case_id <> mine.case_id
    join cases c on c.case_id = other.case_id and c.opened_at < own.opened_at
   where mine.case_id = the_case
     and exists (select 1 from on_case o where o.case_id = own.case_id)
     and exists (select 1 from on_case o where o.case_id = c.case_id)
     and c.erased_at is null and c.tray is distinct from 'not-for-us'
     and c.close_reason is distinct from 'joined'
   group by c.case_id
   order by max(c.opened_at) desc, c.case_id limit 50;
end;
alter function cases_of_same_address(uuid) owner to parley_keeper;
revoke all on function cases_of_same_address(uuid) from public;
grant execute on function cases_of_same_address(uuid) to parley_app;
revoke create on schema public from parley_keeper;
