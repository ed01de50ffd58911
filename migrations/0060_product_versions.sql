-- Versions of products with branch, dates and support; products that are changed and retired.

-- Nothing wrote versions before. Their order follows from their names (src/core/catalogue), and
-- whether one is in support from its dates and its state.
alter table product_versions
  drop column position,
  drop column in_support,
  add column branch text,
  add column support text not null check (support in ('full', 'security', 'ended')),
  add column released_on date,
  add column supported_from date,
  -- The last day of support.
  add column supported_until date,
  add column changed_at timestamptz(3) not null,
  add check (supported_until >= supported_from);

alter table products
  add column changed_at timestamptz(3),
  -- Retired: no longer offered, still named by the cases and advisories that name it.
  add column retired_at timestamptz(3);
