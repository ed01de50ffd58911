/** Names and values: the facts of a case, a document, a key. */
import type { ComponentChildren } from "preact";
import { classes } from "./classes.ts";

export type Fact = { term: string; value: ComponentChildren };

export type DescriptionListProps = {
  facts: readonly Fact[];
  /** Terms above their values, for narrow columns. */
  stacked?: boolean | undefined;
};

/** Facts whose value is null, undefined, false or "" are left out. */
export function DescriptionList(props: DescriptionListProps) {
  const facts = props.facts.filter(({ value }) => value || value === 0);
  return (
    <dl class={classes("facts", props.stacked && "facts-stacked")}>
      {facts.map(({ term, value }) => (
        <div class="fact" key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
