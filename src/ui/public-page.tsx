/** The shell of the public site. The team's name is on every page (ALE-02). */
import type { ComponentChildren } from "preact";
import { DocumentShell, type DocumentShellProps } from "./document-shell.tsx";
import { Logo } from "./logo.tsx";
import { Navigation } from "./navigation.tsx";
import type { NavLink } from "./site.ts";

export type PublicPageProps = Pick<
  DocumentShellProps,
  "site" | "title" | "description" | "canonical" | "alternates"
> & {
  nav: readonly NavLink[];
  /** Policy, key, security.txt, feeds, contact. */
  footer: readonly NavLink[];
  /** The first words of a home page, set on the band under the header: a `PageHeader`, `Actions`. */
  hero?: ComponentChildren;
  /** A page-wide notice above the content. */
  notice?: ComponentChildren;
  children: ComponentChildren;
};

export function PublicPage(props: PublicPageProps) {
  return (
    <DocumentShell {...pick(props)} look="public">
      <SiteHeader site={props.site} nav={props.nav} />
      <main id="main" class="site-main" tabIndex={-1}>
        {props.hero && (
          <div class="hero">
            <div class="hero-inner">{props.hero}</div>
          </div>
        )}
        <div class="page">
          {props.notice}
          {props.children}
        </div>
      </main>
      <SiteFooter site={props.site} links={props.footer} />
    </DocumentShell>
  );
}

/** The band with the team's name; shared by the public site, the portals and documents. */
export function SiteHeader(props: {
  site: DocumentShellProps["site"];
  nav: readonly NavLink[];
  navLabel?: string | undefined;
  /** A short mark beside the name, such as "Private conversation". */
  mark?: ComponentChildren;
  /** A bar under the band, as wide as the page. */
  bar?: ComponentChildren;
}) {
  return (
    <header class="site-header">
      <div class="site-header-inner">
        <a class="brand" href={props.site.home ?? "/"}>
          <Logo />
          <span class="brand-team">{props.site.team}</span>
        </a>
        {props.mark && <span class="site-mark">{props.mark}</span>}
        <Navigation label={props.navLabel ?? "Main"} links={props.nav} class="site-nav" />
      </div>
      {props.bar}
    </header>
  );
}

/** Organisation, team and the standing links. */
export function SiteFooter(props: {
  site: DocumentShellProps["site"];
  links: readonly NavLink[];
  label?: string | undefined;
}) {
  return (
    <footer class="site-footer">
      <div class="site-footer-inner">
        <p class="site-footer-name">
          <strong>{props.site.team}</strong>
          <span>{props.site.organisation}</span>
        </p>
        <Navigation
          label={props.label ?? "About this site"}
          links={props.links}
          class="footer-nav"
        />
      </div>
    </footer>
  );
}

/** The head's share of a shell's props; undefined ones stay away. */
export function pick(props: Omit<DocumentShellProps, "children" | "look">) {
  const { site, title, description, canonical, alternates, outdated, skipLabel } = props;
  return { site, title, description, canonical, alternates, outdated, skipLabel };
}
