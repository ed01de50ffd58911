/** The rows of a status page: each product that is named, and under it every version of it. Pure. */
import { placeText, type Status } from "./status.ts";

interface Said {
  readonly affectedId: string;
  readonly productId: string;
  readonly productName: string;
  readonly entity: string;
  readonly versionId: string | null;
  readonly versions: string;
  readonly status: Status;
  readonly lastEventId: string;
}

interface Version {
  readonly productId: string;
  readonly versionId: string;
  readonly name: string;
}

export interface StatusRow<Row extends Said> {
  /** What a form sends to set it. */
  readonly place: string;
  readonly productId: string;
  readonly productName: string;
  readonly entity: string;
  /** A version, a range, or empty for the product as a whole. */
  readonly version: string;
  /** Undefined where nothing was said of this version itself. */
  readonly said: Row | undefined;
  /** What the product as a whole says, where the version says nothing. */
  readonly inherited: Status | undefined;
}

/** Whole products and ranges first, then each version of the catalogue in the order that it comes. */
export function statusRows<Row extends Said>(
  said: readonly Row[],
  versions: readonly Version[],
): StatusRow<Row>[] {
  const products = Map.groupBy(said, ({ productId }) => productId);
  return [...products].flatMap(([productId, rows]) => {
    const [{ productName = "", entity = "" } = {}] = rows;
    const of = { productId, productName, entity };
    const whole = rows.filter(({ versionId }) => versionId === null);
    const all = whole.filter((row) => row.versions === "");
    const inherited = all.length === 1 ? all[0]?.status : undefined;
    const own = versions.filter((version) => version.productId === productId);
    return [
      ...whole.map((row) => ({ ...of, ...placed(row), inherited: undefined })),
      ...own.map(({ versionId, name }) => {
        const row = rows.find((each) => each.versionId === versionId);
        if (row) return { ...of, ...placed(row), inherited: undefined };
        const place = placeText({ of: "version", productId, versionId });
        return { ...of, place, version: name, said: undefined, inherited };
      }),
    ];
  });
}

function placed<Row extends Said>(row: Row) {
  const { affectedId, lastEventId: seen } = row;
  return { place: placeText({ of: "row", affectedId, seen }), version: row.versions, said: row };
}
