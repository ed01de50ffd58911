-- How each version of a product stands towards a vulnerability, one row each, changed by itself.

alter table affected_products
  add column version_id uuid references product_versions,
  -- A temporary step (L-04): the day by which it is looked at again; as text, so that no zone moves it.
  add column until_on text check (until_on ~ '^\d{4}-\d\d-\d\d$'),
  add column note_sealed bytea,
  add column set_by uuid,
  drop constraint affected_products_vulnerability_id_product_id_status_key;

-- A product as a whole, or a range of it, has one row for each status; a version has one in all.
create unique index affected_whole on affected_products (vulnerability_id, product_id, status)
  where version_id is null;
create unique index affected_version on affected_products (vulnerability_id, version_id)
  where version_id is not null;
