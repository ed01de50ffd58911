-- Which line of the rota: 1 is woken first, the next where nobody of it takes the case in time.
alter table on_call add column line integer not null default 1 check (line between 1 and 9);

-- Cases that nobody answers for are looked at every minute.
create index cases_unowned on cases (opened_at, case_id) where owner_id is null and closed_at is null;
