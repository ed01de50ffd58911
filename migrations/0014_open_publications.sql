-- Publications in the making, the latest changed first: the list that authors and approvers work
-- from stays as short as their work, however much was published before.
create index publications_open on publications (updated_at desc, publication_id desc)
  where state <> 'published';
