-- A party is invited to try a remedy, and says whether it mends what it found.
alter table party_statements drop constraint party_statements_kind_check;
alter table party_statements drop constraint party_statements_check;
alter table party_statements add constraint party_statements_kind_check
  check (kind in ('status', 'consent', 'news', 'plan', 'address', 'fix'));
alter table party_statements add constraint party_statements_check check (case kind
  when 'status' then word = 'asked'
  when 'consent' then word in ('asked', 'withdrawn', 'given', 'refused')
  when 'news' then word in ('every-change', 'results', 'none')
  when 'plan' then word in ('planned', 'none')
  when 'fix' then word in ('invited', 'works', 'fails', 'not-tried')
  else word = 'confirmed' end);

-- Staff invite; nobody of us says in a party's place that a fix works.
alter policy said_by_party on party_statements
  with check (current_kind() = 'outsider' and word not in ('given', 'refused', 'invited')
    and side_id = any (current_principals()) and exists (
      select 1 from case_access a
       where a.case_id = party_statements.case_id and a.side_id = party_statements.side_id
         and a.principal_id = a.side_id offset 0));
alter policy answered_by_staff on party_statements
  with check (current_kind() = 'staff' and word in ('given', 'refused', 'invited') and exists (
      select 1 from case_access a
       where a.case_id = party_statements.case_id and a.side_id = staff_side() offset 0));
