-- The root of every keyed hash and MAC (chains, state rows, search, sign-in names, codes). It is
-- sealed under the master key like an object's key, so that another master key can take over while
-- every hash and every link of a chain stays what it is.
create table hash_roots (
  -- One row, ever: with a second root nothing that was hashed could be found again.
  only_one boolean primary key default true check (only_one),
  master_key_id text not null,
  wrapped bytea not null,
  created_at timestamptz(3) not null
);
alter table hash_roots enable row level security;
alter table hash_roots force row level security;
create policy read_by_worker on hash_roots for select to parley_worker using (true);
create policy made_by_worker on hash_roots for insert to parley_worker with check (true);
grant select, insert on hash_roots to parley_worker;
