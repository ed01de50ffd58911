/** The pages of the CSAF directory: every file is a link, for people and for crawlers that read listings. */
import { EmptyState } from "../../ui/empty-state.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PublicPage } from "../../ui/public-page.tsx";
import { renderPage } from "../../ui/render-page.ts";
import type { PublicSite } from "./public-site.ts";

/** A year's documents, each with its companions; file names are relative to the year's folder. */
export interface ListedFolder {
  readonly year: string;
  readonly documents: readonly {
    readonly revision: { readonly id: string; readonly title: string };
    readonly files: readonly string[];
  }[];
}

/** The page of all years (`year` null) or of one. */
export function directoryHtml(
  site: PublicSite,
  folders: readonly ListedFolder[],
  year: string | null,
): string {
  const title = year ? `CSAF documents of ${year}` : "CSAF documents";
  return renderPage(
    <PublicPage site={site.site} nav={site.nav} footer={site.footer} title={title}>
      <PageHeader title={title} />
      {year === null && <p>See also index.txt and changes.csv in this folder.</p>}
      {folders.length === 0 && <EmptyState title="Nothing has been published yet." />}
      {folders.map((folder) => (
        <Folder key={folder.year} folder={folder} within={year !== null} />
      ))}
    </PublicPage>,
  );
}

function Folder(props: { folder: ListedFolder; within: boolean }) {
  const { folder } = props;
  const prefix = props.within ? "" : `${folder.year}/`;
  return (
    <section>
      <h2>{folder.year}</h2>
      <ul>
        {folder.documents.map((document) => (
          <li key={document.revision.id}>
            {document.revision.id}: {document.revision.title}
            <ul>
              {document.files.map((file) => (
                <li key={file}>
                  <a href={`${prefix}${file}`}>{file}</a>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}
