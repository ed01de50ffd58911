/**
 * Who the parties of a case are: their pseudonyms, how they want to be thanked, who may learn their
 * names, and how the vault is opened. The page itself holds no name.
 */
import {
  type PermissionState,
  type PermissionView,
  permissionViewsOf,
} from "../../store/identity/permission-reader.ts";
import { vaultOpenings } from "../../store/identity/register-reader.ts";
import type { PartyRow } from "../../store/parties/reader.ts";
import { type ReportView, reportsOf } from "../../store/reports/reader.ts";
import { Tag, type Tone } from "../../ui/badge.tsx";
import { DescriptionList } from "../../ui/description-list.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Panel } from "../../ui/layout.tsx";
import { When } from "../../ui/when.tsx";
import { type AtCase, casePath } from "./at-case.ts";
import { zoneOf } from "./case-frame.ts";
import { partyWord } from "./case-words.ts";
import { DeedForm, may, sentFor } from "./deed-form.tsx";
import { legalPanel } from "./legal-panel.tsx";
import { partyKeysPanels } from "./party-keys-panel.tsx";

interface Found {
  readonly at: AtCase;
  readonly permissions: readonly PermissionView[];
  readonly openings: ReadonlyMap<string, number>;
  readonly reports: readonly ReportView[];
  readonly keysOf: Awaited<ReturnType<typeof partyKeysPanels>>;
}

export async function namesPart(at: AtCase) {
  const { caseId } = at.head;
  const [permissions, openings, reports, keysOf, legal] = await Promise.all([
    permissionViewsOf(at.web.context, at.tx, caseId),
    vaultOpenings(at.tx, caseId),
    reportsOf(at.tx, caseId, at.keys),
    partyKeysPanels(at),
    legalPanel(at),
  ]);
  const found: Found = {
    at,
    permissions,
    openings,
    reports,
    keysOf,
  };
  return (
    <>
      {at.parties.map((party) => (
        <Party key={party.partyId} found={found} party={party} />
      ))}
      {legal}
    </>
  );
}

const creditWords: Readonly<Record<PartyRow["credit"], string>> = {
  undecided: "Has not said: named nowhere",
  none: "Wants to be named nowhere",
  name: "Wants to be thanked by a name",
  handle: "Wants to be thanked by a handle",
  organisation: "Wants to be thanked by an organisation",
};

function Party({ found, party }: { found: Found; party: PartyRow }) {
  const { openings } = found;
  const count = openings.get(party.partyId) ?? 0;
  return (
    <Panel title={party.pseudonym} id={`party-${party.partyId.slice(-6)}`}>
      <p>
        Names, addresses and handles lie in the vault, apart from the case. Mails reach{" "}
        {partyWord(party.pseudonym)} without anybody seeing them, and nothing that leaves the case
        may name {partyWord(party.pseudonym)} before they said yes.
      </p>
      <DescriptionList
        facts={[
          {
            term: "Answers",
            value: party.answersBy === "mail" ? "By mail" : "On the portal only",
          },
          { term: "Thanks", value: creditWords[party.credit] },
          { term: "Vault opened", value: count === 1 ? "once" : `${count} times` },
        ]}
      />
      <Permissions found={found} party={party} />
      {found.keysOf(party)}
      <Vault found={found} party={party} />
    </Panel>
  );
}

const stateWords: Readonly<Record<PermissionState, readonly [string, Tone]>> = {
  asked: ["Asked, not answered", "info"],
  given: ["Given", "success"],
  refused: ["Refused", "warning"],
  withdrawn: ["Taken back", "warning"],
};

function Permissions({ found, party }: { found: Found; party: PartyRow }) {
  const { at } = found;
  const asked = found.permissions.filter(({ partyId }) => partyId === party.partyId);
  const ids = { partyId: party.partyId };
  return (
    <>
      <h3>Who may learn the name</h3>
      {asked.length === 0 ? (
        <p>Nobody outside. Without a permission the name is in nothing that is sent.</p>
      ) : (
        <ul class="remedy-list">
          {asked.map((permission) => {
            const [words, tone] = stateWords[permission.state];
            return (
              <li key={permission.permissionId}>
                <p class="plain-text">{permission.recipient}</p>
                <p class="meta">
                  <Tag tone={tone}>{words}</Tag>
                  <When at={permission.at} zone={zoneOf(at)} />
                </p>
              </li>
            );
          })}
        </ul>
      )}
      {may(at, "ask-permission") && (
        <Disclosure
          summary="Ask for a permission"
          open={sentFor(at, "ask-permission", ids) !== undefined}
        >
          <DeedForm
            at={at}
            deed="ask-permission"
            ids={ids}
            choices={recipientsBeside(at, party)}
            look="secondary"
          />
        </Disclosure>
      )}
    </>
  );
}

/** The other parties, where the case has some. */
function recipientsBeside(at: AtCase, party: PartyRow) {
  const others = at.parties.filter(({ partyId }) => partyId !== party.partyId);
  if (others.length === 0) return undefined;
  return {
    recipientId: others.map(({ partyId, pseudonym }) => ({ value: partyId, label: pseudonym })),
  };
}

function Vault({ found, party }: { found: Found; party: PartyRow }) {
  const { at, reports } = found;
  if (!may(at, "open-vault")) {
    return (
      <p class="quiet">
        Who needs the name asks a lead, a communicator, a coordinator analyst or legal.
      </p>
    );
  }
  const ids = { partyId: party.partyId };
  const own = reports.filter((report) => report.partyId === party.partyId);
  return (
    <>
      <h3>The vault</h3>
      <Disclosure
        summary={`See who ${partyWord(party.pseudonym)} is`}
        open={
          sentFor(at, "open-vault", { ...ids, reportId: "", messageId: "", signerOf: "" }) !==
          undefined
        }
      >
        <p>Shown once, on one page. Your reason and the opening stay in the history of the case.</p>
        <DeedForm at={at} deed="open-vault" ids={ids} submit="Open the vault" />
      </Disclosure>
      {own.map((report, index) => (
        <Disclosure
          key={report.reportId}
          summary={index === 0 ? "Download the untouched report" : "Download a further report"}
          open={sentFor(at, "open-vault", { ...ids, reportId: report.reportId }) !== undefined}
        >
          <p>As it came, with the name of its author. This, too, is an opening.</p>
          <DeedForm
            at={at}
            deed="open-vault"
            ids={{ ...ids, reportId: report.reportId }}
            submit="Download the original"
            look="secondary"
          />
        </Disclosure>
      ))}
      <p>
        The untouched mails of a thread, and the keys that signed them, are asked for{" "}
        <a href={casePath(at.head.reference, "conversation")}>at the message</a>; each is an
        opening, too.
      </p>
    </>
  );
}
