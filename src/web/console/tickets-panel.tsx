/** Tickets of other teams' trackers: which belong to the case, and the neutral words for a new one. */
import { neutralTicket } from "../../core/trackers/neutral-ticket.ts";
import type { RemedyView } from "../../store/remedies/reader.ts";
import type { Ticket } from "../../store/trackers/reader.ts";
import { Tag } from "../../ui/badge.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Panel } from "../../ui/layout.tsx";
import { When } from "../../ui/when.tsx";
import { type AtCase, casePath } from "./at-case.ts";
import { personName, zoneOf } from "./case-frame.ts";
import { DeedForm, may, sentFor } from "./deed-form.tsx";

export function TicketsPanel(props: {
  at: AtCase;
  tickets: readonly Ticket[];
  remedies: readonly RemedyView[];
}) {
  const { at, tickets } = props;
  const mayLink = !at.facts.closed && may(at, "link-ticket");
  if (tickets.length === 0 && !mayLink) return null;
  return (
    <Panel title="Tickets of other teams" level={3} id="tickets">
      {tickets.length > 0 && (
        <ul class="remedy-list">
          {tickets.map((ticket) => (
            <li key={ticket.ticketId}>
              <OneTicket at={at} ticket={ticket} />
            </li>
          ))}
        </ul>
      )}
      {mayLink && (
        <>
          <Disclosure summary="Words for a new ticket">
            <NeutralWords {...props} />
          </Disclosure>
          <Disclosure summary="Link a ticket" open={sentFor(at, "link-ticket") !== undefined}>
            <DeedForm at={at} deed="link-ticket" />
          </Disclosure>
        </>
      )}
    </Panel>
  );
}

function OneTicket({ at, ticket }: { at: AtCase; ticket: Ticket }) {
  const ids = { ticketId: ticket.ticketId };
  return (
    <>
      <p>
        {ticket.what}:{" "}
        <a href={ticket.url} rel="noreferrer">
          {ticket.url}
        </a>
      </p>
      <p class="meta">
        {ticket.end ? (
          <>
            <Tag tone={ticket.end.how === "done" ? "success" : "plain"}>
              {ticket.end.how === "done" ? "Done" : "Dropped"}
            </Tag>
            <When at={ticket.end.at} zone={zoneOf(at)} />
          </>
        ) : (
          <Tag tone="info">Open</Tag>
        )}
        <span>
          {personName(at, ticket.by)} linked it <When at={ticket.at} zone={zoneOf(at)} />
        </span>
      </p>
      {!ticket.end && may(at, "end-ticket") && (
        <Disclosure summary="What became of it" open={sentFor(at, "end-ticket", ids) !== undefined}>
          <DeedForm at={at} deed="end-ticket" ids={ids} look="secondary" />
        </Disclosure>
      )}
    </>
  );
}

/** The day is the first one that is promised and not kept yet. */
function NeutralWords({ at, remedies }: { at: AtCase; remedies: readonly RemedyView[] }) {
  const { reference } = at.head;
  const days = remedies
    .filter(({ availableAt, withdrawnAt }) => !availableAt && !withdrawnAt)
    .flatMap(({ promisedFor }) => promisedFor ?? [])
    .sort((a, b) => a.getTime() - b.getTime());
  const link = `${at.web.context.baseUrl}${casePath(reference)}`;
  const { title, body } = neutralTicket({ reference, neededBy: days[0] ?? null, link });
  return (
    <>
      <p class="form-lead">
        Many people read a tracker. Until the matter is published, copy these words and add none.
      </p>
      <pre class="plain-text">
        {title}
        {"\n\n"}
        {body}
      </pre>
    </>
  );
}
