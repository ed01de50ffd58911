-- A case that a colleague opens without a report: our own finding, an alert, a leak, a dispute.

-- What they wrote waits in the inbox like everything that opens a case: case numbers are the worker's.
alter table inbox drop constraint inbox_channel_check;
alter table inbox add constraint inbox_channel_check
  check (channel in ('form', 'mail', 'api', 'support', 'import', 'hand'));
