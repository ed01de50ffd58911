/** The head of a page: its one `<h1>`, what it is, and what can be done here. */
import type { ComponentChildren } from "preact";

export type PageHeaderProps = {
  title: ComponentChildren;
  /** A short line above the title: a reference, a kind. */
  kicker?: ComponentChildren;
  /** One sentence under the title. */
  lede?: ComponentChildren;
  /** Badges and dates under the title. */
  meta?: ComponentChildren;
  /** Buttons at the end of the line. */
  actions?: ComponentChildren;
};

export function PageHeader(props: PageHeaderProps) {
  return (
    <header class="page-header">
      <div class="page-header-text">
        {props.kicker && <p class="kicker">{props.kicker}</p>}
        <h1>{props.title}</h1>
        {props.lede && <p class="lede">{props.lede}</p>}
        {props.meta && <div class="meta">{props.meta}</div>}
      </div>
      {props.actions && <div class="actions">{props.actions}</div>}
    </header>
  );
}
