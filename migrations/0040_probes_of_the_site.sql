-- Probes of the report form and of the API beside those of mail; none becomes a case however late it comes.

alter table channel_probes drop constraint channel_probes_channel_check;
alter table channel_probes add constraint channel_probes_channel_check
  check (channel in ('form', 'api') or channel ~ '^mail(:[a-z0-9][a-z0-9-]{0,39})?$');
-- When the first probe left that none has answered for since: its outage begins there, however often
-- the channel is tried meanwhile. Null while none is awaited.
alter table channel_probes add column awaited_since timestamptz(3);
-- Whether the way in itself said that it did not take the newest one: nothing is on its way.
alter table channel_probes add column refused boolean not null default false;
-- A channel that is no longer one is no longer shown.
grant delete on channel_probes to parley_worker;
grant select (awaited_since, refused) on channel_probes to parley_app;

-- Tables show their owner no rows while their walls are forced.
alter table channel_probes no force row level security;
update channel_probes set awaited_since = coalesce(down_since, sent_at) where token_hash is not null;
alter table channel_probes force row level security;

-- Probes that a newer one overtook. One that arrives after all, as from a queue that stood still, is
-- known again, proves nothing, and makes no case.
create table overtaken_probes (
  -- Keyed hash of its token; the row goes when the token is spent.
  token_hash bytea primary key,
  channel text not null,
  sent_at timestamptz(3) not null
);
create index overtaken_probes_sent on overtaken_probes (sent_at);
alter table overtaken_probes enable row level security;
alter table overtaken_probes force row level security;
create policy kept_by_worker on overtaken_probes to parley_worker using (true) with check (true);
grant select, insert, delete on overtaken_probes to parley_worker;
