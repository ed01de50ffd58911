-- Which cases have tickets that are looked at in other teams' trackers.
create index events_tickets on events (case_id) where type = 'ticket.linked';
