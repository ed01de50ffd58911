-- Who of ours answers for a product: its product security primes, and engineers who know it. People,
-- so not public like the rest of the catalogue.
create table product_owners (
  product_id uuid not null references products,
  person_id uuid not null references people,
  part text not null check (part in ('prime', 'engineer')),
  set_at timestamptz(3) not null,
  primary key (product_id, person_id, part)
);
create index product_owners_person on product_owners (person_id);

alter table product_owners enable row level security;
alter table product_owners force row level security;
create policy kept_by_staff on product_owners to parley_app
  using (current_kind() = 'staff') with check (current_kind() = 'staff');
create policy kept_by_worker on product_owners to parley_worker using (true) with check (true);
grant select, insert, delete on product_owners to parley_app, parley_worker;
