-- The intake tray: where mail that opened a case waits until a person has looked at it.

-- Null like every later column (see state-rows.ts), and for all that did not come by mail.
alter table cases add column tray text check (tray in ('new', 'kept', 'not-for-us'));
-- The deed by which it was sorted, often with many others: what one key takes back.
alter table cases add column tray_batch uuid;
-- Why its sender got no acknowledgement by itself; null where nothing held it back.
alter table cases add column answer_held text check (answer_held in (
  'automatic', 'no-address', 'own-address', 'no-reply-address',
  'sender-unchecked', 'sender-unproven', 'answered-today'));
-- When it was recorded that nobody had looked at it in time.
alter table cases add column tray_alarmed_at timestamptz(3);

-- The tray is a queue: the oldest first. The sweep that alarms reads the same rows.
create index cases_tray on cases (opened_at, case_id) where tray = 'new' and closed_at is null;
create index cases_tray_batch on cases (tray_batch) where tray_batch is not null;
-- What was not for us is counted, of late and over all.
create index cases_not_for_us on cases (closed_at, close_reason) where tray = 'not-for-us';

-- Somebody under attack right now, who was sent on to those who can act at once (ALE-26).
alter table cases drop constraint cases_kind_check;
alter table cases add constraint cases_kind_check check (kind in (
  'vulnerability-report', 'question', 'third-party-notice', 'data-leak', 'dispute', 'own-finding',
  'live-incident'));
