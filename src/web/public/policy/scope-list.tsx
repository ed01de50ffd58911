/** The catalogue as the public list of what is in scope (VEN-02): lines, products, versions in support. */
import { dayOf, supportOn } from "../../../core/catalogue/support.ts";
import type { ProductView, VersionView } from "../../../store/products/reader.ts";
import { Table } from "../../../ui/table.tsx";
import { Chapter } from "./chapter.tsx";
import type { Speech, Spoken } from "./speech.tsx";

export interface InScope {
  /** Without those that are retired. */
  readonly products: readonly ProductView[];
  /** Newest first within a product. */
  readonly versions: readonly VersionView[];
}

/** What of the catalogue is public as in scope: no retired product, and no version of one. */
export function inScope(
  products: readonly ProductView[],
  versions: readonly VersionView[],
): InScope {
  return { products: products.filter(({ retiredAt }) => retiredAt === null), versions };
}

export function Scope(props: Spoken & InScope & { now: Date }) {
  const { policy, speech, products, now } = props;
  if (products.length === 0) return null;
  const { scope, chapters } = speech.words;
  const byProduct = Map.groupBy(props.versions, ({ productId }) => productId);
  return (
    <Chapter {...{ policy, speech }} id="scope" title={chapters.scope}>
      <Table
        caption={scope.caption}
        captionHidden
        dense
        rows={products}
        rowKey={(row) => row.productId}
        columns={[
          { header: scope.name, heads: true, cell: (row) => row.name },
          { header: scope.line, cell: (row) => row.line ?? row.entity },
          {
            header: scope.kind,
            cell: (row) => scope[row.kind === "service" ? "service" : "product"],
          },
          {
            header: scope.support,
            cell: (row) => scope[row.inSupport ? "inSupport" : "outOfSupport"],
          },
          ...(props.versions.length > 0
            ? [
                {
                  header: scope.versions,
                  cell: (row: ProductView) => (
                    <Versions
                      versions={byProduct.get(row.productId) ?? []}
                      today={dayOf(now)}
                      speech={speech}
                    />
                  ),
                },
              ]
            : []),
        ]}
      />
    </Chapter>
  );
}

/** Each with what its reader wants to know: whether it gets fixes, and until when. */
function Versions(props: { versions: readonly VersionView[]; today: string; speech: Speech }) {
  const { versions, today, speech } = props;
  const { scope } = speech.words;
  if (versions.length === 0) return null;
  return (
    <ul class="plain-list">
      {versions.map((version) => {
        const state = supportOn(version, today);
        const until = version.supportedUntil;
        const words = [
          scope.states[state],
          state === "not-yet" && version.supportedFrom && scope.from(version.supportedFrom),
          until && (state === "full" || state === "security") && scope.until(until),
        ].filter(Boolean);
        return (
          <li key={version.versionId}>
            {version.name}: {words.join(", ")}
          </li>
        );
      })}
    </ul>
  );
}
