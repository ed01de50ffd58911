-- Cases are found by who a party is, for whoever may open the vault: keyed hashes of the words of a name, a
-- handle, an organisation, an address or a number, apart from the words of the case. No colleague and no
-- party reads them; the program asks them for somebody who may, and that is on record.
create table identity_tokens (
  -- Empty in one row of each identity that was gone through, with or without words.
  token bytea not null,
  party_id uuid not null,
  case_id uuid not null references cases,
  side_id uuid not null check (side_id = party_id),
  primary key (token, party_id),
  foreign key (case_id, party_id) references parties (case_id, party_id)
);
create index identity_tokens_party on identity_tokens (party_id);
create index identity_tokens_case on identity_tokens (case_id);

alter table identity_tokens enable row level security;
alter table identity_tokens force row level security;
create policy kept_by_worker on identity_tokens to parley_worker using (true) with check (true);
grant select, insert, delete on identity_tokens to parley_worker;

-- A search by a name looks behind that wall in the reader's own transaction, and answers with cases that the
-- reader is on, for the roles alone that may open the vault; the program asks for the second proof before,
-- and records what was found. It tells no name and no party. Every word must be of one party.
grant create on schema public to parley_keeper;
create function cases_of_people(the_words bytea[], only_openers boolean, at_most integer)
returns setof uuid
language sql stable security definer set search_path = public, pg_temp
begin atomic
  with rarest as (
    select word.token from unnest(the_words) as word (token)
     where length(word.token) > 0 and current_kind() = 'staff' and exists (
       select 1 from person_roles r
        where r.person_id = any (current_principals())
          and r.role in ('lead', 'communicator', 'coordinator-analyst', 'legal'))
       and not exists (
         select 1 from person_roles r
          where r.person_id = any (current_principals()) and r.role = 'administrator')
     order by (
       select count(*) from (
         select 1 from identity_tokens i where i.token = word.token limit 1000) counted)
     limit 1)
  select distinct t.case_id
    from rarest
    join identity_tokens t on t.token = rarest.token
    join parties p on p.party_id = t.party_id
     and (not only_openers or p.kind in ('reporter', 'coordinator'))
    join case_access a on a.case_id = t.case_id and a.side_id = staff_side()
     and a.principal_id = any (current_principals())
     and (a.expires_at is null or a.expires_at > current_instant())
   where not exists (
     select 1 from unnest(the_words) as word (token)
      where not exists (
        select 1 from identity_tokens o
         where o.token = word.token and o.party_id = t.party_id))
   limit at_most;
end;
alter function cases_of_people(bytea[], boolean, integer) owner to parley_keeper;
revoke all on function cases_of_people(bytea[], boolean, integer) from public;
grant execute on function cases_of_people(bytea[], boolean, integer) to parley_app;
revoke create on schema public from parley_keeper;
