/** The publications of a case, and the way to a first draft. */

import { type PublicationView, publicationsOf } from "../../store/publications/reader.ts";
import { AsWritten } from "../../ui/as-written.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Panel } from "../../ui/layout.tsx";
import { Table } from "../../ui/table.tsx";
import { When } from "../../ui/when.tsx";
import { type AtCase, casePath } from "./at-case.ts";
import { personName, zoneOf } from "./case-frame.ts";
import { may } from "./deed-form.tsx";
import { DraftForm } from "./next-deed.tsx";
import { PublicationState } from "./publication-state.tsx";

export async function publicationsPart(at: AtCase) {
  const publications = await publicationsOf(at.web.context, at.tx, at.head.caseId);
  return (
    <>
      <Panel title="Publications">
        <List at={at} publications={publications} />
      </Panel>
      {!at.facts.closed && may(at, "draft-advisory") && (
        <Panel title={publications.length > 0 ? "Draft another" : "Draft"} look="plain">
          <p class="form-lead">
            The draft takes over what the case knows: products, scores and remedies. Its words are
            written on the next page; the number is minted now and stays.
          </p>
          <DraftForm at={at} />
        </Panel>
      )}
    </>
  );
}

function List(props: { at: AtCase; publications: readonly PublicationView[] }) {
  const { at } = props;
  return (
    <Table
      caption="Publications of the case"
      captionHidden
      dense
      rows={props.publications}
      rowKey={(row) => row.publicationId}
      empty={
        <EmptyState icon="file" title="Nothing is drafted yet">
          An advisory tells customers what is wrong and what to do; a notice only that something is.
        </EmptyState>
      }
      columns={[
        {
          header: "Publication",
          heads: true,
          cell: (row) => (
            <a href={casePath(at.head.reference, `publications/${row.number}`)}>
              <AsWritten text={row.content.title} />
            </a>
          ),
        },
        { header: "Number", nowrap: true, cell: (row) => <code>{row.number}</code> },
        {
          header: "State",
          cell: (row) => <PublicationState publication={row} zone={zoneOf(at)} />,
        },
        { header: "Last written by", cell: (row) => personName(at, row.draftedBy) },
        { header: "Changed", cell: (row) => <When at={row.updatedAt} zone={zoneOf(at)} /> },
      ]}
    />
  );
}
