-- A report is read through its links, but written only where its own side is: a reporter could else
-- move their report to the staff's side, out of their own sight and into another's.
drop policy wall on reports;
create policy wall on reports to parley_app
  using (exists (select 1 from case_reports link where link.report_id = reports.report_id offset 0))
  with check (exists (
    select 1 from case_access a
     where a.case_id = reports.case_id and a.principal_id = any (current_principals())
       and (a.side_id = reports.side_id or a.side_id = staff_side()) offset 0));
