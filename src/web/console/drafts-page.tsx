/** One's own drafts on all cases. Shows nobody else's; each leads to the form that it is of. */
import type { FastifyInstance } from "fastify";
import { beginningOf } from "../../core/drafts/draft.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { draftList, type ListedDraft } from "../../store/drafts/reader.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Panel } from "../../ui/layout.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Table } from "../../ui/table.tsx";
import { When } from "../../ui/when.tsx";
import { staffOf } from "../server/actor-of.ts";
import { render } from "../server/answers.ts";
import { draftsPath } from "../server/drafts-path.ts";
import type { WebContext } from "../server/web-context.ts";
import { casePath } from "./at-case.ts";
import { consolePage } from "./console-frame.tsx";
import { draftTitle } from "./draft-of-form.tsx";

export function draftsPageRoutes(app: FastifyInstance, web: WebContext): void {
  const { context } = web;
  app.get(draftsPath, async (request, reply) => {
    const staff = await staffOf(request);
    const drafts = await context.transaction(staff, (tx) => draftList(context, tx, staff.id));
    const { zone } = inForceAt(context.policies, context.now()).channels.officeHours;
    const page = consolePage(
      { request, reply, web, staff },
      { title: "Drafts", current: draftsPath, children: <Drafts drafts={drafts} zone={zone} /> },
    );
    return render(reply, page);
  });
}

function Drafts({ drafts, zone }: { drafts: readonly ListedDraft[]; zone: string }) {
  return (
    <>
      <PageHeader title="Drafts" />
      <Panel title="Written and not sent">
        <p class="meta">
          Only you read them. A draft goes once its form is sent, or where you drop it.
        </p>
        <Table
          caption="Your drafts, the newest first"
          captionHidden
          rows={drafts}
          rowKey={({ reference, form }) => `${reference} ${form}`}
          columns={[
            {
              header: "Case",
              heads: true,
              nowrap: true,
              cell: ({ reference, view }) => <a href={casePath(reference, view)}>{reference}</a>,
            },
            { header: "Form", cell: ({ form }) => draftTitle(form) },
            { header: "Begins with", cell: ({ values }) => beginningOf(values) || "–" },
            { header: "Kept", cell: ({ keptAt }) => <When at={keptAt} zone={zone} /> },
          ]}
          empty={
            <EmptyState icon="note" title="You have no drafts">
              What you write into a form of a case is kept here until you send it.
            </EmptyState>
          }
        />
      </Panel>
    </>
  );
}
