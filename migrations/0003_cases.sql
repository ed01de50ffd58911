-- Cases and everything inside one. Every row names its case and its side; the wall in
-- 0007 lets a reader see a row only through case_access.

-- Columns of a case table: `last_event_id` is the event that explains the present values, `mac`
-- binds all columns of the row to it (parley verify checks both).

create table cases (
  case_id uuid primary key,
  side_id uuid not null check (side_id = staff_side()),
  reference text not null unique,
  kind text not null check (kind in
    ('vulnerability-report', 'question', 'third-party-notice', 'data-leak', 'dispute', 'own-finding')),
  stage text not null,
  policy_id text not null,
  policy_version integer not null,
  severity_band text,
  owner_id uuid references people,
  waiting_on text not null check (waiting_on in ('us', 'reporter', 'other', 'nobody')),
  opened_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  closed_at timestamptz(3),
  close_reason text,
  -- Where the case stands in a queue: 1 ours to do, 2 waiting for somebody else, 3 closed.
  lane smallint not null check (lane between 1 and 3),
  -- The earliest running clock; 'infinity' where none runs.
  due_at timestamptz(3) not null,
  title_sealed bytea not null,
  last_event_id uuid not null,
  mac bytea not null
);

create table case_members (
  case_id uuid not null references cases,
  principal_id uuid not null,
  side_id uuid not null,
  role text not null,
  rule text,
  added_by uuid,
  added_at timestamptz(3) not null,
  last_event_id uuid not null,
  mac bytea not null,
  primary key (case_id, principal_id, side_id)
);

-- Derived from case_members and cases in the same transaction (function derive_access): never written by hand.
create table case_access (
  principal_id uuid not null,
  case_id uuid not null,
  side_id uuid not null,
  lane smallint not null,
  due_at timestamptz(3) not null,
  primary key (principal_id, case_id, side_id)
);
-- Lists are driven from here; the wall looks up by case.
create index case_access_queue on case_access (principal_id, lane, due_at, case_id);
create index case_access_wall on case_access (case_id, principal_id, side_id);

-- What a party may see of a case's head. Outsiders never read `cases`.
create table party_cases (
  case_id uuid not null references cases,
  side_id uuid not null,
  reference text not null,
  step text not null,
  opened_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  closed_at timestamptz(3),
  primary key (case_id, side_id)
);

-- A party of a case under its pseudonym; party_id is its principal and its side.
create table parties (
  party_id uuid primary key,
  case_id uuid not null references cases,
  side_id uuid not null,
  kind text not null check (kind in ('reporter', 'vendor', 'coordinator', 'customer', 'sub-cna', 'authority')),
  pseudonym text not null,
  answers_by text not null check (answers_by in ('mail', 'portal')),
  has_key boolean not null,
  credit text not null check (credit in ('undecided', 'none', 'name', 'handle', 'organisation')),
  name_withheld boolean not null,
  language text not null,
  undertaking_version text,
  added_at timestamptz(3) not null,
  last_event_id uuid not null,
  mac bytea not null
);
create index parties_case on parties (case_id);

-- The identity vault: names, addresses, handles and keys, apart from the case.
create table identities (
  party_id uuid primary key references parties,
  case_id uuid not null references cases,
  side_id uuid not null,
  identity_sealed bytea not null,
  -- Keyed hash of the normalised address: finds earlier cases without opening the vault.
  address_hash bytea,
  updated_at timestamptz(3) not null,
  last_event_id uuid not null,
  mac bytea not null
);
create index identities_case on identities (case_id);
create index identities_address on identities (address_hash) where address_hash is not null;

-- Receipt codes and mail links that open a party's portal; only their hashes are kept.
create table receipts (
  code_hash bytea primary key,
  party_id uuid not null,
  case_id uuid not null references cases,
  side_id uuid not null,
  kind text not null check (kind in ('code', 'link')),
  created_at timestamptz(3) not null,
  expires_at timestamptz(3)
);
create index receipts_case on receipts (case_id);

-- A report as it arrived. The original is never changed; the working copy is `content_sealed`.
create table reports (
  report_id uuid primary key,
  case_id uuid not null references cases,
  side_id uuid not null,
  party_id uuid not null references parties,
  channel text not null check (channel in ('form', 'mail', 'api', 'support', 'import')),
  -- First contact attempt, arrival here, and first reading are three different instants (CC-06, CC-32).
  attempted_at timestamptz(3) not null,
  received_at timestamptz(3) not null,
  first_read_at timestamptz(3),
  encrypted boolean not null,
  decrypted boolean not null,
  signature text not null,
  original_sealed bytea,
  original_file uuid,
  content_sealed bytea not null,
  last_event_id uuid not null,
  mac bytea not null,
  check ((original_sealed is null) <> (original_file is null))
);
create index reports_case on reports (case_id);

