/** Tickets of other teams' trackers: which belong to the case, and the neutral words for a new one. */
import { neededBy } from "../../core/trackers/needed-by.ts";
import { neutralTicket } from "../../core/trackers/neutral-ticket.ts";
import { trackerTitles } from "../../core/trackers/tracker.ts";
import type { RemedyView } from "../../store/remedies/reader.ts";
import type { AskedTicket, Ticket, TicketRecord } from "../../store/trackers/reader.ts";
import { Tag } from "../../ui/badge.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Panel } from "../../ui/layout.tsx";
import { When } from "../../ui/when.tsx";
import { type AtCase, casePath } from "./at-case.ts";
import { personName, zoneOf } from "./case-frame.ts";
import { DeedForm, may, sentFor } from "./deed-form.tsx";

export function TicketsPanel(props: {
  at: AtCase;
  record: TicketRecord;
  remedies: readonly RemedyView[];
}) {
  const { at } = props;
  const { tickets, asked } = props.record;
  const mayLink = !at.facts.closed && may(at, "link-ticket");
  if (tickets.length + asked.length === 0 && !mayLink) return null;
  return (
    <Panel title="Tickets of other teams" level={3} id="tickets">
      {tickets.length + asked.length > 0 && (
        <ul class="remedy-list">
          {asked.map((each) => (
            <li key={each.askedId}>
              <AskedFor at={at} asked={each} />
            </li>
          ))}
          {tickets.map((ticket) => (
            <li key={ticket.ticketId}>
              <OneTicket at={at} ticket={ticket} />
            </li>
          ))}
        </ul>
      )}
      {mayLink && (
        <>
          <OpenIn at={at} />
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

/** By its API; nothing where the operator named no tracker. */
function OpenIn({ at }: { at: AtCase }) {
  const trackers = at.web.context.trackers ?? [];
  if (trackers.length === 0) return null;
  const choices = trackers.map(({ name, kind, project }) => {
    return { value: name, label: `${name}: ${project} in ${trackerTitles[kind]}` };
  });
  return (
    <Disclosure summary="Open a ticket" open={sentFor(at, "open-ticket") !== undefined}>
      <p class="form-lead">
        It gets a reference, the day by which it is needed and a link to the case; no title and no
        product.
      </p>
      <DeedForm at={at} deed="open-ticket" choices={{ tracker: choices }} />
    </Disclosure>
  );
}

/** A tracker that refuses is tried for a while; what is to be done then is said here. */
function AskedFor({ at, asked }: { at: AtCase; asked: AskedTicket }) {
  const ids = { ticketId: asked.askedId };
  return (
    <>
      <p>{asked.what}</p>
      <p class="meta">
        <Tag tone="warning">Being opened in {asked.tracker}</Tag>
        <span>
          {personName(at, asked.by)} asked for it <When at={asked.at} zone={zoneOf(at)} />
        </span>
      </p>
      <p class="quiet">
        If it still stands here after an hour, the tracker does not take it: drop it here, open one
        by hand with the words below, and link that.
      </p>
      {may(at, "end-ticket") && (
        <Disclosure summary="Drop it" open={sentFor(at, "end-ticket", ids) !== undefined}>
          <DeedForm at={at} deed="end-ticket" ids={ids} look="secondary" />
        </Disclosure>
      )}
    </>
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
          {ticket.opened
            ? `Opened in ${ticket.opened.tracker}, ${ticket.opened.id},`
            : `${personName(at, ticket.by)} linked it`}{" "}
          <When at={ticket.at} zone={zoneOf(at)} />
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
  const link = `${at.web.context.baseUrl}${casePath(reference)}`;
  const { title, body } = neutralTicket({ reference, neededBy: neededBy(remedies), link });
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
