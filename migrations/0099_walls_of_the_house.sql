-- Who may write what belongs to no case: the wall asks for the same roles as the deeds do
-- (src/core/people/deeds.ts), so that one fault above it opens no catalogue. And customers can be erased.

create function holds_role(variadic the_roles text[]) returns boolean
language sql stable set search_path = public, pg_temp
begin atomic
  select current_kind() = 'staff' and exists (
    select 1 from person_roles r
     where r.person_id = any (current_principals()) and r.role = any (the_roles));
end;
revoke all on function holds_role(text[]) from public;
grant execute on function holds_role(text[]) to parley_app;

do $$
declare
  t text;
begin
  -- The catalogue. Everybody reads the first three (read_by_all); staff read who answers for a product.
  foreach t in array array['products', 'product_versions', 'entities', 'product_owners'] loop
    execute format('drop policy kept_by_staff on %I', t);
    execute format(
      'create policy kept_by_keepers on %I to parley_app
         using ((select holds_role(''psp'', ''lead'', ''administrator'')))
         with check ((select holds_role(''psp'', ''lead'', ''administrator'')))', t);
  end loop;
end
$$;
create policy read_by_staff on product_owners for select to parley_app
  using (current_kind() = 'staff');

-- Engineers, too, say what a version is made of.
drop policy kept_by_staff on version_components;
create policy kept_by_keepers on version_components to parley_app
  using ((select holds_role('psp', 'lead', 'administrator', 'engineer')))
  with check ((select holds_role('psp', 'lead', 'administrator', 'engineer')));
create policy read_by_staff on version_components for select to parley_app
  using (current_kind() = 'staff');

-- What a job carries out in its own name is begun by those alone who may.
drop policy begun_by_staff on imports;
create policy begun_by_staff on imports for insert to parley_app
  with check (started_by = any (current_principals()) and state = 'waiting'
    and case kind when 'cases' then (select holds_role('lead'))
                  else (select holds_role('psp', 'lead', 'administrator')) end);

-- An erased customer keeps its row, for filed reports name it: under a new key it says that it is
-- erased, no name leads to it, and its entitlements are gone.
alter table customers add column erased_at timestamptz(3);
-- Those with a term that may have ended.
create index customers_kept on customers (added_at, customer_id) where erased_at is null;

do $$
declare
  t text;
begin
  foreach t in array array['customers', 'customer_tokens', 'entitlements'] loop
    execute format('drop policy kept_by_support on %I', t);
    -- Administrators see whom they erase.
    execute format(
      'create policy read_by_support on %I for select to parley_app
         using ((select holds_role(''support-agent'', ''lead'', ''psp'', ''administrator'')))', t);
    execute format(
      'create policy added_by_support on %I for insert to parley_app
         with check ((select holds_role(''support-agent'', ''lead'', ''psp'')))', t);
  end loop;
end
$$;
create policy ended_by_support on entitlements for update to parley_app
  using ((select holds_role('support-agent', 'lead', 'psp')))
  with check ((select holds_role('support-agent', 'lead', 'psp')));
revoke update on customers, customer_tokens, entitlements from parley_app;
grant update (ended_at) on entitlements to parley_app;
-- Erasing is the worker's to carry out.
grant delete on customer_tokens, entitlements to parley_worker;
