/** Recognition (VEN-28): those whom a publication thanks by name, each of whom agreed to it. */
import type { FastifyInstance } from "fastify";
import { type PublishedCredit, publishedCredits } from "../../store/portal/credits-reader.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Panel } from "../../ui/layout.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PublicPage } from "../../ui/public-page.tsx";
import { Table } from "../../ui/table.tsx";
import { When } from "../../ui/when.tsx";
import { cacheFor, render } from "../server/answers.ts";
import type { WebContext } from "../server/web-context.ts";
import { publicFrame } from "./public-frame.tsx";

export function thanksRoutes(app: FastifyInstance, web: WebContext): void {
  app.get("/thanks", async (_, reply) => {
    const credits = await web.context.transaction({ kind: "anyone" }, publishedCredits);
    cacheFor(reply, 60);
    return render(reply, <ThanksPage web={web} credits={credits} />);
  });
}

function ThanksPage(props: { web: WebContext; credits: readonly PublishedCredit[] }) {
  return (
    <PublicPage {...publicFrame(props.web, "/thanks")} title="Thanks">
      <PageHeader
        title="Thank you"
        lede="These people and teams reported what they found, kept it confidential until it could be mended, and agreed to be named here."
      />
      <Panel>
        <Table
          caption="People and teams we thank"
          captionHidden
          rows={props.credits}
          rowKey={(row) => `${row.number} ${nameOf(row)}`}
          columns={[
            { header: "Who", heads: true, cell: nameOf },
            {
              header: "For",
              cell: (row) => <a href={`/publications/${row.number}`}>{row.title}</a>,
            },
            {
              header: "Published",
              nowrap: true,
              cell: (row) => <When at={row.publishedAt} precision="day" />,
            },
          ]}
          empty={
            <EmptyState title="Nobody has been named yet" icon="seal">
              Nobody appears here without having said yes. Whoever reports a weakness chooses on the
              form whether to be thanked, and by which name.
            </EmptyState>
          }
        />
      </Panel>
    </PublicPage>
  );
}

function nameOf(credit: PublishedCredit): string {
  return (
    [...credit.names, credit.organization ?? ""].filter(Boolean).join(", ") || credit.text || ""
  );
}
