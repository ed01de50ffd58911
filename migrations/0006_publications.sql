-- Drafts are sealed rows of a case; what is published is public bytes.

create table publications (
  publication_id uuid primary key,
  case_id uuid not null references cases,
  side_id uuid not null,
  number text not null unique,
  type text not null,
  state text not null check (state in ('draft', 'in-review', 'approved', 'publishing', 'published')),
  revision integer not null check (revision > 0),
  drafted_by uuid not null,
  approved_by uuid,
  approved_at timestamptz(3),
  release_at timestamptz(3),
  published_at timestamptz(3),
  content_sealed bytea not null,
  updated_at timestamptz(3) not null,
  last_event_id uuid not null,
  mac bytea not null,
  -- Four eyes on the person, not on the role.
  check (approved_by is null or approved_by <> drafted_by)
);
create index publications_case on publications (case_id);

-- One row per published document: the public table, feeds and indexes are made from it.
create table published_documents (
  number text primary key,
  publication_id uuid unique,
  type text not null,
  title text not null,
  revision integer not null,
  status text not null,
  severity text,
  language text not null,
  first_published_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  -- The advisory as published (src/core/advisories/advisory.ts), the one source of every artefact.
  body text not null
);
create index published_documents_newest on published_documents (first_published_at desc, number desc);

create table blobs (
  sha256 bytea primary key,
  bytes bytea not null
);

-- The published set: this table, switched in one transaction, is the truth.
create table published (
  path text primary key,
  sha256 bytea not null references blobs,
  content_type text not null,
  updated_at timestamptz(3) not null
);

do $$
declare
  t text;
begin
  foreach t in array array['published_documents', 'blobs', 'published'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    -- Public bytes: anybody may read them, only the worker's publishing task writes them.
    execute format('create policy read_by_all on %I for select to parley_app, parley_worker using (true)', t);
    execute format('create policy kept_by_worker on %I to parley_worker using (true) with check (true)', t);
    execute format('grant select on %I to parley_app', t);
    execute format('grant select, insert, update, delete on %I to parley_worker', t);
  end loop;
end
$$;
