-- The identity vault: who may open it, who may be told what is in it, how people want to be thanked,
-- what the law made us give, and which finds of the name guard were none.

-- A member of staff reaches no identity, whatever a page forgets: the one deed that opens the vault
-- reads it as the worker, once it is permitted and recorded. A party sees its own.
drop policy wall on identities;
create policy own_identity on identities for select to parley_app
  using (current_kind() = 'outsider' and side_id = any (current_principals()) and exists (
    select 1 from case_access a
     where a.case_id = identities.case_id and a.side_id = identities.side_id
       and a.principal_id = a.side_id offset 0));

-- Two parties of a case are never taken for one another.
alter table parties add constraint parties_have_their_own_pseudonym unique (case_id, pseudonym);

-- How a party wants to be thanked. Rows are added and never changed; the newest one counts.
create table credit_choices (
  choice_id uuid primary key,
  case_id uuid not null references cases,
  side_id uuid not null,
  party_id uuid not null,
  choice text not null check (choice in ('undecided', 'none', 'name', 'handle', 'organisation')),
  -- The words to print, under the identity's key; null where nothing is printed.
  print_sealed bytea,
  chosen_at timestamptz(3) not null,
  last_event_id uuid not null,
  mac bytea not null,
  foreign key (case_id, party_id) references parties (case_id, party_id),
  check (party_id = side_id),
  check ((choice in ('undecided', 'none')) = (print_sealed is null))
);
create index credit_choices_party on credit_choices (party_id, chosen_at desc, choice_id desc);
create index credit_choices_case on credit_choices (case_id);

-- Whether a party's identity may be given to one recipient: asked by staff, answered by the party
-- alone. Rows are added and never changed; the newest of a permission counts.
create table disclosure_permissions (
  entry_id uuid primary key,
  permission_id uuid not null,
  case_id uuid not null references cases,
  side_id uuid not null,
  party_id uuid not null,
  -- The party of the case that would get it; null where it is somebody else.
  recipient_id uuid,
  state text not null check (state in ('asked', 'given', 'refused', 'withdrawn')),
  -- Who would get it, what and why, in words for the party that is asked; under that party's key.
  recipient_sealed bytea not null,
  at timestamptz(3) not null,
  last_event_id uuid not null,
  mac bytea not null,
  foreign key (case_id, party_id) references parties (case_id, party_id),
  foreign key (case_id, recipient_id) references parties (case_id, party_id),
  check (party_id = side_id and (recipient_id is null or recipient_id <> party_id))
);
create index disclosure_permissions_of on disclosure_permissions (permission_id, at desc, entry_id desc);
create index disclosure_permissions_party on disclosure_permissions (party_id);
create index disclosure_permissions_case on disclosure_permissions (case_id);

-- What the law made us give, and who stood for it (TH-25).
create table legal_disclosures (
  disclosure_id uuid primary key,
  case_id uuid not null references cases,
  side_id uuid not null check (side_id = staff_side()),
  -- Whom it is about; null where it was not about one party.
  party_id uuid,
  recorded_by uuid not null references people,
  recorded_at timestamptz(3) not null,
  approved_by uuid references people check (approved_by <> recorded_by),
  approved_at timestamptz(3),
  told boolean not null,
  -- Authority, basis, what was given, and why the party was not told.
  record_sealed bytea not null,
  last_event_id uuid not null,
  mac bytea not null,
  foreign key (case_id, party_id) references parties (case_id, party_id),
  check ((approved_by is null) = (approved_at is null))
);
create index legal_disclosures_case on legal_disclosures (case_id);
create index legal_disclosures_newest on legal_disclosures (recorded_at desc, disclosure_id desc);

-- One find of the name guard that somebody looked at and let pass: bound to the text and the place in
-- it, so that an edit asks again.
create table finding_releases (
  release_id uuid primary key,
  case_id uuid not null references cases,
  side_id uuid not null check (side_id = staff_side()),
  finding_hash bytea not null,
  released_by uuid not null references people,
  released_at timestamptz(3) not null,
  reason_sealed bytea not null,
  last_event_id uuid not null,
  mac bytea not null,
  unique (case_id, finding_hash)
);

do $$
declare
  t text;
  staff_of_case text;
begin
  foreach t in array array[
    'credit_choices', 'disclosure_permissions', 'legal_disclosures', 'finding_releases'
  ] loop
    staff_of_case := format(
      'exists (select 1 from case_access a
         where a.case_id = %I.case_id and a.principal_id = any (current_principals())
           and a.side_id = staff_side() offset 0)', t);
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy worked_by_worker on %I to parley_worker using (true) with check (true)', t);
    execute format('grant select, insert, update on %I to parley_worker', t);
    execute format('grant select, insert on %I to parley_app', t);
    execute format(
      'create policy wall on %1$I for select to parley_app using (exists (
         select 1 from case_access a
          where a.case_id = %1$I.case_id and a.principal_id = any (current_principals())
            and (a.side_id = %1$I.side_id or a.side_id = staff_side()) offset 0))', t);
    if t in ('legal_disclosures', 'finding_releases') then
      execute format(
        'create policy added_by_staff on %I for insert to parley_app
           with check (current_kind() = ''staff'' and %s)', t, staff_of_case);
    end if;
  end loop;
  execute format(
    'create policy asked_by_staff on disclosure_permissions for insert to parley_app
       with check (current_kind() = ''staff'' and state = ''asked'' and %s)',
    replace(staff_of_case, 'finding_releases', 'disclosure_permissions'));
end
$$;

-- A second person approves what was recorded.
grant update on legal_disclosures to parley_app;
create policy approved_by_staff on legal_disclosures for update to parley_app
  using (current_kind() = 'staff' and exists (
    select 1 from case_access a
     where a.case_id = legal_disclosures.case_id and a.principal_id = any (current_principals())
       and a.side_id = staff_side() offset 0))
  with check (current_kind() = 'staff' and exists (
    select 1 from case_access a
     where a.case_id = legal_disclosures.case_id and a.principal_id = any (current_principals())
       and a.side_id = staff_side() offset 0));

-- Only the party itself says how it is thanked and who may be told of it.
create policy chosen_by_party on credit_choices for insert to parley_app
  with check (current_kind() = 'outsider' and side_id = any (current_principals()) and exists (
    select 1 from case_access a
     where a.case_id = credit_choices.case_id and a.side_id = credit_choices.side_id
       and a.principal_id = a.side_id offset 0));
create policy answered_by_party on disclosure_permissions for insert to parley_app
  with check (current_kind() = 'outsider' and state <> 'asked' and side_id = any (current_principals())
    and exists (
      select 1 from case_access a
       where a.case_id = disclosure_permissions.case_id and a.side_id = disclosure_permissions.side_id
         and a.principal_id = a.side_id offset 0));
