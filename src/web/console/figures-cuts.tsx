/** Panels of the figures: by entity, by product, by who found it, how it came, and which weakness it was. */
import { sourceWords } from "../../core/figures/measures.ts";
import { countIn, type FigureSum, keysByCount } from "../../core/figures/overview.ts";
import { Bars } from "../../ui/chart.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Panel } from "../../ui/layout.tsx";
import { Table } from "../../ui/table.tsx";
import { figuresHref } from "./figures-address.ts";
import { wayWord } from "./figures-words.ts";
import type { PanelProps } from "./find-figures.ts";

/** So many rows of products and weaknesses; an export holds them all. */
const rowsMax = 25;

/** Who has how much, and who is late: what is overdue stands on top. */
export function ByEntity({ overview, asked }: PanelProps) {
  const { entities } = overview;
  const names = [...new Set(entities.map(({ key }) => key))].toSorted(
    (a, b) => late(entities, b) - late(entities, a) || (a < b ? -1 : 1),
  );
  if (names.length === 0) return null;
  const count = (header: string, ...measures: readonly FigureSum["measure"][]) => ({
    header,
    align: "end" as const,
    cell: (name: string) =>
      measures.reduce((sum, measure) => sum + countIn(entities, measure, name), 0),
  });
  return (
    <Panel title="By entity" id="entities">
      <Table
        caption="By entity, whoever is late on top"
        captionHidden
        rows={names}
        rowKey={(name) => name}
        columns={[
          {
            header: "Entity",
            heads: true,
            cell: (name) => <a href={figuresHref({ ...bare(asked), entity: name })}>{name}</a>,
          },
          count("Overdue now", "overdue"),
          count("Open now", "open"),
          count("Promises late or broken", "promise-late", "promise-broken"),
          count("Discovered", "discovered"),
          count("Confirmed", "confirmed"),
        ]}
      />
      <p class="quiet">A case of several entities counts once in each of them.</p>
    </Panel>
  );
}

function late(entities: readonly FigureSum[], name: string): number {
  return countIn(entities, "overdue", name);
}

/** The same address without the entity and the product. */
function bare({ entity: _, productId: __, ...rest }: PanelProps["asked"]) {
  return rest;
}

export function ByProduct({ overview, asked, found }: PanelProps) {
  const names = new Map(found.products.map(({ productId, name }) => [productId, name]));
  const ids = keysByCount(overview.products, "discovered", "confirmed").slice(0, rowsMax);
  if (ids.length === 0) return null;
  return (
    <Panel title="By product" id="products">
      <Bars
        caption="Confirmed"
        headers={["Product", "Confirmed"]}
        rows={ids.map((id) => ({
          label: names.get(id) ?? id,
          value: countIn(overview.products, "confirmed", id),
        }))}
      />
      <Disclosure summary="The figures">
        <Table
          caption="The figures"
          captionHidden
          rows={ids}
          rowKey={(id) => id}
          columns={[
            {
              header: "Product",
              heads: true,
              cell: (id) => (
                <a href={figuresHref({ ...bare(asked), productId: id })}>{names.get(id) ?? id}</a>
              ),
            },
            {
              header: "Discovered",
              align: "end",
              cell: (id) => countIn(overview.products, "discovered", id),
            },
            {
              header: "Confirmed",
              align: "end",
              cell: (id) => countIn(overview.products, "confirmed", id),
            },
          ]}
        />
      </Disclosure>
    </Panel>
  );
}

/** Who found it, how it came, and which weakness a confirmed one was. */
export function HowFound({ overview }: PanelProps) {
  const { sources, cuts } = overview;
  const ways = keysByCount(cuts, "discovered-by-way");
  const weaknesses = keysByCount(cuts, "confirmed-by-weakness").slice(0, rowsMax);
  if (sources.length === 0 && ways.length === 0) return null;
  const bySource = (measure: "discovered" | "confirmed") =>
    Object.entries(sourceWords).map(([source, label]) => ({
      label,
      value: countIn(sources, measure, source),
    }));
  return (
    <Panel title="How it was found" id="found">
      <div class="chart-columns">
        <Bars
          caption="Discovered, by who found it"
          headers={["Who", "Discovered"]}
          rows={bySource("discovered")}
        />
        <Bars
          caption="Confirmed, by who found it"
          headers={["Who", "Confirmed"]}
          rows={bySource("confirmed")}
        />
        <Bars
          caption="Discovered, by how it came"
          headers={["Way", "Discovered"]}
          rows={ways.map((way) => ({
            label: wayWord(way),
            value: countIn(cuts, "discovered-by-way", way),
          }))}
        />
        {weaknesses.length > 0 && (
          <Bars
            caption="Confirmed, by weakness"
            headers={["Weakness", "Confirmed"]}
            rows={weaknesses.map((cwe) => ({
              label: cwe,
              value: countIn(cuts, "confirmed-by-weakness", cwe),
            }))}
          />
        )}
      </div>
    </Panel>
  );
}
