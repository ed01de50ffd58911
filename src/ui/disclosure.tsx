/** Details that open on demand; the browser's own element, so it works without script. */
import type { ComponentChildren } from "preact";

export type DisclosureProps = {
  summary: ComponentChildren;
  open?: boolean | undefined;
  id?: string | undefined;
  children: ComponentChildren;
};

export function Disclosure(props: DisclosureProps) {
  return (
    <details class="disclosure" open={props.open} id={props.id}>
      <summary>{props.summary}</summary>
      <div class="disclosure-body">{props.children}</div>
    </details>
  );
}
