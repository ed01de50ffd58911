/** On the overview: who wrote and waits for a word of ours, also on a closed case. */
import { Notice } from "../../ui/notice.tsx";
import { When } from "../../ui/when.tsx";
import { type AtCase, casePath } from "./at-case.ts";
import { zoneOf } from "./case-frame.ts";
import { capital, partyName } from "./case-words.ts";
import { DeedForm, may } from "./deed-form.tsx";

export function UnansweredNotices({ at }: { at: AtCase }) {
  return (
    <>
      {at.facts.unanswered.map(({ partyId, newestId, since }) => (
        <Notice
          key={partyId}
          tone="warning"
          title={`${capital(partyName(at.parties, partyId))} wrote, and waits for an answer.`}
        >
          <p>
            Since <When at={since} zone={zoneOf(at)} />
            {at.facts.closed && ", after we had closed the case"}. A message to them answers it:{" "}
            <a href={`${casePath(at.head.reference, "conversation")}#thread-${partyId.slice(-6)}`}>
              to the conversation
            </a>
          </p>
          {may(at, "need-no-answer") && (
            <DeedForm at={at} deed="need-no-answer" ids={{ partyId, newestId }} look="secondary" />
          )}
        </Notice>
      ))}
    </>
  );
}
