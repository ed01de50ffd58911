-- Keys that came along with a party's words, what was decided about them, and how letters may leave.

-- A key names its owner as an address does: like an identity it is sealed under the identity's key,
-- and no member of staff reaches the row. The one in use stands in the identity itself.
create table party_keys (
  key_id uuid primary key,
  case_id uuid not null references cases,
  side_id uuid not null,
  -- The key, its fingerprint and names, and where it was found.
  key_sealed bytea not null,
  offered_at timestamptz(3) not null,
  last_event_id uuid not null,
  mac bytea not null,
  unique (key_id, case_id, side_id),
  foreign key (case_id, side_id) references parties (case_id, party_id)
);
create index party_keys_case on party_keys (case_id);
create index party_keys_side on party_keys (side_id, offered_at, key_id);

-- What was said about a key. Rows are added and never changed; the newest one of a key counts.
create table party_key_states (
  entry_id uuid primary key,
  key_id uuid not null,
  case_id uuid not null,
  side_id uuid not null,
  state text not null check (state in
    ('offered', 'confirmed', 'refused', 'replaced', 'renewed', 'expired', 'revoked')),
  source text not null check (source in ('mail', 'form', 'portal', 'link', 'wkd')),
  -- For staff, without a name: how it came, until when it serves, how it was compared; under that
  -- party's key.
  about_sealed bytea not null,
  at timestamptz(3) not null,
  last_event_id uuid not null,
  mac bytea not null,
  foreign key (key_id, case_id, side_id) references party_keys (key_id, case_id, side_id)
);
create index party_key_states_of on party_key_states (key_id, at desc, entry_id desc);
create index party_key_states_case on party_key_states (case_id);

-- What was chosen on how letters to a party leave. Rows are added; the newest of its kind counts.
create table sending_choices (
  choice_id uuid primary key,
  case_id uuid not null references cases,
  side_id uuid not null,
  kind text not null check (kind in ('plain-agreed', 'plain-declined', 'to-expired')),
  -- One message; null where it holds for every letter to the party.
  message_id uuid references messages,
  -- Why, in a colleague's words; under that party's key.
  reason_sealed bytea,
  at timestamptz(3) not null,
  last_event_id uuid not null,
  mac bytea not null,
  foreign key (case_id, side_id) references parties (case_id, party_id),
  check ((kind = 'to-expired') = (reason_sealed is not null))
);
create index sending_choices_case on sending_choices (case_id);
create index sending_choices_side on sending_choices (side_id, at desc, choice_id desc);

do $$
declare
  t text;
begin
  foreach t in array array['party_keys', 'party_key_states', 'sending_choices'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy worked_by_worker on %I to parley_worker using (true) with check (true)', t);
    execute format('grant select, insert, update on %I to parley_worker', t);
    execute format('grant select, insert on %I to parley_app', t);
    if t <> 'party_keys' then
      execute format(
        'create policy wall on %1$I for select to parley_app using (exists (
           select 1 from case_access a
            where a.case_id = %1$I.case_id and a.principal_id = any (current_principals())
              and (a.side_id = %1$I.side_id or a.side_id = staff_side()) offset 0))', t);
    end if;
  end loop;
end
$$;

create policy own_keys on party_keys for select to parley_app
  using (current_kind() = 'outsider' and side_id = any (current_principals()) and exists (
    select 1 from case_access a
     where a.case_id = party_keys.case_id and a.side_id = party_keys.side_id
       and a.principal_id = a.side_id offset 0));
create policy offered_by_party on party_keys for insert to parley_app
  with check (current_kind() = 'outsider' and side_id = any (current_principals()) and exists (
    select 1 from case_access a
     where a.case_id = party_keys.case_id and a.side_id = party_keys.side_id
       and a.principal_id = a.side_id offset 0));

-- Staff say of a key that it is theirs or not, once they compared it; they offer none.
create policy judged_by_staff on party_key_states for insert to parley_app
  with check (current_kind() = 'staff' and state in ('confirmed', 'refused') and exists (
    select 1 from case_access a
     where a.case_id = party_key_states.case_id and a.principal_id = any (current_principals())
       and a.side_id = staff_side() offset 0));
create policy said_by_party on party_key_states for insert to parley_app
  with check (current_kind() = 'outsider' and state in ('offered', 'confirmed', 'refused')
    and side_id = any (current_principals()) and exists (
      select 1 from case_access a
       where a.case_id = party_key_states.case_id and a.side_id = party_key_states.side_id
         and a.principal_id = a.side_id offset 0));

-- Nobody of us agrees to unencrypted answers in a party's place.
create policy chosen_by_staff on sending_choices for insert to parley_app
  with check (current_kind() = 'staff' and kind = 'to-expired' and exists (
    select 1 from case_access a
     where a.case_id = sending_choices.case_id and a.principal_id = any (current_principals())
       and a.side_id = staff_side() offset 0));
create policy answered_by_party on sending_choices for insert to parley_app
  with check (current_kind() = 'outsider' and kind in ('plain-agreed', 'plain-declined')
    and side_id = any (current_principals()) and exists (
      select 1 from case_access a
       where a.case_id = sending_choices.case_id and a.side_id = sending_choices.side_id
         and a.principal_id = a.side_id offset 0));

-- Null like every later column (see state-rows.ts): what left of a delivery, once something did.
alter table deliveries add column left_as text check (left_as in ('encrypted', 'plain', 'pointer'));

-- A link that travelled in plain mail shows how a report stands; the one that travels in encrypted
-- letters alone opens it, as a receipt code does.
alter table receipts drop constraint receipts_kind_check;
alter table receipts add constraint receipts_kind_check check (kind in ('code', 'link', 'letter'));

-- When a party's domain was last asked for a key (Web Key Directory): at most once a day.
create table key_lookups (
  party_id uuid primary key references parties,
  asked_at timestamptz(3) not null
);
alter table key_lookups enable row level security;
alter table key_lookups force row level security;
create policy kept_by_worker on key_lookups to parley_worker using (true) with check (true);
grant select, insert, update on key_lookups to parley_worker;
