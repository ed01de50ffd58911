/** One of two locked cases as the desk that deeds on a case work at. */
import { policyOf } from "../../store/cases/head-reader.ts";
import type { Context } from "../../store/context.ts";
import { keyOf } from "../../store/sealing/object-keys.ts";
import type { Desk } from "../on-case.ts";
import type { CaseSide } from "../references/on-two-cases.ts";

export async function deskOf(context: Context, side: CaseSide): Promise<Desk> {
  const { tx, head } = side;
  return {
    tx,
    head,
    policy: policyOf(context, head),
    caseKey: await keyOf(context, tx, head.caseId),
    record: (event) => side.record(event),
  };
}
