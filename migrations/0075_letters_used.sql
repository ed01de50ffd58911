-- Which ready texts a colleague used last: their newest messages, over all cases that they see.
create index events_messages_by on events (actor_id, at desc)
  where type in ('message.sent', 'message.written');
