-- How a party came to know the list of what reporters are asked or commit to (X-02, TH-16).

-- Null like every later column (see state-rows.ts), and of parties from before this migration; those had
-- it shown in the form. "informed": the acknowledgement of a mail named the version and its address.
alter table parties add column undertaking_how text check (undertaking_how in ('shown', 'informed'));
