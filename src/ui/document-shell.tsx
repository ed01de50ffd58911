/** The outermost HTML of every page: head, skip link, body. Holds no inline script and no inline style. */
import type { ComponentChildren } from "preact";
import type { Alternate, Site } from "./site.ts";

export type DocumentShellProps = {
  site: Site;
  /** The page's own title; the team's name is added. */
  title: string;
  description?: string | undefined;
  /** Absolute address of the page that search engines should keep. */
  canonical?: string | undefined;
  alternates?: readonly Alternate[] | undefined;
  /** Tells search engines and caches to forget the page: portals and consoles. */
  confidential?: boolean | undefined;
  /** Keeps an outdated page out of search engines, though people may read it. */
  outdated?: boolean | undefined;
  look: "public" | "portal" | "console" | "document";
  skipLabel?: string | undefined;
  children: ComponentChildren;
};

/** Used by the four page shells; pages use those. */
export function DocumentShell(props: DocumentShellProps) {
  const { site } = props;
  return (
    <html lang={site.language}>
      <head>
        <meta charset="utf-8" />
        <title>{`${props.title} · ${site.team}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        {props.description && <meta name="description" content={props.description} />}
        {props.confidential && <meta name="robots" content="noindex, nofollow, noarchive" />}
        {props.outdated && <meta name="robots" content="noindex" />}
        {props.canonical && <link rel="canonical" href={props.canonical} />}
        <link rel="icon" type="image/svg+xml" href={site.favicon ?? "/favicon.svg"} />
        <link rel="stylesheet" href={site.stylesheet} />
        {props.alternates?.map((alternate) => (
          <link key={alternate.href} rel="alternate" {...alternate} />
        ))}
        {site.scripts?.map((src) => (
          <script key={src} type="module" src={src} />
        ))}
      </head>
      <body class={`look-${props.look}`}>
        <a class="skip-link" href="#main">
          {props.skipLabel ?? "Skip to the main content"}
        </a>
        {props.children}
      </body>
    </html>
  );
}
