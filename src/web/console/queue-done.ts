/**
 * What was done from the queue, as an address tells it: a known word, a number, ids and the mark of a
 * label. A label is sealed, so its words stand in no address; and what is not found is not offered.
 */
import { labelIn } from "../../core/cases/labels.ts";
import { isUuid } from "../../lib/uuid7.ts";
import { queueRowsOf } from "../../store/cases/queue-reader.ts";
import type { Tx } from "../../store/transaction.ts";
import type { ConsoleRequest } from "./console-frame.tsx";
import type { Query } from "./queue-address.ts";
import type { DoneBulk } from "./queue-bulk.tsx";

/** Keyed, and of this person: nobody makes a link that offers somebody else to take a label off. */
export function labelMark({ web, staff }: ConsoleRequest, typed: string): string {
  const about = `taken off\0${staff.id}\0${labelIn(typed) ?? ""}`;
  const hash = web.context.masterKey.hash("search-tokens", about);
  return hash.subarray(0, 8).toString("base64url");
}

/** With at most 50 cases; where a label was put on, those that still have it and are shown to the reader. */
export async function doneIn(at: ConsoleRequest, tx: Tx): Promise<DoneBulk> {
  const { done: deed = "", count = "", undo = "", unlabel = "" } = at.request.query as Query;
  const told = { deed, count: /^\d{1,2}$/.test(count) ? Number(count) : 0, undo: [], label: "" };
  const ids = undo.split(",").filter(isUuid).slice(0, 50);
  if (deed === "take" || deed === "assign") return { ...told, undo: ids };
  if (deed !== "label") return told;
  const rows = await queueRowsOf(at.web.context, tx, ids);
  const labels = new Set(rows.flatMap((row) => row.labels));
  const label = [...labels].find((each) => labelMark(at, each) === unlabel);
  if (label === undefined) return told;
  const having = rows.filter((row) => row.labels.includes(label));
  return { ...told, label, undo: having.map(({ caseId }) => caseId) };
}
