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

interface ListProps {
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
  /** The id of the form on the page that finding and choosing send along: nothing typed there is lost. */
  sends?: string | undefined;
  children?: ComponentChildren;
}

export function TemplateList(props: ListProps) {
  const { id, typed, sends } = props;
  const found = foundByTyping(props.texts, typed);
  return (
    <Panel title={props.title} id={id}>
      {sends ? (
        <div class="form">
          <Finding {...props} />
        </div>
      ) : (
        <Form action={props.action} method="get" label={props.label}>
          {Object.entries(props.asks).map(([name, value]) => (
            <Hidden key={name} name={name} value={value} />
          ))}
          <Finding {...props} />
        </Form>
      )}
      {props.children}
      {found.length === 0 && (
        <EmptyState icon="search" title="No template has these words">
          <Onward sends={sends} href={props.all}>
            Show all of them
          </Onward>
        </EmptyState>
      )}
      <ul id={`${id}-list`}>
        {found.map(({ name, title, about, href }) => (
          <li key={name}>
            <Onward row sends={sends} href={href}>
              {title}
            </Onward>{" "}
            {about}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** Without script its button is the first of the form that is sent along: Enter finds, and decides nothing. */
function Finding(props: Pick<ListProps, "id" | "typed" | "sends" | "action">) {
  const { id, sends } = props;
  return (
    <>
      <label for={`${id}-find`}>Type to find one; Enter takes the first</label>
      <div class="input-row">
        <input
          class="input"
          id={`${id}-find`}
          type="search"
          name="find"
          value={props.typed}
          form={sends}
          data-filter={`${id}-list`}
        />
        <Button look="secondary" small form={sends} formAction={sends && props.action}>
          Find
        </Button>
      </div>
    </>
  );
}

/** A link, or a button to the same place that sends a form along. */
function Onward(props: {
  href: string;
  sends: string | undefined;
  row?: boolean;
  children: ComponentChildren;
}) {
  const { href, sends, row, children } = props;
  if (sends) {
    return (
      <Button look="quiet" small form={sends} formAction={href} row={row}>
        {children}
      </Button>
    );
  }
  return (
    <a data-row={row} href={href}>
      {children}
    </a>
  );
}
