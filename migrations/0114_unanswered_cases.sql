-- The sweep that alarms about cases without an owner or an answer looks at those that are open, the oldest
-- first, and asks of each what its record says. Without these it reads every event and message there is.
create index cases_open on cases (opened_at, case_id) where closed_at is null and erased_at is null;

create index messages_of_staff on messages (case_id) where direction = 'out' and author_kind = 'staff';

-- Few among all events: an index of every kind would cost each of them a write.
create index events_of_answers on events (case_id, type, at)
  where type in ('relevancy.told', 'conclusion.sent', 'report.imported', 'duty.unanswered',
                 'duty.unowned', 'case.released', 'case.reopened');
