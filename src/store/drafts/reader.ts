/** Reads one's own drafts; the wall shows nobody another's, nor one on a case that is out of reach. */
import type { Draft } from "../../core/drafts/draft.ts";
import type { Context } from "../context.ts";
import { peopleHolder } from "../people/reader.ts";
import { openJson, unwrapKey } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";

export type DraftContent = Pick<Draft, "view" | "values">;

export interface ListedDraft extends Draft {
  readonly caseId: string;
  readonly reference: string;
}

interface Row {
  readonly personId: string;
  readonly caseId: string;
  readonly reference: string;
  readonly form: string;
  readonly sealed: Buffer;
  readonly keptAt: Date;
  readonly wrapped: Buffer;
  readonly masterKeyId: string;
}

export function draftPlace(caseId: string, form: string) {
  return { table: "drafts", column: `content of ${form} on ${caseId}` };
}

const columns = `d.person_id as "personId", d.about_id as "caseId", d.form,
  d.content_sealed as "sealed", d.kept_at as "keptAt", p.key_wrapped as "wrapped",
  p.master_key_id as "masterKeyId"`;

/** One's drafts on a case, by the name of their form; at most 100. */
export async function draftsOf(
  context: Context,
  tx: Tx,
  personId: string,
  caseId: string,
): Promise<ReadonlyMap<string, Draft>> {
  const rows = await tx.query<Row>(
    `select ${columns} from drafts d join people p on p.person_id = d.person_id
      where d.person_id = $1 and d.about_id = $2 order by d.kept_at desc limit 100`,
    [personId, caseId],
    "drafts-of-case",
  );
  return new Map(rows.map((row) => [row.form, opened(context, row)]));
}

/** One's drafts on all cases, the newest first; at most 200. */
export async function draftList(
  context: Context,
  tx: Tx,
  personId: string,
): Promise<ListedDraft[]> {
  const rows = await tx.query<Row>(
    `select ${columns}, c.reference
       from drafts d join people p on p.person_id = d.person_id
       join cases c on c.case_id = d.about_id
      where d.person_id = $1 order by d.kept_at desc limit 200`,
    [personId],
  );
  return rows.map((row) => {
    const { caseId, reference } = row;
    return { ...opened(context, row), caseId, reference };
  });
}

function opened(context: Context, row: Row): Draft {
  const key = unwrapKey(context, row.personId, peopleHolder, row);
  const content = openJson<DraftContent>(key, draftPlace(row.caseId, row.form), row.sealed);
  return { form: row.form, keptAt: row.keptAt, ...content };
}
