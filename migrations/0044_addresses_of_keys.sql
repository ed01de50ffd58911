-- Addresses at which parties say that their keys lie, and keys that are known from another case.

-- An address names its owner as often as a key does: like a key it is sealed under the identity's key,
-- and no member of staff reaches the row.
create table key_links (
  link_id uuid primary key,
  case_id uuid not null references cases,
  side_id uuid not null,
  address_sealed bytea not null,
  said_at timestamptz(3) not null,
  last_event_id uuid not null,
  mac bytea not null,
  unique (link_id, case_id, side_id),
  foreign key (case_id, side_id) references parties (case_id, party_id)
);
create index key_links_case on key_links (case_id);
create index key_links_side on key_links (side_id, said_at, link_id);

-- What became of an address. Rows are added and never changed; the newest one of an address counts.
create table key_link_states (
  entry_id uuid primary key,
  link_id uuid not null,
  case_id uuid not null,
  side_id uuid not null,
  state text not null check (state in ('said', 'asked', 'fetched', 'failed')),
  source text not null check (source in ('mail', 'form')),
  -- For staff, without a name: the address as their copy of the words has it, and why nothing came
  -- of asking there; under that party's key.
  about_sealed bytea not null,
  at timestamptz(3) not null,
  last_event_id uuid not null,
  mac bytea not null,
  foreign key (link_id, case_id, side_id) references key_links (link_id, case_id, side_id)
);
create index key_link_states_of on key_link_states (link_id, at desc, entry_id desc);
create index key_link_states_case on key_link_states (case_id);

do $$
declare
  t text;
begin
  foreach t in array array['key_links', 'key_link_states'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy worked_by_worker on %I to parley_worker using (true) with check (true)', t);
    execute format('grant select, insert, update on %I to parley_worker', t);
  end loop;
end
$$;

grant select, insert on key_link_states to parley_app;
create policy wall on key_link_states for select to parley_app using (exists (
  select 1 from case_access a
   where a.case_id = key_link_states.case_id
     and (a.side_id = key_link_states.side_id or a.side_id = staff_side()) offset 0));
-- Staff order that an address is asked; what came of it is written by the worker alone.
create policy asked_by_staff on key_link_states for insert to parley_app
  with check (current_kind() = 'staff' and state = 'asked' and exists (
    select 1 from case_access a
     where a.case_id = key_link_states.case_id and a.side_id = staff_side() offset 0));

-- A key may come from an address that its owner gave, or be known already when its owner first writes.
alter table party_key_states drop constraint party_key_states_source_check;
alter table party_key_states add constraint party_key_states_source_check
  check (source in ('mail', 'form', 'portal', 'link', 'wkd', 'url', 'known'));
