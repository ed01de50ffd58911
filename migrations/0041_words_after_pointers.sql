-- The words that a pointer stood for leave in a mail of their own, once they may.
alter table deliveries drop constraint deliveries_way_check;
alter table deliveries add constraint deliveries_way_check
  check (way in ('same', 'pointer', 'address', 'words'));
