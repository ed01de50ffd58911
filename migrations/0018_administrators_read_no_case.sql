-- An administrator reads no case, even one that they were a member of before they got the role, or
-- that somebody puts them on. permit() says so in every action; this says it a second time.
drop policy own_access on case_access;
create policy own_access on case_access for select to parley_app
  using (principal_id = any (current_principals())
         and (side_id <> staff_side() or ((select current_kind()) = 'staff' and not exists (
           select 1 from person_roles r
            where r.person_id = any (current_principals()) and r.role = 'administrator'))));
