/** What the law made us give away of one case: for legal and auditors with its words, for others that it is so. */
import { readsRegister } from "../../core/identity/register-readers.ts";
import { type LegalDisclosure, legalDisclosuresOf } from "../../store/identity/register-reader.ts";
import { Tag } from "../../ui/badge.tsx";
import { DescriptionList } from "../../ui/description-list.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Panel } from "../../ui/layout.tsx";
import { When } from "../../ui/when.tsx";
import type { AtCase } from "./at-case.ts";
import { personName, zoneOf } from "./case-frame.ts";
import { DeedForm, may } from "./deed-form.tsx";

export async function legalPanel(at: AtCase) {
  const entries = await legalDisclosuresOf(at.web.context, at.tx, at.head.caseId);
  if (entries.length === 0 && !may(at, "record-legal-disclosure")) return null;
  return (
    <Panel title="Given because the law asks for it" id="legal">
      {entries.length === 0 && <p>Nothing was given to any authority.</p>}
      {entries.map((entry) => (
        <Entry key={entry.disclosureId} at={at} entry={entry} />
      ))}
      {may(at, "record-legal-disclosure") && (
        <Disclosure
          summary="Record a legal disclosure"
          open={at.sent?.deed === "record-legal-disclosure"}
        >
          <DeedForm
            at={at}
            deed="record-legal-disclosure"
            choices={{
              partyId: at.parties.map((party) => ({
                value: party.partyId,
                label: party.pseudonym,
              })),
            }}
            look="secondary"
          />
        </Disclosure>
      )}
    </Panel>
  );
}

function Entry({ at, entry }: { at: AtCase; entry: LegalDisclosure }) {
  const zone = zoneOf(at);
  const seesWords = readsRegister(at.staff) || may(at, "approve-legal-disclosure");
  return (
    <section class="report-field">
      <p class="meta">
        <span>
          Recorded by {personName(at, entry.recordedBy)}, <When at={entry.recordedAt} zone={zone} />
        </span>
        {entry.approvedAt ? (
          <Tag tone="success">Approved by {personName(at, entry.approvedBy)}</Tag>
        ) : (
          <Tag tone="warning">Waits for a second person</Tag>
        )}
        <Tag>{entry.told ? "The person was told" : "The person was not told"}</Tag>
      </p>
      {seesWords && <DescriptionList facts={factsOf(entry)} />}
      {!entry.approvedAt && entry.recordedBy !== at.staff.id && (
        <DeedForm
          at={at}
          deed="approve-legal-disclosure"
          ids={{ disclosureId: entry.disclosureId }}
          look="secondary"
        />
      )}
    </section>
  );
}

function factsOf(entry: LegalDisclosure) {
  return [
    { term: "About", value: entry.pseudonym ?? "Nobody in particular" },
    { term: "Authority", value: entry.authority },
    { term: "Legal basis", value: entry.basis },
    { term: "Given", value: entry.given },
    { term: "Why not told", value: entry.whyNotTold },
  ];
}