-- Reports and cases relate many-to-many: merging and splitting add rows here and key wraps, and move nothing.
create table case_reports (
  case_id uuid not null references cases,
  report_id uuid not null references reports,
  side_id uuid not null,
  relation text not null check (relation in ('primary', 'additional', 'duplicate')),
  linked_at timestamptz(3) not null,
  last_event_id uuid not null,
  mac bytea not null,
  primary key (case_id, report_id)
);
create index case_reports_report on case_reports (report_id);

create table messages (
  message_id uuid primary key,
  case_id uuid not null references cases,
  side_id uuid not null,
  direction text not null check (direction in ('in', 'out', 'internal')),
  template text not null,
  author_kind text not null check (author_kind in ('staff', 'party', 'system')),
  author_id uuid,
  at timestamptz(3) not null,
  content_sealed bytea not null,
  encrypted boolean not null,
  signature text not null,
  original_sealed bytea,
  original_file uuid,
  last_event_id uuid not null,
  mac bytea not null
);
create index messages_case on messages (case_id, at, message_id);

-- Mail that left or is owed: one row a recipient; the Message-ID is made once, so a retry is the same mail.
create table deliveries (
  delivery_id uuid primary key,
  case_id uuid not null references cases,
  side_id uuid not null,
  message_id uuid not null references messages,
  party_id uuid not null references parties,
  mail_id text not null unique,
  state text not null check (state in ('owed', 'sent', 'failed', 'withheld')),
  encrypted boolean,
  attempts integer not null,
  code text,
  owed_at timestamptz(3) not null,
  sent_at timestamptz(3),
  last_event_id uuid not null,
  mac bytea not null
);
create index deliveries_case on deliveries (case_id);
create index deliveries_owed on deliveries (owed_at) where state = 'owed';

create table attachments (
  attachment_id uuid primary key,
  case_id uuid not null references cases,
  side_id uuid not null,
  object_id uuid not null,
  bytes bigint not null check (bytes >= 0),
  about_sealed bytea not null,
  content_sealed bytea,
  content_file uuid,
  added_at timestamptz(3) not null,
  last_event_id uuid not null,
  mac bytea not null,
  check ((content_sealed is null) <> (content_file is null))
);
create index attachments_case on attachments (case_id);

create table decisions (
  decision_id uuid primary key,
  case_id uuid not null references cases,
  side_id uuid not null,
  kind text not null check (kind in ('relevancy', 'conclusion', 'disclosure', 'recognition', 'exception')),
  outcome text not null,
  reasons text not null,
  explanation_sealed bytea not null,
  decided_by uuid not null,
  decided_at timestamptz(3) not null,
  last_event_id uuid not null,
  mac bytea not null
);
create index decisions_case on decisions (case_id, decided_at);

create table vulnerabilities (
  vulnerability_id uuid primary key,
  case_id uuid not null references cases,
  side_id uuid not null,
  title_sealed bytea not null,
  cve_id text,
  cwe_id text,
  added_at timestamptz(3) not null,
  last_event_id uuid not null,
  mac bytea not null
);

create table case_vulnerabilities (
  case_id uuid not null references cases,
  vulnerability_id uuid not null references vulnerabilities,
  side_id uuid not null,
  linked_at timestamptz(3) not null,
  last_event_id uuid not null,
  mac bytea not null,
  primary key (case_id, vulnerability_id)
);
create index case_vulnerabilities_vulnerability on case_vulnerabilities (vulnerability_id);

create table scores (
  score_id uuid primary key,
  case_id uuid not null references cases,
  side_id uuid not null,
  vulnerability_id uuid not null references vulnerabilities,
  -- 'own' is ours; a published score of somebody else stays beside it (ALE-52).
  source text not null,
  cvss_version text not null check (cvss_version in ('2.0', '3.0', '3.1', '4.0')),
  band text not null,
  override_band text,
  score_sealed bytea not null,
  scored_by uuid,
  scored_at timestamptz(3) not null,
  last_event_id uuid not null,
  mac bytea not null,
  unique (vulnerability_id, source, cvss_version)
);
create index scores_case on scores (case_id);
