/** The letters to whoever reported what has a case of its own in part: that it has, and how the work there goes on. */
import type { Context } from "../../store/context.ts";
import type { EventView } from "../../store/events/reader.ts";
import { partsOf } from "../../store/links/parts-reader.ts";
import type { Tx } from "../../store/transaction.ts";
import type { CaseLetter } from "./case-letter.ts";
import { endsMetBy } from "./ends-of-case.ts";
import { notice, type Write } from "./notice-letter.ts";

export const partLetters: Readonly<Record<string, Write>> = {
  "report.split": async (_context, _tx, to, { body }) =>
    notice(to, "part-news", { news: "apart", partReference: String(body.reference) }),
  "part.ended": async (_context, _tx, to, { body }) =>
    notice(to, "part-news", { news: "rejoined", partReference: String(body.reference) }),
  "part.progressed": tellProgress,
};

async function tellProgress(context: Context, tx: Tx, to: CaseLetter, event: EventView) {
  const { step, by, number, reference } = event.body;
  const partReference = String(reference);
  const parts = await partsOf(tx, to.head.caseId);
  if (!parts.some((each) => each.reference === partReference)) return undefined;
  const id = typeof number === "string" ? number : undefined;
  const advisoryUrl = `${context.baseUrl}/publications/${encodeURIComponent(id ?? "")}`;
  return notice({ ...to, met: endsMetBy(event) }, "part-news", {
    partReference,
    news: String(step),
    ...(typeof by === "string" ? { by: new Date(by) } : {}),
    ...(id ? { advisoryId: id, advisoryUrl } : {}),
  });
}
