-- What became of each mail: on its way, with the next server, arrived, come back, given up.

alter table deliveries drop constraint deliveries_state_check;
alter table deliveries add constraint deliveries_state_check check (state in
  ('owed', 'delayed', 'sent', 'delivered', 'bounced', 'failed', 'withheld'));

-- Null like every later column (see state-rows.ts).
alter table deliveries
  -- When it is tried again after a server put it off.
  add column next_try_at timestamptz(3),
  -- A try that began and whose end is not recorded: it runs now, or the process died within it.
  add column trying_since timestamptz(3),
  -- So many tries ended without anybody's answer: the mail may have arrived once more for each.
  add column unsure_tries integer check (unsure_tries > 0),
  -- When a server last told us of it, and the message that keeps what it said.
  add column told_at timestamptz(3),
  add column report_id uuid,
  -- The delivery that this one sends again, and by which way.
  add column resends uuid,
  add column way text check (way in ('same', 'pointer', 'address')),
  -- Another address of the party, for this mail alone; under its identity's key.
  add column address_sealed bytea,
  add constraint deliveries_of_case unique (delivery_id, case_id),
  add constraint deliveries_report foreign key (report_id, case_id) references messages (message_id, case_id),
  add constraint deliveries_resends foreign key (resends, case_id) references deliveries (delivery_id, case_id),
  add constraint deliveries_way check ((way is null) = (resends is null));

-- A mail is sent again once; whoever wants a third way sends the second mail again.
create unique index deliveries_resent on deliveries (resends) where resends is not null;
drop index deliveries_owed;
create index deliveries_owed on deliveries (owed_at) where sent_at is null and state in ('owed', 'delayed');
create index deliveries_lost on deliveries (case_id) where state in ('bounced', 'failed');
create index deliveries_message on deliveries (message_id);
-- A report names the envelope (RFC 3461, section 4.4): what stands before the @ of our Message-ID.
create index deliveries_envelope on deliveries (split_part(mail_id, '@', 1));

-- When the party itself first had the message before it in the portal; set once.
alter table messages add column read_at timestamptz(3),
  add constraint messages_read check (read_at is null or direction = 'out');

-- A party that opens its thread owes the note of it, besides what it owed before.
drop policy owed_by_party on outbox;
create policy owed_by_party on outbox for insert to parley_app
  with check (current_kind() = 'outsider' and task in ('settle-case', 'note-reading') and exists (
    select 1 from case_access a
     where a.case_id = outbox.case_id and a.principal_id = any (current_principals()) offset 0));
