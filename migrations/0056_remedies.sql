-- Remedies that have somebody to answer for them, and ones that will not come after all.

-- Dates that moved, tests and products stand in the sealed words and in the events.
alter table remedies
  add column owner_id uuid,
  add column withdrawn_at timestamptz(3);
