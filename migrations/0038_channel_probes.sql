-- Probes of our ways in: a mail to ourselves, whose coming back shows that a stranger's would arrive.

create table channel_probes (
  -- `mail` for the report address, `mail:NAME` for a mailbox of the settings.
  channel text primary key check (channel ~ '^mail(:[a-z0-9][a-z0-9-]{0,39})?$'),
  -- When the newest probe left.
  sent_at timestamptz(3) not null,
  -- Keyed hash of its token; null once it came back, so that a token serves once.
  token_hash bytea,
  -- When one came back last, and how long that one was on its way.
  came_at timestamptz(3),
  took_ms integer check (took_ms >= 0),
  -- Since when the channel is down: when the first probe left that did not come back in time.
  down_since timestamptz(3)
);
alter table channel_probes enable row level security;
alter table channel_probes force row level security;
create policy kept_by_worker on channel_probes to parley_worker using (true) with check (true);
create policy read_by_staff on channel_probes for select to parley_app
  using (current_kind() = 'staff');
grant select, insert, update on channel_probes to parley_worker;
grant select (channel, sent_at, came_at, took_ms, down_since) on channel_probes to parley_app;

-- Each time that a channel was down and works again.
create table channel_outages (
  channel text not null,
  began_at timestamptz(3) not null,
  ended_at timestamptz(3) not null,
  primary key (channel, began_at),
  check (ended_at >= began_at)
);
alter table channel_outages enable row level security;
alter table channel_outages force row level security;
create policy kept_by_worker on channel_outages to parley_worker using (true) with check (true);
create policy read_by_staff on channel_outages for select to parley_app
  using (current_kind() = 'staff');
grant select, insert on channel_outages to parley_worker;
grant select on channel_outages to parley_app;

-- A probe that came back makes no case. Its row stays, so that the same bytes again stay unread.
alter table inbox drop constraint inbox_state_check;
alter table inbox add constraint inbox_state_check
  check (state in ('new', 'registered', 'held', 'probe'));
