/** Every publication that this reader may see: those in the making first, then what is published. */

import type { FastifyInstance } from "fastify";
import { publicationTypes } from "../../core/advisories/advisory.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { instantInAddress } from "../../lib/instant-in-address.ts";
import { namesOf } from "../../store/people/reader.ts";
import {
  type OpenPublication,
  openPublications,
  type PublishedRow,
  publishedByReader,
} from "../../store/publications/list-reader.ts";
import { AsWritten } from "../../ui/as-written.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Panel } from "../../ui/layout.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Pagination } from "../../ui/pagination.tsx";
import { Severity, type SeverityBand, severityBands } from "../../ui/severity.tsx";
import { Table } from "../../ui/table.tsx";
import { When } from "../../ui/when.tsx";
import { staffOf } from "../server/actor-of.ts";
import { render } from "../server/answers.ts";
import { readsCases } from "../server/frame-counts.ts";
import type { WebContext } from "../server/web-context.ts";
import { casePath } from "./at-case.ts";
import { type ConsoleRequest, consolePage, NoCases } from "./console-frame.tsx";
import { PublicationState } from "./publication-state.tsx";

const path = "/console/publications";
const pageRows = 50;

interface Found {
  readonly open: readonly OpenPublication[];
  readonly published: readonly PublishedRow[];
  readonly next: string | undefined;
  readonly names: ReadonlyMap<string, string>;
}

export function publicationsRoutes(app: FastifyInstance, web: WebContext): void {
  app.get(path, async (request, reply) => {
    const staff = await staffOf(request);
    const at = { request, reply, web, staff };
    const content = { title: "Publications", current: path };
    if (!readsCases(staff)) {
      return render(reply, consolePage(at, { ...content, children: <NoCases staff={staff} /> }));
    }
    const { after } = request.query as { after?: string };
    const children = <Lists at={at} found={await find(at, after)} paged={Boolean(after)} />;
    return render(reply, consolePage(at, { ...content, children }));
  });
}

async function find(at: ConsoleRequest, after: string | undefined): Promise<Found> {
  const { context } = at.web;
  const [day, number = ""] = after?.split("_") ?? [];
  const firstPublishedAt = instantInAddress(day);
  const since = firstPublishedAt && { firstPublishedAt, number };
  return context.transaction(at.staff, async (tx) => {
    const open = since ? [] : await openPublications(context, tx);
    const rows = await publishedByReader(tx, since, pageRows + 1);
    const published = rows.slice(0, pageRows);
    const last = rows.length > pageRows ? published.at(-1) : undefined;
    const authors = open.map((each) => each.draftedBy);
    return {
      open,
      published,
      next: last && `${path}?after=${last.firstPublishedAt.toISOString()}_${last.number}`,
      names: await namesOf(context, tx, authors),
    };
  });
}

function Lists(props: { at: ConsoleRequest; found: Found; paged: boolean }) {
  const { at, found } = props;
  const { context } = at.web;
  const { zone } = inForceAt(context.policies, context.now()).channels.officeHours;
  return (
    <>
      <PageHeader
        title="Publications"
        lede="What is being written, reviewed and released, and what the public reads."
      />
      {!props.paged && (
        <Panel title="In the making">
          <Open found={found} zone={zone} />
        </Panel>
      )}
      <Panel title="Published">
        <Published rows={found.published} />
        <Pagination
          previous={props.paged ? path : undefined}
          previousLabel="To the start"
          next={found.next}
        />
      </Panel>
    </>
  );
}

function Open(props: { found: Found; zone: string }) {
  const { found, zone } = props;
  return (
    <Table
      caption="Publications in the making"
      captionHidden
      dense
      rows={found.open}
      rowKey={(row) => row.number}
      empty={
        <EmptyState icon="file" title="Nothing is being written">
          A draft begins on the publications’ page of its case.
        </EmptyState>
      }
      columns={[
        {
          header: "Publication",
          heads: true,
          cell: (row) => (
            <>
              <a href={casePath(row.reference, `publications/${row.number}`)} data-row>
                <AsWritten text={row.title} />
              </a>
              <span class="row-reference">
                {row.number} · {row.reference}
              </span>
            </>
          ),
        },
        { header: "State", cell: (row) => <PublicationState publication={row} zone={zone} /> },
        {
          header: "Last written by",
          cell: (row) => found.names.get(row.draftedBy) ?? "A colleague",
        },
        { header: "Changed", cell: (row) => <When at={row.updatedAt} /> },
      ]}
    />
  );
}

function Published(props: { rows: readonly PublishedRow[] }) {
  return (
    <Table
      caption="Published"
      captionHidden
      dense
      rows={props.rows}
      rowKey={(row) => row.number}
      empty={
        <EmptyState icon="seal" title="Nothing is published yet">
          What is published appears here and in the public table at the same moment.
        </EmptyState>
      }
      columns={[
        {
          header: "Publication",
          heads: true,
          cell: (row) => (
            <>
              <a href={`/publications/${row.number}`} data-row>
                <AsWritten text={row.title} />
              </a>
              <span class="row-reference">
                {row.number}
                {row.reference && (
                  <>
                    {" · "}
                    <a href={casePath(row.reference)}>{row.reference}</a>
                  </>
                )}
              </span>
            </>
          ),
        },
        { header: "Type", cell: (row) => publicationTypes[row.type].name },
        { header: "Severity", cell: (row) => <BandOf severity={row.severity} /> },
        { header: "Revision", align: "end", cell: (row) => row.revision },
        {
          header: "First published",
          cell: (row) => <When at={row.firstPublishedAt} precision="day" />,
        },
      ]}
    />
  );
}

function BandOf(props: { severity: string | null }) {
  const band = severityBands.find((each): each is SeverityBand => each === props.severity);
  return band ? <Severity band={band} /> : <span class="quiet">–</span>;
}
