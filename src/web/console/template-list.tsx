/** A list of ready texts that is found by typing; Enter takes the first that is left. */
import type { ComponentChildren } from "preact";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Form, Hidden } from "../../ui/form.tsx";
import { Panel } from "../../ui/layout.tsx";

interface OfferedText {
  readonly name: string;
  readonly title: string;
  /** What else it is found by, beside its title. */
  readonly about: string;
  readonly href: string;
}

/** Those whose title and words beside it hold each word that was typed. */
function foundByTyping<T extends Pick<OfferedText, "title" | "about">>(
  texts: readonly T[],
  typed: string,
): T[] {
  const words = typed.toLowerCase().split(/\s+/);
  return texts.filter(({ title, about }) => {
    const text = `${title} ${about}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

export function TemplateList(props: {
  id: string;
  title: string;
  /** What the finding form's name is to screen readers. */
  label: string;
  /** Where the list is asked for again, and the fields that ask for it. */
  action: string;
  asks: Readonly<Record<string, string>>;
  typed: string;
  all: string;
  texts: readonly OfferedText[];
  children?: ComponentChildren;
}) {
  const { id, typed } = props;
  const found = foundByTyping(props.texts, typed);
  return (
    <Panel title={props.title} id={id}>
      <Form action={props.action} method="get" label={props.label}>
        {Object.entries(props.asks).map(([name, value]) => (
          <Hidden key={name} name={name} value={value} />
        ))}
        <label for={`${id}-find`}>Type to find one; Enter takes the first</label>
        <div class="input-row">
          <input
            class="input"
            id={`${id}-find`}
            type="search"
            name="find"
            value={typed}
            data-filter={`${id}-list`}
          />
          <Button look="secondary" small>
            Find
          </Button>
        </div>
      </Form>
      {props.children}
      {found.length === 0 && (
        <EmptyState icon="search" title="No template has these words">
          <a href={props.all}>Show all of them</a>
        </EmptyState>
      )}
      <ul id={`${id}-list`}>
        {found.map(({ name, title, about, href }) => (
          <li key={name}>
            <a data-row href={href}>
              {title}
            </a>{" "}
            {about}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
