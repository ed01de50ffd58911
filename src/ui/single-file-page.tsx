/**
 * The shell of a page that people take along, to read and print: all in one file, with its style and
 * without script or outside reference, so that opening it tells nobody.
 */
import type { ComponentChildren } from "preact";

// No angle bracket, ampersand or quotation mark: text is escaped here as everywhere.
const commonStyle = `
  body { font: 16px/1.5 system-ui, sans-serif; color: #16191d; background: #fff;
         max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
  h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .5rem; }
  h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem; border-bottom: 1px solid #c9ced6; }
  h3 { font-size: 1rem; margin: 1.6rem 0 .4rem; }
  dl { display: grid; grid-template-columns: 12rem 1fr; gap: .2rem 1rem; margin: .4rem 0; }
  dt { color: #4a525c; } dd { margin: 0; overflow-wrap: anywhere; } .fact { display: contents; }
  code { font: .85em ui-monospace, monospace; overflow-wrap: anywhere; }
  @media (max-width: 40rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .4rem; } }
  @media print { body { margin: 0; max-width: none; } h2, h3 { break-inside: avoid; break-after: avoid; } }
`;

export type SingleFilePageProps = {
  title: string;
  /** The page's own style, after the common one; under the same limits on signs. */
  style?: string | undefined;
  children: ComponentChildren;
};

/** Facts in it are a `DescriptionList`. */
export function SingleFilePage({ title, style = "", children }: SingleFilePageProps) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>{title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <style>{commonStyle + style}</style>
      </head>
      <body>
        <main>
          <h1>{title}</h1>
          {children}
        </main>
      </body>
    </html>
  );
}
