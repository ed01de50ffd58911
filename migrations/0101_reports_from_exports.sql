-- Reports from the export of a bounty platform: a third kind of file that is taken over. Where the names
-- of its columns are not known, the check ends as "unmapped" and a person says what is what.

alter table imports drop constraint imports_kind_check;
alter table imports add constraint imports_kind_check
  check (kind in ('catalogue', 'cases', 'reports'));
alter table imports drop constraint imports_state_check;
alter table imports add constraint imports_state_check
  check (state in ('waiting', 'running', 'done', 'refused', 'unmapped'));
-- How the file is read, its first rows, and what changed at the platform: words of reports, gone with
-- the file.
alter table imports add column export_sealed bytea;
