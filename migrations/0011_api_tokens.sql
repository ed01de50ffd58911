-- API tokens: a person's own, scoped and expiring. The token is shown once and kept as a keyed hash.

create table api_tokens (
  token_id uuid primary key,
  token_hash bytea not null unique,
  person_id uuid not null references people,
  -- What it is for, in the person's words; the page says that it is no place for secrets.
  label text not null check (length(label) between 1 and 60),
  -- 'read', and names of deeds: what may be done with it, of what its person may do.
  scopes text[] not null check (cardinality(scopes) > 0),
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null check (expires_at > created_at),
  revoked_at timestamptz(3)
);
create index api_tokens_person on api_tokens (person_id, created_at);

alter table api_tokens enable row level security;
alter table api_tokens force row level security;
create policy kept_by_worker on api_tokens to parley_worker using (true) with check (true);
-- One's own only: not even an administrator sees that a colleague has one.
create policy own_tokens on api_tokens to parley_app
  using (current_kind() = 'staff' and person_id = any (current_principals()))
  with check (current_kind() = 'staff' and person_id = any (current_principals()));
grant select, insert, update, delete on api_tokens to parley_worker;
grant insert on api_tokens to parley_app;
grant select (token_id, person_id, label, scopes, created_at, expires_at, revoked_at) on api_tokens to parley_app;
grant update (revoked_at) on api_tokens to parley_app;

-- Whose token is this, and for what? Expired and revoked ones, and those of disabled people, are nobody's.
grant create on schema public to parley_keeper;
create function open_api_token(the_hash bytea, the_time timestamptz)
returns table (person_id uuid, roles text[], team_ids uuid[], scopes text[])
language sql stable security definer set search_path = public, pg_temp
begin atomic
  select p.person_id,
         array(select r.role from person_roles r where r.person_id = p.person_id order by r.role),
         array(select m.team_id from team_members m where m.person_id = p.person_id order by m.team_id),
         t.scopes
    from api_tokens t join people p on p.person_id = t.person_id
   where t.token_hash = the_hash and t.expires_at > the_time and t.revoked_at is null
     and p.disabled_at is null;
end;
alter function open_api_token(bytea, timestamptz) owner to parley_keeper;
revoke all on function open_api_token(bytea, timestamptz) from public;
grant execute on function open_api_token(bytea, timestamptz) to parley_app, parley_worker;
revoke create on schema public from parley_keeper;
