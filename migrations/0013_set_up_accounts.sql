-- Whether somebody accepted their set-up link: colleagues may see that, never the hash itself.
alter table people add column set_up boolean generated always as (password_hash is not null) stored;
grant select (set_up) on people to parley_app;
