/** Events name what they made; whatever they name must still be there. */
import type { JsonValue } from "../../lib/canonical-json.ts";
import { isUuid } from "../../lib/uuid7.ts";
import type { Verification } from "./verification.ts";

/** Where the ids in an event's body lead. */
const tableOf: Readonly<Record<string, readonly [table: string, column: string]>> = {
  caseLinkId: ["case_links", "link_id"],
  choiceId: ["credit_choices", "choice_id"],
  claimId: ["case_claims", "claim_id"],
  decisionId: ["decisions", "decision_id"],
  deliveryId: ["deliveries", "delivery_id"],
  disclosureId: ["legal_disclosures", "disclosure_id"],
  entryId: ["disclosure_permissions", "entry_id"],
  keyLinkEntryId: ["key_link_states", "entry_id"],
  keyLinkId: ["key_links", "link_id"],
  messageId: ["messages", "message_id"],
  objectionEntryId: ["objections", "entry_id"],
  partyId: ["parties", "party_id"],
  partyKeyEntryId: ["party_key_states", "entry_id"],
  partyKeyId: ["party_keys", "key_id"],
  partyStatementId: ["party_statements", "statement_id"],
  publicationId: ["publications", "publication_id"],
  referenceId: ["case_references", "reference_id"],
  releaseId: ["finding_releases", "release_id"],
  remedyId: ["remedies", "remedy_id"],
  reportId: ["reports", "report_id"],
  sendingChoiceId: ["sending_choices", "choice_id"],
  statusId: ["affected_products", "affected_id"],
  transmissionEntryId: ["transmissions", "entry_id"],
  vulnerabilityId: ["vulnerabilities", "vulnerability_id"],
};

interface Named {
  readonly streamId: string;
  readonly caseId: string | null;
  readonly body: string;
}

/** Reports rows that these events name and that were deleted. */
export async function missingSubjects(
  { tx, report }: Verification,
  events: readonly Named[],
): Promise<void> {
  const streamOf = new Map<string, string>();
  const named = new Map<string, Set<string>>();
  for (const event of events) {
    if (event.caseId === null) continue;
    for (const [name, id] of idsIn(event.body)) {
      streamOf.set(id, event.streamId);
      named.set(name, (named.get(name) ?? new Set()).add(id));
    }
  }
  for (const [name, ids] of named) {
    const [table, column] = tableOf[name] as readonly [string, string];
    const gone = await tx.query<{ id: string }>(
      `select id from unnest($1::uuid[]) as id
        where not exists (select 1 from ${table} t where t.${column} = id) limit 1000`,
      [[...ids]],
    );
    for (const { id } of gone) {
      const message = "Events tell of this row, and it is not there.";
      const stream = streamOf.get(id) ?? null;
      report({ code: "row.missing", stream, what: `${table} ${id}`, message });
    }
  }
}

/** A body that is not what Parley writes is reported by its MAC, and names nothing here. */
function idsIn(body: string): [string, string][] {
  try {
    const read = JSON.parse(body) as Readonly<Record<string, JsonValue>>;
    return Object.entries(read).filter(
      (pair): pair is [string, string] =>
        pair[0] in tableOf && typeof pair[1] === "string" && isUuid(pair[1]),
    );
  } catch {
    return [];
  }
}
