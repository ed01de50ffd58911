-- Finding the case that a mail continues: what others call it, the Message-IDs of its mails, an address
-- of its own for each party, and the cases that a mail claims to be of but could not prove.

-- What a party calls the case: VU#123456, a vendor's ticket. The row stays when it is taken off.
create table case_references (
  reference_id uuid primary key,
  case_id uuid not null references cases,
  -- The side is the party: each has its own name for the case.
  side_id uuid not null,
  issuer text not null check (issuer ~ '^[a-z]{2,12}$'),
  -- As it is written, under that party's key.
  reference_sealed bytea not null,
  -- Keyed hash of the issuer and the bare letters and digits, so that spacing changes nothing.
  reference_hash bytea not null,
  -- Null where it came with a mail of the party.
  added_by uuid references people,
  added_at timestamptz(3) not null,
  removed_at timestamptz(3),
  last_event_id uuid not null,
  mac bytea not null,
  foreign key (case_id, side_id) references parties (case_id, party_id)
);
create unique index case_references_once on case_references (side_id, reference_hash)
  where removed_at is null;
create index case_references_found on case_references (reference_hash) where removed_at is null;
create index case_references_case on case_references (case_id);

-- The Message-IDs of what came in, and of what another tool had sent, so that answers to them find the
-- case. Those of our own mails stand with their deliveries.
create table mail_ids (
  mail_hash bytea not null,
  case_id uuid not null references cases,
  side_id uuid not null,
  -- Whether the mail was ours: taken over with an archive.
  is_ours boolean not null,
  primary key (mail_hash, case_id, side_id)
);
create index mail_ids_case on mail_ids (case_id);

-- The address that answers of one party come to: psirt+token@. It lets nobody in; what is sent to it
-- is put into that party's thread.
create table reply_addresses (
  party_id uuid primary key,
  case_id uuid not null references cases,
  side_id uuid not null check (side_id = party_id),
  token_hash bytea not null unique,
  -- Under the key of the party's identity: who erases that, erases this.
  token_sealed bytea not null,
  issued_at timestamptz(3) not null,
  last_event_id uuid not null,
  mac bytea not null,
  foreign key (case_id, party_id) references parties (case_id, party_id)
);
create index reply_addresses_case on reply_addresses (case_id);

-- A mail that leads to a case without proof that it is the party's: it opened a case of its own, and
-- people say whether it belongs to the other one.
create table case_claims (
  claim_id uuid primary key,
  -- The case that it names; only its staff see the row.
  case_id uuid not null references cases,
  side_id uuid not null check (side_id = staff_side()),
  -- Whose thread it would be; null where that is not clear, or where it was put beside the threads.
  party_id uuid,
  -- The case that the mail opened.
  from_case_id uuid not null references cases check (from_case_id <> case_id),
  -- Words of ours with a space between them; empty where a person joined what nothing led to.
  why text not null,
  state text not null check (state in ('open', 'joined', 'undone', 'declined')),
  made_at timestamptz(3) not null,
  -- The message that it became.
  message_id uuid,
  settled_by uuid references people,
  settled_at timestamptz(3),
  last_event_id uuid not null,
  mac bytea not null,
  foreign key (case_id, party_id) references parties (case_id, party_id),
  check ((state = 'open') = (settled_at is null)),
  check (state <> 'joined' or message_id is not null)
);
create unique index case_claims_once on case_claims (case_id, from_case_id);
-- A mail is joined to one case.
create unique index case_claims_joined on case_claims (from_case_id) where state = 'joined';

do $$
declare
  t text;
  staff_of_case text;
begin
  foreach t in array array['case_references', 'mail_ids', 'reply_addresses', 'case_claims'] loop
    staff_of_case := format(
      'current_kind() = ''staff'' and exists (select 1 from case_access a
         where a.case_id = %I.case_id and a.principal_id = any (current_principals())
           and a.side_id = staff_side() offset 0)', t);
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy worked_by_worker on %I to parley_worker using (true) with check (true)', t);
    execute format('grant select, insert, update on %I to parley_worker', t);
    if t in ('case_references', 'case_claims') then
      execute format('grant select, insert, update on %I to parley_app', t);
      execute format(
        'create policy wall on %1$I for select to parley_app using (exists (
           select 1 from case_access a
            where a.case_id = %1$I.case_id and a.principal_id = any (current_principals())
              and (a.side_id = %1$I.side_id or a.side_id = staff_side()) offset 0))', t);
      execute format('create policy added_by_staff on %I for insert to parley_app with check (%s)', t, staff_of_case);
      execute format('create policy changed_by_staff on %I for update to parley_app using (%s) with check (%s)',
        t, staff_of_case, staff_of_case);
    end if;
  end loop;
end
$$;

-- Null like every later column (see state-rows.ts): a message that was joined to the case by mistake, and
-- taken out again.
alter table messages add column withdrawn_at timestamptz(3);
