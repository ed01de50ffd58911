-- Only a catalogue is imported by those who keep it; whatever else a file holds, leads alone take it over.
drop policy begun_by_staff on imports;
create policy begun_by_staff on imports for insert to parley_app
  with check (started_by = any (current_principals()) and state = 'waiting'
    and case kind when 'catalogue' then (select holds_role('psp', 'lead', 'administrator'))
                  else (select holds_role('lead')) end);
