-- Labels of a case, such as "zero-day-switch": they may tell what a case is about, so they are sealed under
-- the case's key like its title, and found by the keyed index of words.

-- Null like every later column (see state-rows.ts), and where a case never had one.
alter table cases add column labels_sealed bytea;
