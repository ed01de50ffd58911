/** The filter of the figures: whose, from when to when, and one of entity, product and source. A plain form. */
import { monthsOf, monthsShown } from "../../core/figures/asked-figures.ts";
import { sourceWords } from "../../core/figures/measures.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Form } from "../../ui/form.tsx";
import { Actions } from "../../ui/layout.tsx";
import { Select } from "../../ui/select.tsx";
import { figuresPath } from "./figures-address.ts";
import { FiguresProduct } from "./figures-product.tsx";
import { monthWords } from "./figures-words.ts";
import type { FiguresProps } from "./find-figures.ts";

export function FiguresFilter({ at, asked, typed, found }: FiguresProps) {
  const { zone } = found.count ?? { zone: "UTC" };
  const { oldest: from, newest: to } = monthsShown(at.web.context.now(), zone);
  const months = monthsOf({ from, to })
    .toReversed()
    .map((value) => ({ value, label: monthWords(value) }));
  const sources = Object.entries(sourceWords).map(([value, label]) => ({ value, label }));
  return (
    <Form action={figuresPath} method="get" label="Which figures" class="filter-form">
      <div class="filter-fields">
        <Select
          id="figures-of"
          name="of"
          label="Cases of"
          options={found.holders.map(({ id, name }) => ({ value: id, label: name }))}
          value={found.holder?.id}
        />
        <Select id="figures-from" name="from" label="From" options={months} value={asked.from} />
        <Select id="figures-to" name="to" label="To" options={months} value={asked.to} />
        <Select
          id="figures-entity"
          name="entity"
          label="Entity"
          options={found.entities.map((name) => ({ value: name, label: name }))}
          value={asked.entity}
          emptyLabel="All"
        />
        <FiguresProduct {...{ at, asked, typed, found }} />
        <Select
          id="figures-source"
          name="source"
          label="Who found it"
          options={sources}
          value={asked.source}
          emptyLabel="Anybody"
        />
      </div>
      <Actions>
        <Button look="secondary">Show</Button>
        <LinkButton look="quiet" href={figuresPath}>
          Clear the filter
        </LinkButton>
      </Actions>
    </Form>
  );
}
