-- What the support desk keeps of a report that it filed: the number of its own ticket, found by a keyed
-- hash; what the customer asked; which customer of ours it is; which token sent it. Null like every later
-- column (see state-rows.ts).
alter table support_filings
  add column ticket_hash bytea,
  add column asked text check (asked in ('report', 'question')),
  add column customer_id uuid references customers,
  -- A token reads what it sent, and nothing else that its person filed.
  add column token_id uuid references api_tokens;
create index support_filings_ticket on support_filings (person_id, ticket_hash)
  where ticket_hash is not null;

-- A key that a sender gave with a report: the same once more is answered alike and files nothing. Kept a
-- month. The answer is made again from the key; neither it nor the report stands here.
create table intake_keys (
  intake_key_id uuid primary key,
  -- Keyed hash of the sender and of the key.
  key_hash bytea not null unique,
  person_id uuid not null references people,
  -- Keyed hash of the whole report: another one under the same key is refused.
  content_hash bytea not null,
  taken_at timestamptz(3) not null
);
create index intake_keys_taken on intake_keys (taken_at);

alter table intake_keys enable row level security;
alter table intake_keys force row level security;
create policy own_keys on intake_keys to parley_app
  using (current_kind() = 'staff' and person_id = any (current_principals()))
  with check (current_kind() = 'staff' and person_id = any (current_principals()));
create policy swept_by_worker on intake_keys to parley_worker using (true) with check (true);
grant select, insert on intake_keys to parley_app;
grant select, delete on intake_keys to parley_worker;

-- As in 0011, with the id of the token: what it sent is marked by it.
grant create on schema public to parley_keeper;
drop function open_api_token(bytea, timestamptz);
create function open_api_token(the_hash bytea, the_time timestamptz)
returns table (person_id uuid, roles text[], team_ids uuid[], scopes text[], token_id uuid)
language sql stable security definer set search_path = public, pg_temp
begin atomic
  select p.person_id,
         array(select r.role from person_roles r where r.person_id = p.person_id order by r.role),
         array(select m.team_id from team_members m where m.person_id = p.person_id order by m.team_id),
         t.scopes, t.token_id
    from api_tokens t join people p on p.person_id = t.person_id
   where t.token_hash = the_hash and t.expires_at > the_time and t.revoked_at is null
     and p.disabled_at is null;
end;
alter function open_api_token(bytea, timestamptz) owner to parley_keeper;
revoke all on function open_api_token(bytea, timestamptz) from public;
grant execute on function open_api_token(bytea, timestamptz) to parley_app, parley_worker;
revoke create on schema public from parley_keeper;
