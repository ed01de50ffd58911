/** Panels of the figures: by entity, by product, by where and why it arose, by who found it and how it came. */
import { sourceWords } from "../../core/figures/measures.ts";
import { countIn, type FigureSum, keysByCount } from "../../core/figures/overview.ts";
import { Bars } from "../../ui/chart.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Panel } from "../../ui/layout.tsx";
import { Table } from "../../ui/table.tsx";
import { figuresHref } from "./figures-address.ts";
import { approachWord, componentWord, practiceWord, wayWord } from "./figures-words.ts";
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

/** In which component confirmed ones lay, which weakness they were, and which practice failed. */
export function WhereItLay({ overview }: PanelProps) {
  const { components, cuts } = overview;
  const charts = [
    { measure: "confirmed-by-component", by: "component", of: components, word: componentWord },
    { measure: "confirmed-by-weakness", by: "weakness", of: cuts, word: String },
    { measure: "confirmed-by-practice", by: "practice that failed", of: cuts, word: practiceWord },
  ] as const;
  const drawn = charts.filter(({ measure, of }) => keysByCount(of, measure).length > 0);
  if (drawn.length === 0) return null;
  return (
    <Panel title="Where it lay, and why it arose" id="causes">
      <div class="chart-columns">
        {drawn.map(({ measure, by, of, word }) => (
          <CutBars key={measure} sums={of} measure={measure} by={by} word={word} />
        ))}
      </div>
      <p class="quiet">
        Confirmed cases, in the month of their conclusion. One with two vulnerabilities counts in
        both of their components and weaknesses; versions of a component are one.
      </p>
    </Panel>
  );
}

type CutBarsProps = {
  sums: readonly FigureSum[];
  measure: FigureSum["measure"];
  by: string;
  word: (key: string) => string;
};

/** One line each, the largest first; what is left out is said, and an export holds it. */
function CutBars({ sums, measure, by, word }: CutBarsProps) {
  const keys = keysByCount(sums, measure);
  const [verb = ""] = measure.split("-");
  const title = `${verb.charAt(0).toUpperCase()}${verb.slice(1)}`;
  return (
    <div class="bars-of-words">
      <Bars
        caption={`${title}, by ${by}`}
        headers={[`${by.charAt(0).toUpperCase()}${by.slice(1)}`, title]}
        rows={keys.slice(0, rowsMax).map((key) => ({
          label: word(key),
          value: countIn(sums, measure, key),
        }))}
      />
      {keys.length > rowsMax && (
        <p class="quiet">{keys.length - rowsMax} more with fewer cases are in the export.</p>
      )}
    </div>
  );
}

/** Who found it, how it came to light, and by which way it came to us. */
export function HowFound({ overview }: PanelProps) {
  const { sources, cuts } = overview;
  if (sources.length === 0 && keysByCount(cuts, "discovered-by-way").length === 0) return null;
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
        {(["discovered-by-approach", "confirmed-by-approach"] as const)
          .filter((measure) => keysByCount(cuts, measure).length > 0)
          .map((measure) => (
            <CutBars
              key={measure}
              sums={cuts}
              measure={measure}
              by="how it came to light"
              word={approachWord}
            />
          ))}
        <CutBars sums={cuts} measure="discovered-by-way" by="how it came" word={wayWord} />
      </div>
    </Panel>
  );
}
