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

/** Each party with the time of its first such word, the earliest first; a JSON array. */
export const unanswered = `(select coalesce(json_agg(u order by u."since"), '[]') from (
    select e.side_id as "partyId", min(e.at) as "since" from events e
     where e.case_id = $1 and e.type in ('message.received', 'attachment.received')
       and exists (select 1 from parties p where p.case_id = $1 and p.party_id = e.side_id)
       and coalesce(e.body::jsonb ->> 'automatic', 'false') <> 'true'
       and not exists (select 1 from messages m where m.case_id = $1 and m.side_id = e.side_id
         and m.direction = 'out' and m.at >= e.at
         and (m.author_kind = 'staff' or m.template in (${templates})))
       and not exists (select 1 from events s where s.case_id = $1 and s.type = 'message.settled'
         and s.body::jsonb ->> 'partyId' = e.side_id::text and s.seq > e.seq)
     group by e.side_id) u)`;
