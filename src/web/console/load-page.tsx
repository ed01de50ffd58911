/** Who answers for how much: open cases and what of them is due, for whoever gives cases away. Assigns nothing. */
import type { FastifyInstance } from "fastify";
import { countedMax, type LoadRow, loadOf } from "../../store/cases/load-reader.ts";
import { type EntityLoad, entityLoadOf } from "../../store/duty/entity-load-reader.ts";
import { type PersonView, peopleList } from "../../store/people/reader.ts";
import { principalsOf } from "../../store/transaction.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Panel } from "../../ui/layout.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Table } from "../../ui/table.tsx";
import { staffOf } from "../server/actor-of.ts";
import { render } from "../server/answers.ts";
import { takeNotes } from "../server/console-notes.ts";
import { readsCases } from "../server/frame-counts.ts";
import type { WebContext } from "../server/web-context.ts";
import { consolePage, NoCases } from "./console-frame.tsx";
import { hrefOf } from "./queue-address.ts";

export const loadPath = "/console/load";

export function loadRoutes(app: FastifyInstance, web: WebContext): void {
  app.get(loadPath, { config: { takesNotes: true } }, async (request, reply) => {
    const staff = await staffOf(request);
    const at = { request, reply, web, staff };
    const { context } = web;
    const [rows, entities, people] = await context.transaction(staff, (tx) =>
      Promise.all([
        readsCases(staff) ? loadOf(tx, principalsOf(staff), context.now()) : [],
        readsCases(staff) ? entityLoadOf(tx, principalsOf(staff), context.now()) : [],
        peopleList(context, tx),
        takeNotes(tx, at),
      ]),
    );
    const children = readsCases(staff) ? (
      <>
        <Load rows={rows} people={people} />
        <ByEntity rows={entities} />
      </>
    ) : (
      <NoCases staff={staff} />
    );
    const breadcrumb = [{ label: "Queue", href: "/console" }, { label: "Load" }];
    const page = { title: "Load", current: "/console", breadcrumb, children };
    return render(reply, consolePage(at, page));
  });
}

function Load({ rows, people }: { rows: readonly LoadRow[]; people: readonly PersonView[] }) {
  const names = new Map(people.map(({ personId, name }) => [personId, name]));
  const all = rows.reduce((sum, { open }) => sum + open, 0);
  return (
    <>
      <PageHeader
        title="Load"
        lede="Who answers for how many open cases of those that you see. A number says nothing about how hard they are."
      />
      <Panel>
        <Table
          caption="Open cases by owner, most to do first"
          captionHidden
          rows={rows}
          rowKey={({ ownerId }) => ownerId ?? "nobody"}
          empty={
            <EmptyState icon="check" title="No case is open">
              Whoever takes one appears here.
            </EmptyState>
          }
          columns={[
            {
              header: "Owner",
              heads: true,
              cell: ({ ownerId }) => (
                <a href={ofOwner(ownerId)}>
                  {ownerId === null ? "Nobody" : (names.get(ownerId) ?? "A colleague")}
                </a>
              ),
            },
            { header: "Ours to do", align: "end", cell: ({ ours }) => ours },
            { header: "Overdue", align: "end", cell: ({ overdue }) => overdue },
            { header: "Due within a week", align: "end", cell: ({ withinWeek }) => withinWeek },
            { header: "All open", align: "end", cell: ({ open }) => open },
          ]}
        />
        {all >= countedMax && (
          <p class="quiet">Counted over the {countedMax.toLocaleString("en")} most urgent cases.</p>
        )}
      </Panel>
    </>
  );
}

/** Nothing where no case was given to an entity. */
function ByEntity({ rows }: { rows: readonly EntityLoad[] }) {
  if (rows.length === 0) return null;
  return (
    <Panel title="By entity" id="entities">
      <p>Cases that an entity has taken over, or was asked to.</p>
      <Table
        caption="Open cases by entity, most first"
        captionHidden
        rows={rows}
        rowKey={({ entity }) => entity}
        columns={[
          { header: "Entity", heads: true, cell: ({ entity }) => entity },
          { header: "Not taken over yet", align: "end", cell: ({ asked }) => asked },
          { header: "Overdue", align: "end", cell: ({ overdue }) => overdue },
          { header: "All open", align: "end", cell: ({ open }) => open },
        ]}
      />
    </Panel>
  );
}

function ofOwner(ownerId: string | null): string {
  return hrefOf({ lane: "ours", mine: false, filter: { owner: ownerId ?? "nobody" } });
}
