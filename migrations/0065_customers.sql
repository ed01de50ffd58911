-- Customers, and what their contracts entitle them to. Names and levels are sealed under the customer's
-- own key; a name is found again by keyed hashes of its words.
create table customers (
  customer_id uuid primary key,
  name_sealed bytea not null,
  -- The whole name in one form: the same customer stands once.
  name_hash bytea not null unique,
  key_wrapped bytea not null,
  master_key_id text not null,
  added_at timestamptz(3) not null
);

create table customer_tokens (
  token bytea not null,
  customer_id uuid not null references customers,
  primary key (token, customer_id)
);

create table entitlements (
  entitlement_id uuid primary key,
  customer_id uuid not null references customers,
  -- Null where it is for everything that they have of us.
  product_id uuid references products,
  -- Contract level and what it gives, as people call it.
  level_sealed bytea not null,
  -- The last day; null where it has no end yet.
  valid_until date,
  added_at timestamptz(3) not null,
  ended_at timestamptz(3)
);
create index entitlements_customer on entitlements (customer_id, added_at);

do $$
declare
  t text;
begin
  foreach t in array array['customers', 'customer_tokens', 'entitlements'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    -- Support, and those who answer for the catalogue; a person who only works on cases sees none.
    execute format('create policy kept_by_support on %I to parley_app
      using (current_kind() = ''staff'' and exists (
        select 1 from person_roles r
         where r.person_id = any (current_principals()) and r.role in (''support-agent'', ''lead'', ''psp'')))
      with check (current_kind() = ''staff'' and exists (
        select 1 from person_roles r
         where r.person_id = any (current_principals()) and r.role in (''support-agent'', ''lead'', ''psp'')))', t);
    execute format('create policy kept_by_worker on %I to parley_worker using (true) with check (true)', t);
    execute format('grant select, insert, update on %I to parley_app, parley_worker', t);
  end loop;
end
$$;
