-- Decisions that a second person confirms, that end on a date, and that serve somebody's interest; and
-- what an analysis rests on, which is recorded as decisions are.

alter table decisions drop constraint decisions_kind_check;
alter table decisions add constraint decisions_kind_check check (kind in (
  'relevancy', 'conclusion', 'disclosure', 'recognition', 'exception',
  'others-affected', 'reproduction', 'credibility', 'breach-note', 'standing'));

-- Null like every later column (see state-rows.ts). A decision stands where `standing` is null: one that
-- waits for a second person decides nothing yet, and one that was sent back or taken back never did.
alter table decisions add column standing text
  check (standing in ('proposed', 'replaced', 'sent-back', 'taken-back'));
alter table decisions add column approved_by uuid;
-- Nobody confirms what they decided themselves.
alter table decisions add constraint approved_by_another check (approved_by <> decided_by);
-- Until when an accepted risk is accepted.
alter table decisions add column ends_at timestamptz(3);
alter table decisions add column interest text
  check (interest in ('customers', 'reporter', 'ours', 'balanced'));
-- Further fields of what was examined, such as version and place; under the case's key.
alter table decisions add column details_sealed bytea;
-- One reasoned ruling may decide many cases; each of them has its own decision and its own words.
alter table decisions add column ruling_id uuid;
create index decisions_ruling on decisions (ruling_id) where ruling_id is not null;
