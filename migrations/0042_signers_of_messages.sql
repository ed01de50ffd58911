-- Who signed the mails of a thread, and which of them could not be decrypted.

-- A key's fingerprint names its owner as an address does: like an identity it is sealed under the
-- identity's key, and neither staff nor a party reaches the row. The deed that opens the vault does.
create table message_signers (
  message_id uuid primary key references messages,
  case_id uuid not null references cases,
  side_id uuid not null,
  -- Kind and full fingerprint of the key or certificate.
  signer_sealed bytea not null,
  last_event_id uuid not null,
  mac bytea not null,
  foreign key (case_id, side_id) references parties (case_id, party_id)
);
create index message_signers_case on message_signers (case_id);
create index message_signers_side on message_signers (side_id);
alter table message_signers enable row level security;
alter table message_signers force row level security;
create policy worked_by_worker on message_signers to parley_worker using (true) with check (true);
grant select, insert, update on message_signers to parley_worker;

-- Null like every later column (see state-rows.ts): of mails from before, and of what is no mail.
alter table messages add column decrypted boolean;
-- What waits for a key is looked for when one turns up.
create index messages_closed on messages (case_id) where decrypted = false;
create index reports_closed on reports (case_id) where not decrypted;
