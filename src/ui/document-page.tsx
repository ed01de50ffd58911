/** The shell of a published document (advisory, notice, policy): one column that prints well. */
import type { ComponentChildren } from "preact";
import { DocumentShell, type DocumentShellProps } from "./document-shell.tsx";
import { pick, SiteFooter, SiteHeader } from "./public-page.tsx";
import type { NavLink } from "./site.ts";

export type DocumentPageProps = Pick<
  DocumentShellProps,
  "site" | "title" | "description" | "canonical" | "alternates" | "outdated" | "skipLabel"
> & {
  nav: readonly NavLink[];
  footer: readonly NavLink[];
  /** Names of the two navigations, read aloud, where the page is not in English. */
  navLabel?: string | undefined;
  footerLabel?: string | undefined;
  /** Sister pages and other languages, between the notice and the sheet; kept off paper. */
  tabs?: ComponentChildren;
  /** The kind of document, above its title: "Security Advisory". */
  kind: string;
  /** Its public number: "SA-N0042". */
  number?: string | undefined;
  /** The document's own heading; `title` unless told. */
  heading?: string | undefined;
  /** Facts under the heading, usually a `DescriptionList`. */
  facts?: ComponentChildren;
  /** Other representations and their signatures, at the end; kept off paper. */
  files?: ComponentChildren;
  notice?: ComponentChildren;
  children: ComponentChildren;
};

export function DocumentPage(props: DocumentPageProps) {
  return (
    <DocumentShell {...pick(props)} look="document">
      <SiteHeader site={props.site} nav={props.nav} navLabel={props.navLabel} />
      <main id="main" class="page" tabIndex={-1}>
        {props.notice}
        {props.tabs}
        <article class="sheet">
          <header class="sheet-header">
            <p class="kicker">
              {props.kind}
              {props.number && <span class="sheet-number">{props.number}</span>}
            </p>
            <h1>{props.heading ?? props.title}</h1>
            {props.facts}
          </header>
          <div class="sheet-body">{props.children}</div>
          {props.files && <footer class="sheet-files">{props.files}</footer>}
        </article>
      </main>
      <SiteFooter site={props.site} links={props.footer} label={props.footerLabel} />
    </DocumentShell>
  );
}
