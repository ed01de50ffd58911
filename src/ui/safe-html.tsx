/** The only component that writes markup unescaped; its type takes nothing but a sanitiser's output. */
import { classes } from "./classes.ts";
import type { SanitisedHtml } from "./sanitised-html.ts";

export type SafeHtmlProps = {
  html: SanitisedHtml;
  /** Extra class beside `prose`. */
  class?: string | undefined;
};

/** Sanitised rich text (an advisory's body, a policy chapter), set as running prose. */
export function SafeHtml(props: SafeHtmlProps) {
  return (
    <div
      class={classes("prose", props.class)}
      // The branded type admits sanitised markup only.
      dangerouslySetInnerHTML={{ __html: props.html }}
    />
  );
}
