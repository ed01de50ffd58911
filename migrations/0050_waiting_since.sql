-- On whom a case waits, and since when.

-- Null like every later column (see state-rows.ts), and where it is on us or on nobody. Never words of
-- anybody outside: a pseudonym, an entity of the policy, or one of the words of a pause.
alter table cases add column waiting_for text;
-- Since when it is on whoever `waiting_on` says; null until the first deed after this migration.
alter table cases add column waiting_since timestamptz(3);
