/** Mails that did not arrive, of the cases that the reader may see: the newest first. */
import type { FastifyInstance } from "fastify";
import { isLetterName, letterTemplates } from "../../core/letters/letter-catalogue.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { type LostMail, lostMails, lostMailsMax } from "../../store/messages/lost-mail-reader.ts";
import { namesOf } from "../../store/people/reader.ts";
import { Tag } from "../../ui/badge.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Panel } from "../../ui/layout.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Table } from "../../ui/table.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { staffOf } from "../server/actor-of.ts";
import { render } from "../server/answers.ts";
import { readsCases } from "../server/frame-counts.ts";
import { lostMailPath as path } from "../server/lost-mail-notice.tsx";
import type { WebContext } from "../server/web-context.ts";
import { casePath } from "./at-case.ts";
import { localWords, OwnerCell } from "./case-cells.tsx";
import { consolePage, NoCases } from "./console-frame.tsx";
import { listKeys } from "./queue-page.tsx";

export function lostMailRoutes(app: FastifyInstance, web: WebContext): void {
  app.get(path, async (request, reply) => {
    const staff = await staffOf(request);
    const at = { request, reply, web, staff };
    const content = { title: "Mail that did not arrive", current: path, keys: listKeys };
    if (!readsCases(staff)) {
      return render(reply, consolePage(at, { ...content, children: <NoCases staff={staff} /> }));
    }
    const mine = (request.query as { whose?: string }).whose === "mine";
    const { context } = web;
    const found = await context.transaction(staff, async (tx) => {
      const mails = await lostMails(tx, mine ? staff.id : null);
      const owners = mails.flatMap(({ ownerId }) => ownerId ?? []);
      return { mails, names: await namesOf(context, tx, owners) };
    });
    const zone = inForceAt(context.policies, context.now()).channels.officeHours.zone;
    const children = <LostMailList {...found} mine={mine} zone={zone} />;
    return render(reply, consolePage(at, { ...content, children }));
  });
}

interface Shown {
  readonly mails: readonly LostMail[];
  readonly names: ReadonlyMap<string, string>;
  readonly mine: boolean;
  readonly zone: string;
}

function LostMailList({ mails, names, mine, zone }: Shown) {
  return (
    <>
      <PageHeader
        title="Mail that did not arrive"
        meta={
          <span>
            It came back, was refused, or was given up after days. What was read in the portal or
            sent again is not here.
          </span>
        }
        actions={
          <Tabs
            label="Whose cases"
            tabs={[
              { href: path, label: "The team’s", current: !mine },
              { href: `${path}?whose=mine`, label: "Mine", current: mine },
            ]}
          />
        }
      />
      <Panel>
        <Table
          caption="Mail that did not arrive"
          captionHidden
          dense
          rows={mails}
          rowKey={(row) => row.deliveryId}
          columns={[
            { header: "Message", heads: true, cell: (row) => <MessageCell row={row} /> },
            { header: "To", cell: (row) => row.pseudonym },
            { header: "What happened", cell: (row) => <WhatCell row={row} /> },
            { header: `Known since (${zone})`, cell: (row) => localWords(row.at, zone) },
            { header: "Owner", cell: (row) => <OwnerCell ownerId={row.ownerId} names={names} /> },
          ]}
          empty={
            <EmptyState icon="check" title="Every mail arrived, as far as anybody told us">
              Not every mail server says what becomes of a mail.
            </EmptyState>
          }
        />
        {mails.length === lostMailsMax && (
          <p>Only the newest {lostMailsMax} are shown. So many at once: look at the mail server.</p>
        )}
      </Panel>
    </>
  );
}

function MessageCell({ row }: { row: LostMail }) {
  const kind = isLetterName(row.template) ? letterTemplates[row.template].title : "Message";
  return (
    <a href={`${casePath(row.reference, "conversation")}#message-${row.messageId}`}>
      {row.reference}: {kind}
    </a>
  );
}

function WhatCell({ row }: { row: LostMail }) {
  const word = row.state === "bounced" ? "Came back" : "Could not be sent";
  return (
    <Tag tone="danger" icon="alert">
      {row.code ? `${word} (${row.code})` : word}
    </Tag>
  );
}
