/** Looks up the figures that an address asks for, and what a page needs to name them. Counts nothing. */
import type { NamedProduct } from "../../core/catalogue/product-called.ts";
import type { AskedFigures } from "../../core/figures/asked-figures.ts";
import type { FiguresOverview } from "../../core/figures/overview.ts";
import type { FiguresCount, FiguresProgress } from "../../core/figures/round.ts";
import { entityNames } from "../../store/catalogue/entities.ts";
import {
  figureHolders,
  figuresCount,
  figuresOverview,
  figuresProgress,
} from "../../store/figures/cells-reader.ts";
import {
  type OutageRow,
  outagesSince,
  type ProbeRow,
  probeRows,
} from "../../store/probes/reader.ts";
import {
  firstProducts,
  type OfferedProduct,
  productsWithIds,
} from "../../store/products/named-reader.ts";
import { teamList } from "../../store/teams/reader.ts";
import { principalsOf, type Tx } from "../../store/transaction.ts";
import { takeNotes } from "../server/console-notes.ts";
import type { ConsoleRequest } from "./console-frame.tsx";
import { productsRead } from "./product-choices.tsx";

/** A team or the reader, of whose cases there are figures. */
export interface Holder {
  readonly id: string;
  readonly name: string;
}

export interface FoundFigures {
  /** Undefined until they were counted for the first time. */
  readonly count: FiguresCount | undefined;
  /** Of the count that is under way, in the cases of the holder, or of the reader's first team that has any. */
  readonly progress: FiguresProgress | undefined;
  readonly holders: readonly Holder[];
  readonly holder: Holder | undefined;
  /** Null where there is nothing to show. */
  readonly overview: FiguresOverview | null;
  /** What the filter offers, as `typedOf` takes it. */
  readonly offered: readonly OfferedProduct[];
  /** What those are called that the figures or the filter name, others among them. */
  readonly products: readonly NamedProduct[];
  readonly entities: readonly string[];
  readonly channels: { readonly rows: readonly ProbeRow[]; readonly outages: readonly OutageRow[] };
}

/** What was typed for a product, and why it means none. */
export interface TypedName {
  readonly text: string;
  readonly problem: string;
}

/** What a panel of the page is given. */
export interface FiguresProps {
  readonly at: ConsoleRequest;
  readonly asked: AskedFigures;
  /** The name of a product that was typed and is none. */
  readonly typed?: TypedName | undefined;
  readonly found: FoundFigures;
}

export type PanelProps = FiguresProps & { readonly overview: FiguresOverview };

export async function findFigures(at: ConsoleRequest, asked: AskedFigures): Promise<FoundFigures> {
  const { context } = at.web;
  return context.transaction(at.staff, async (tx) => {
    const since = new Date(`${asked.from}-01T00:00:00Z`);
    const [count, moved, holders, offered, entities, rows, outages] = await Promise.all([
      figuresCount(tx),
      figuresProgress(tx),
      holdersOf(tx, at),
      firstProducts(tx, productsRead),
      entityNames(context, tx),
      probeRows(tx),
      outagesSince(tx, since),
      takeNotes(tx, at),
    ]);
    const holder = asked.of ? holders.find(({ id }) => id === asked.of) : holders[0];
    const overview =
      count && holder
        ? await figuresOverview(context, tx, { ...asked, of: holder.id }, count)
        : null;
    const ids = holder ? [holder.id] : idsOf(at);
    const progress = ids.flatMap((id) => moved.filter((each) => each.principalId === id)).at(0);
    const channels = { rows, outages };
    const products = offered.length < productsRead ? offered : await namedIn(tx, asked, overview);
    return { count, progress, holders, holder, overview, offered, products, entities, channels };
  });
}

/** Of a catalogue that is not read whole: those that stand on the page. */
function namedIn(tx: Tx, { productId }: AskedFigures, overview: FiguresOverview | null) {
  const counted = overview?.products.map(({ key }) => key) ?? [];
  return productsWithIds(tx, [...new Set([...counted, ...(productId ? [productId] : [])])]);
}

/** Teams first: theirs are the figures that most people look for. */
const idsOf = ({ staff }: ConsoleRequest) => [...staff.groupIds, staff.id];

async function holdersOf(tx: Tx, at: ConsoleRequest): Promise<Holder[]> {
  const { staff } = at;
  const ids = idsOf(at);
  const [known, teams] = await Promise.all([figureHolders(tx, principalsOf(staff)), teamList(tx)]);
  const names = new Map(teams.map(({ teamId, name }) => [teamId, name]));
  return ids
    .filter((id) => known.includes(id))
    .map((id) => ({ id, name: id === staff.id ? "Yourself" : (names.get(id) ?? "A team") }));
}
