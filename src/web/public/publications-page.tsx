/** The list of publications, newest first, by pages (VEN-31, VEN-33). */
import type { FastifyInstance } from "fastify";
import { notComprehensive } from "../../core/advisories/published-revision.ts";
import { type DocumentRow, publishedTable } from "../../store/publications/reader.ts";
import { LinkButton } from "../../ui/button.tsx";
import { Actions, Panel, Prose } from "../../ui/layout.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Pagination } from "../../ui/pagination.tsx";
import { PublicPage } from "../../ui/public-page.tsx";
import { cacheFor, render } from "../server/answers.ts";
import type { WebContext } from "../server/web-context.ts";
import { policyNow, publicFrame, say } from "./public-frame.tsx";
import { PublicationsTable } from "./publications-table.tsx";

const rowsPerPage = 50;

export function publicationsRoutes(app: FastifyInstance, web: WebContext): void {
  app.get("/publications", async (request, reply) => {
    const { after } = request.query as { after?: string };
    const rows = await web.context.transaction({ kind: "anyone" }, (tx) =>
      publishedTable(tx, cursorOf(after), rowsPerPage + 1),
    );
    cacheFor(reply, 60);
    return render(reply, <PublicationsPage web={web} rows={rows} />);
  });
}

/** `2026-03-11T08:00:00.000Z,ALE-SA-2026-0001`; anything else begins at the top. */
function cursorOf(after: string | undefined) {
  const [, at, number] = /^(\d{4}-[\d-]+T[\d:.]+Z),([\w.-]{1,80})$/.exec(after ?? "") ?? [];
  if (!at || !number || Number.isNaN(Date.parse(at))) return null;
  return { firstPublishedAt: new Date(at), number };
}

function PublicationsPage(props: { web: WebContext; rows: readonly DocumentRow[] }) {
  const { web } = props;
  const policy = policyNow(web);
  const rows = props.rows.slice(0, rowsPerPage);
  const last = props.rows.length > rowsPerPage ? rows.at(-1) : undefined;
  return (
    <PublicPage
      {...publicFrame(web, "/publications")}
      title="Security publications"
      alternates={[
        { href: "/publications.atom", type: "application/atom+xml", title: "Publications" },
      ]}
    >
      <PageHeader
        title="Security publications"
        lede={say(policy.disclosure.notComprehensiveText) || notComprehensive}
      />
      <Panel>
        <PublicationsTable rows={rows} />
        {last && (
          <Pagination
            next={`/publications?after=${last.firstPublishedAt.toISOString()},${last.number}`}
            nextLabel="Older"
          />
        )}
      </Panel>
      <Panel title="For your feed reader and your scanner" look="quiet">
        <Prose>
          <ul>
            {policy.disclosure.publicationTypes.map((type) => (
              <li key={type.code}>
                <strong>{type.code}</strong> stands for {say(type.name)}
                {type.claimsRemedy ? "." : ": it may appear before any remedy exists."}
              </li>
            ))}
          </ul>
        </Prose>
        <Actions>
          <LinkButton href="/publications.atom">Atom feed</LinkButton>
          <LinkButton href="/.well-known/csaf/provider-metadata.json">CSAF provider</LinkButton>
        </Actions>
      </Panel>
      {say(policy.disclosure.disclaimer) && <p>{say(policy.disclosure.disclaimer)}</p>}
    </PublicPage>
  );
}
