-- A promise that a person paused runs again when a person says so: a reporter's answer to a question
-- does not end the waiting for somebody else. Null like every later column (see state-rows.ts).
alter table clocks add column held boolean;
