/** What is to be done after a root cause was named or something was promised, with its owner and its day. */
import { dayIn } from "../../core/clocks/day-in.ts";
import { type FollowUp, inOrder } from "../../core/root-causes/root-cause.ts";
import { Tag } from "../../ui/badge.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { When } from "../../ui/when.tsx";
import type { AtCase } from "./at-case.ts";
import { personName, zoneOf } from "./case-frame.ts";
import { DeedForm, may, sentFor } from "./deed-form.tsx";

/** Open ones first, the earliest day first. */
export function FollowUpList({ at, followUps }: { at: AtCase; followUps: readonly FollowUp[] }) {
  return (
    <ul class="remedy-list">
      {inOrder(followUps).map((each) => (
        <li key={each.followUpId}>
          <OneFollowUp at={at} followUp={each} />
        </li>
      ))}
    </ul>
  );
}

function OneFollowUp({ at, followUp }: { at: AtCase; followUp: FollowUp }) {
  const { followUpId, doneAt } = followUp;
  const ids = { followUpId };
  return (
    <>
      <p class="plain-text">{followUp.what}</p>
      <p class="meta">
        <FollowUpState at={at} followUp={followUp} />
        {followUp.ownerId && <span>{personName(at, followUp.ownerId)} sees to it</span>}
      </p>
      {doneAt && <p class="plain-text">{followUp.doneWords}</p>}
      {!doneAt && may(at, "end-follow-up") && (
        <Disclosure summary="It is done" open={sentFor(at, "end-follow-up", ids) !== undefined}>
          <DeedForm at={at} deed="end-follow-up" ids={ids} look="secondary" />
        </Disclosure>
      )}
      {doneAt && may(at, "reopen-follow-up") && (
        <Disclosure
          summary="It is not done"
          open={sentFor(at, "reopen-follow-up", ids) !== undefined}
        >
          <DeedForm
            at={at}
            deed="reopen-follow-up"
            ids={ids}
            values={{ reason: "It was marked as done by mistake." }}
            look="secondary"
          />
        </Disclosure>
      )}
    </>
  );
}

function FollowUpState({ at, followUp }: { at: AtCase; followUp: FollowUp }) {
  const { doneAt, dueOn } = followUp;
  if (doneAt) {
    return (
      <>
        <Tag tone="success" icon="check">
          Done
        </Tag>
        <When at={doneAt} zone={zoneOf(at)} />
      </>
    );
  }
  if (!dueOn) return <Tag>No day named</Tag>;
  const late = dueOn < dayIn(zoneOf(at), at.now);
  return (
    <>
      <Tag tone={late ? "danger" : "info"} icon={late ? "alert" : "clock"}>
        {late ? "Late" : "To do"}
      </Tag>
      <span>
        by <When at={`${dueOn}T00:00:00Z`} precision="day" />
      </span>
    </>
  );
}
