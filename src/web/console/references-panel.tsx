/** What each party calls the case, beside the page; and whom our letters name no reference to. */

import { issuerOf } from "../../core/mail/outside-references.ts";
import type { FormValues } from "../../lib/form-description.ts";
import type { ReferenceView } from "../../store/references/reader.ts";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Panel } from "../../ui/layout.tsx";
import type { AtCase } from "./at-case.ts";
import { partyName } from "./case-words.ts";
import { DeedForm, may, sentFor } from "./deed-form.tsx";

export function ReferencesPanel({ at }: { at: AtCase }) {
  if (at.head.erasedAt) return null;
  const { references } = at;
  if (references.length === 0 && !may(at, "add-reference")) return null;
  return (
    <Panel title="References elsewhere" level={3} id="references">
      {references.length === 0 ? (
        <p>No party has told us what it calls this case.</p>
      ) : (
        <ul class="file-list">
          {references.map((each) => (
            <Reference key={each.referenceId} at={at} of={each} />
          ))}
        </ul>
      )}
      {may(at, "add-reference") && (
        <Disclosure summary="Add a reference" open={sentFor(at, "add-reference") !== undefined}>
          <DeedForm
            at={at}
            deed="add-reference"
            choices={{
              partyId: at.parties.map(({ partyId: value, pseudonym: label }) => ({ value, label })),
            }}
            values={begun(at)}
            look="secondary"
          />
        </Disclosure>
      )}
    </Panel>
  );
}

/** A coordinator's before anybody else's. */
function begun({ parties }: AtCase): FormValues {
  const party = parties.find(({ kind }) => kind === "coordinator") ?? parties[0];
  return party ? { partyId: party.partyId } : {};
}

function Reference({ at, of }: { at: AtCase; of: ReferenceView }) {
  return (
    <li>
      <strong>{of.text}</strong>{" "}
      <span class="quiet">
        {issuerOf(of.issuer).title}, {partyName(at.parties, of.partyId)}
        {of.addedBy === null && of.issuer !== "support" && ", from their mail"}
      </span>
      {may(at, "remove-reference") && (
        <Disclosure summary={`Remove ${of.text}`}>
          <DeedForm
            at={at}
            deed="remove-reference"
            ids={{ referenceId: of.referenceId }}
            only={[]}
            look="secondary"
          />
        </Disclosure>
      )}
    </li>
  );
}
