/** Who read a case, which part of it, and when; for those who answer for that: lead, owner, auditor, legal. */
import { seesReads } from "../../core/access/who-sees-reads.ts";
import {
  type AccessView,
  othersOf,
  type ReadRow,
  readsOf,
} from "../../store/access/access-reader.ts";
import { Panel } from "../../ui/layout.tsx";
import { Table } from "../../ui/table.tsx";
import { When } from "../../ui/when.tsx";
import { accessSentence, partWord } from "./access-words.ts";
import type { AtCase } from "./at-case.ts";
import { personName, zoneOf } from "./case-frame.ts";
import { capital, partyName } from "./case-words.ts";

export interface CaseReads {
  readonly reads: readonly ReadRow[];
  readonly others: readonly AccessView[];
}

/** Undefined for whoever does not answer for who reads. */
export async function caseReads(at: AtCase): Promise<CaseReads | undefined> {
  if (!seesReads(at.staff, at.head)) return undefined;
  const { caseId } = at.head;
  const [reads, others] = await Promise.all([readsOf(at.tx, caseId), othersOf(at.tx, caseId)]);
  return { reads, others };
}

export function ReadsPanel(props: { at: AtCase; shown: CaseReads | undefined }) {
  const { at, shown } = props;
  if (!shown) return null;
  return (
    <>
      <Panel title="Who has read this case" id="reads">
        <Table
          caption="Readings"
          captionHidden
          dense
          rows={shown.reads}
          rowKey={(row) => `${row.actorId} ${row.what}`}
          empty={<p>Nobody has read it before you.</p>}
          columns={[
            { header: "Who", heads: true, cell: (row) => nameOf(at, row) },
            { header: "What", cell: (row) => partWord(row.what) },
            { header: "Times", align: "end", cell: (row) => row.times },
            { header: "First", cell: (row) => <When at={row.firstAt} zone={zoneOf(at)} /> },
            { header: "Last", cell: (row) => <When at={row.lastAt} zone={zoneOf(at)} /> },
          ]}
        />
        <p>
          Looking at the same part again within ten minutes counts once. You see this as the lead,
          the owner, an auditor or legal.
        </p>
      </Panel>
      {shown.others.length > 0 && (
        <Panel title="Refused, and taken out" id="refused">
          <Table
            caption="Attempts that were refused, exports and openings"
            captionHidden
            dense
            rows={shown.others}
            rowKey={(row) => row.accessId}
            columns={[
              { header: "Who", heads: true, cell: (row) => nameOf(at, row) },
              { header: "What", cell: (row) => accessSentence(row) },
              { header: "When", cell: (row) => <When at={row.at} zone={zoneOf(at)} /> },
            ]}
          />
        </Panel>
      )}
    </>
  );
}

function nameOf(at: AtCase, row: { actorKind: string; actorId: string | null }): string {
  if (row.actorKind === "staff") return personName(at, row.actorId);
  if (row.actorKind === "outsider") return capital(partyName(at.parties, row.actorId ?? ""));
  return row.actorKind === "system" ? "Parley itself" : "Somebody unknown";
}
