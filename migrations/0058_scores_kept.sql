-- Every score stays: a later one of the same kind counts instead of it, and is read beside it.
alter table scores drop constraint scores_vulnerability_id_source_cvss_version_key;
-- Set for a score that was adjusted to one product ('adjusted'); null for scores of the vulnerability.
alter table scores add column product_id uuid references products;
create index scores_of_vulnerability on scores (vulnerability_id, source, cvss_version, scored_at desc);

-- Null like every later column (see state-rows.ts). A band of the policy that was put before any score.
alter table cases add column suspected_band text;
-- Nothing of ours is published before; null where nothing of the kind was agreed.
alter table cases add column not_before timestamptz(3);
-- The same for the party's side of the case.
alter table party_cases add column not_before timestamptz(3);
