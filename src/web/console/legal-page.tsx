/** The register of what the law made us give away, over every case that the reader is on (TH-25). */
import type { FastifyInstance } from "fastify";
import { readsRegister } from "../../core/identity/register-readers.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { Refusal } from "../../core/refusal.ts";
import { type LegalDisclosure, legalDisclosuresOf } from "../../store/identity/register-reader.ts";
import { namesOf } from "../../store/people/reader.ts";
import { Tag } from "../../ui/badge.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Table } from "../../ui/table.tsx";
import { When } from "../../ui/when.tsx";
import { staffOf } from "../server/actor-of.ts";
import { render } from "../server/answers.ts";
import type { WebContext } from "../server/web-context.ts";
import { casePath } from "./at-case.ts";
import { consolePage } from "./console-frame.tsx";

export function legalRoutes(app: FastifyInstance, web: WebContext): void {
  app.get("/console/legal-disclosures", async (request, reply) => {
    const staff = await staffOf(request);
    if (!readsRegister(staff)) throw new Refusal("access.not-found");
    const { context } = web;
    const { entries, names } = await context.transaction(staff, async (tx) => {
      const entries = await legalDisclosuresOf(context, tx, null);
      const ids = entries.flatMap(({ recordedBy, approvedBy }) => [recordedBy, approvedBy ?? []]);
      return { entries, names: await namesOf(context, tx, [...new Set(ids.flat())]) };
    });
    const zone = inForceAt(context.policies, context.now()).channels.officeHours.zone;
    const at = { request, reply, web, staff };
    const title = "Legal disclosures";
    return render(
      reply,
      consolePage(at, {
        title,
        current: "/console/legal-disclosures",
        children: <Register entries={entries} names={names} zone={zone} />,
      }),
    );
  });
}

type Props = {
  entries: readonly LegalDisclosure[];
  names: ReadonlyMap<string, string>;
  zone: string;
};

function Register({ entries, names, zone }: Props) {
  const nameOf = (id: string) => names.get(id) ?? "A colleague";
  return (
    <>
      <PageHeader
        title="Legal disclosures"
        lede="What the law made us give away, of the cases that you are on. An entry is recorded by legal on the page “Names” of its case, and approved by a second person."
      />
      <Table
        caption="Legal disclosures, the newest first"
        captionHidden
        rows={entries}
        rowKey={({ disclosureId }) => disclosureId}
        empty={<EmptyState icon="seal" title="Nothing was given to any authority" />}
        columns={[
          {
            header: "Case",
            heads: true,
            nowrap: true,
            cell: ({ reference }) => (
              <a href={`${casePath(reference, "names")}#legal`}>{reference}</a>
            ),
          },
          {
            header: "Recorded",
            cell: ({ recordedAt, recordedBy }) => (
              <>
                <When at={recordedAt} zone={zone} /> by {nameOf(recordedBy)}
              </>
            ),
          },
          { header: "Authority", cell: ({ authority }) => authority },
          { header: "Legal basis", cell: ({ basis }) => basis },
          { header: "Given", cell: ({ given }) => given },
          {
            header: "Person told",
            cell: ({ told, whyNotTold }) => (told ? "Yes" : `No: ${whyNotTold}`),
          },
          {
            header: "Second person",
            cell: ({ approvedBy }) =>
              approvedBy ? nameOf(approvedBy) : <Tag tone="warning">Still missing</Tag>,
          },
        ]}
      />
    </>
  );
}
