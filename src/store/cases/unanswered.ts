/**
 * Words of parties that nobody of us has answered: SQL over `$1`, the case. A colleague's message answers, and so
 * does a letter that tells what was decided; what reminds, points or acknowledges does not. Nor is a program's
 * mail a word.
 */

const answers = [
  "relevancy",
  "rejection",
  "ruling",
  "no-reply",
  "duplicate",
  "conclusion",
  "matter-decision",
  "objection-answer",
  "consent-to-publish",
  "pointer-to-support",
  "closing",
];

const templates = answers.map((name) => `'${name}'`).join(", ");

/** What a party did that is a word of theirs, also where it came from elsewhere and a colleague said whose it is. */
const word = `(e.side_id = p.party_id and e.type in ('message.received', 'attachment.received')
    or e.type = 'message.joined' and e.body::jsonb ->> 'whose' = p.party_id::text)`;

/**
 * Each party with its first such word, that one's time and its newest one, the earliest first; a JSON array.
 * None of a case whose words are erased: there is nothing left to read or to answer.
 */
export const unanswered = `(select coalesce(json_agg(u order by u."since"), '[]') from (
    select p.party_id as "partyId", min(e.at) as "since",
           (array_agg(e.event_id order by e.seq))[1] as "eventId",
           (array_agg(e.event_id order by e.seq desc))[1] as "newestId"
      from cases k join parties p on p.case_id = k.case_id
      join events e on e.case_id = k.case_id and ${word}
     where k.case_id = $1 and k.erased_at is null
       and coalesce(e.body::jsonb ->> 'automatic', 'false') <> 'true'
       and not exists (select 1 from messages m where m.case_id = $1 and m.side_id = p.party_id
         and m.direction = 'out' and m.at >= e.at
         and (m.author_kind = 'staff' or m.template in (${templates})))
       and not exists (select 1 from events s where s.case_id = $1 and s.type = 'message.settled'
         and s.body::jsonb ->> 'partyId' = p.party_id::text and s.seq > e.seq)
       and not exists (select 1 from events t where t.case_id = $1 and t.type = 'message.unjoined'
         and t.body::jsonb ->> 'messageId' = e.body::jsonb ->> 'messageId')
     group by p.party_id) u)`;
