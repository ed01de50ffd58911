/** The parts of the keys page: the next deed, keys in use with their forms, checks, keys from before. */
import { extendOwnKey } from "../../actions/keys/extend-own-key.ts";
import { makeOwnKey } from "../../actions/keys/make-own-key.ts";
import { readRevocationCertificate } from "../../actions/keys/read-revocation-certificate.ts";
import { revokeOwnKey } from "../../actions/keys/revoke-own-key.ts";
import { rotateOwnKey } from "../../actions/keys/rotate-own-key.ts";
import { isDoubt, keyChecks, keyProblems } from "../../core/keys/key-check.ts";
import { nextKeyDeed } from "../../core/keys/next-key-deed.ts";
import type { KeyCheckRow } from "../../store/keys/check-reader.ts";
import { Tag } from "../../ui/badge.tsx";
import { LinkButton } from "../../ui/button.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
import { DescriptionList } from "../../ui/description-list.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Fingerprint } from "../../ui/grouped-code.tsx";
import { Actions, Panel, Prose } from "../../ui/layout.tsx";
import { Table } from "../../ui/table.tsx";
import { When } from "../../ui/when.tsx";
import type { PublishedKey } from "../public/published-keys.ts";
import type { ConsoleRequest } from "./console-frame.tsx";
import { distanceWords } from "./due-words.ts";
import { HouseForm, type SentHouseForm, sentTo } from "./house-form.tsx";
import { checkWords, keysPath, purposeOf } from "./key-words.ts";

export interface KeysPage {
  readonly at: ConsoleRequest;
  readonly sent: SentHouseForm | undefined;
  readonly now: Date;
  readonly zone: string;
  readonly keys: readonly PublishedKey[];
  readonly checks: readonly KeyCheckRow[];
}

type Props = { page: KeysPage };

const isInUse = ({ retiredAt }: PublishedKey) => retiredAt === null;

export function NextPanel({ page }: Props) {
  const { keys, checks, now, zone } = page;
  const inUse = keys.filter(isInUse).map((key) => ({ ...key, runsOut: key.facts.runsOut }));
  const next = nextKeyDeed({ inUse, checks, mailboxes: mailboxesOf(page) }, now);
  if (next.do === "nothing") return null;
  if (next.do === "make") {
    return (
      <Panel title="Next: make a key for a mailbox" look="next">
        <p>
          Mail to {next.address} comes here, and nobody can encrypt to it: it has no key. Make one,
          or import the one that it has.
        </p>
        <Actions>
          <LinkButton href="#another">To the form</LinkButton>
        </Actions>
      </Panel>
    );
  }
  if (next.do === "extend") {
    const key = keys.find(({ keyId }) => keyId === next.keyId);
    return (
      <Panel title="Next: give a key a later end" look="next">
        <p>
          {key && purposeOf(key)}: the key runs out{" "}
          <When at={next.at} zone={zone} precision="day" /> ({distanceWords(now, next.at)}).{" "}
          {next.outside
            ? "It is kept outside: extend it where it is kept, and start Parley again."
            : "Extend it, and its fingerprint stays; or rotate it, if it is time for another."}
        </p>
        <Actions>
          <LinkButton href={`#key-${next.keyId}`}>To the key</LinkButton>
        </Actions>
      </Panel>
    );
  }
  const { what, problem, place } = next.check;
  return (
    <Panel
      title={`Next: ${next.do === "mend" ? "mend" : "look at"} what a check found`}
      look="next"
    >
      <p>
        {checkWords[what].title}: {keyProblems[problem]}
      </p>
      {place && (
        <p>
          <code>{place}</code>
        </p>
      )}
    </Panel>
  );
}

/** The addresses of mailboxes that are read, as far as they are known. */
function mailboxesOf({ at }: KeysPage): string[] {
  return (at.web.context.mailboxes ?? []).flatMap(({ address }) => address ?? []);
}

export function InUsePanels({ page }: Props) {
  return (
    <>
      {page.keys.filter(isInUse).map((key) => (
        <InUse key={key.keyId} page={page} ours={key} />
      ))}
    </>
  );
}

function InUse({ page, ours }: Props & { ours: PublishedKey }) {
  const { zone, now } = page;
  const { facts, keyId, outside } = ours;
  return (
    <Panel title={purposeOf(ours)} id={`key-${keyId}`}>
      <CopyField
        name={`fingerprint-${keyId}`}
        label="Fingerprint"
        value={facts.fingerprint}
        grouped
      />
      <DescriptionList
        facts={[
          { term: "Kind", value: kindWords(facts.algorithm) },
          { term: "Created", value: <When at={facts.created} zone={zone} precision="day" /> },
          {
            term: "Runs out",
            value: facts.runsOut ? (
              <>
                <When at={facts.runsOut} zone={zone} precision="day" /> (
                {distanceWords(now, facts.runsOut)})
              </>
            ) : (
              "Never"
            ),
          },
          {
            term: "Private half",
            value: outside ? "Kept outside the database" : "Sealed in the database",
          },
        ]}
      />
      {!outside && <Deed page={page} ours={ours} on={extendOwnKey} path="extend" />}
      <Deed page={page} ours={ours} on={rotateOwnKey} path="rotate" />
      <Certificate page={page} ours={ours} />
    </Panel>
  );
}

function kindWords(algorithm: string): string {
  if (/^(eddsa|ed25519)/i.test(algorithm)) return "Curve25519";
  const bits = /^rsa\D*(\d+)/i.exec(algorithm)?.[1];
  return bits ? `RSA, ${bits} bits` : algorithm;
}

type KeyDeed = typeof extendOwnKey | typeof rotateOwnKey | typeof revokeOwnKey;

function Deed(props: Props & { ours: PublishedKey; on: KeyDeed; path: string }) {
  const { page, ours, on, path } = props;
  const ids = { keyId: ours.keyId };
  return (
    <Disclosure summary={on.title} open={sentTo(page.sent, on, ids) !== undefined}>
      <Prose>
        <p>{on.summary}</p>
      </Prose>
      <HouseForm
        at={page.at}
        on={on}
        path={`${keysPath}/${path}`}
        ids={ids}
        about={ours.facts.fingerprint}
        submit={on.title}
        sent={page.sent}
      />
    </Disclosure>
  );
}

function Certificate({ page, ours }: Props & { ours: PublishedKey }) {
  return (
    <Disclosure summary="Revocation certificate">
      <Prose>
        <p>
          Ends the key wherever it is imported. Keep it apart from this installation, for the day on
          which the installation is lost. Whoever has it can end the key, and nothing more.
        </p>
      </Prose>
      <HouseForm
        at={page.at}
        on={readRevocationCertificate}
        path={`${keysPath}/certificate`}
        ids={{ keyId: ours.keyId }}
        about={ours.facts.fingerprint}
        submit="Download"
        sent={page.sent}
      />
    </Disclosure>
  );
}

export function ChecksPanel({ page }: Props) {
  const { checks, zone } = page;
  const rows = keyChecks.map((what) => ({ what, found: checks.find((row) => row.what === what) }));
  return (
    <Panel title="Checked every hour">
      <Table
        caption="Checked every hour"
        captionHidden
        rows={rows}
        rowKey={({ what }) => what}
        columns={[
          {
            header: "What",
            heads: true,
            cell: ({ what }) => (
              <>
                {checkWords[what].title}
                <br />
                <span class="quiet">{checkWords[what].about}</span>
              </>
            ),
          },
          { header: "Now", cell: ({ found }) => <Found found={found} zone={zone} /> },
          {
            header: "Looked at",
            nowrap: true,
            cell: ({ found }) => (found ? <When at={found.checkedAt} zone={zone} /> : "Not yet"),
          },
        ]}
      />
    </Panel>
  );
}

function Found({ found, zone }: { found: KeyCheckRow | undefined; zone: string }) {
  if (!found) return <Tag>Not yet</Tag>;
  const { problem, place, failingSince } = found;
  if (!problem) return <Tag tone="success">Well</Tag>;
  return (
    <div>
      <Tag tone={isDoubt(problem) ? "warning" : "danger"}>
        {isDoubt(problem) ? "Not known" : "Wrong"}
      </Tag>{" "}
      {keyProblems[problem]} {place && <code>{place}</code>}{" "}
      {failingSince && (
        <>
          Since <When at={failingSince} zone={zone} />.
        </>
      )}
    </div>
  );
}

export function MakePanel({ page, importPath }: Props & { importPath: string }) {
  return (
    <Panel title="Another key" id="another">
      <Disclosure
        summary="Make a key for another address"
        open={page.sent?.deed === makeOwnKey.deed}
      >
        <HouseForm at={page.at} on={makeOwnKey} path={keysPath} sent={page.sent} />
      </Disclosure>
      <Actions>
        <LinkButton href={importPath}>Import a key</LinkButton>
      </Actions>
    </Panel>
  );
}

export function OldPanel({ page }: Props) {
  const old = page.keys.filter((key) => !isInUse(key));
  if (old.length === 0) return null;
  return (
    <Panel title="Keys from before">
      {old.map((key) => (
        <Old key={key.keyId} page={page} ours={key} />
      ))}
    </Panel>
  );
}

function Old({ page, ours }: Props & { ours: PublishedKey }) {
  const { zone } = page;
  const { facts, retiredAt, revokedAt, outside } = ours;
  const isHere = !outside || page.at.web.context.keysOutside?.has(facts.fingerprint) === true;
  return (
    <>
      <DescriptionList
        facts={[
          { term: purposeOf(ours), value: <Fingerprint value={facts.fingerprint} /> },
          {
            term: "In use until",
            value: retiredAt && <When at={retiredAt} zone={zone} precision="day" />,
          },
          {
            term: "Now",
            value: revokedAt ? (
              <>
                Published as revoked since <When at={revokedAt} zone={zone} precision="day" />
              </>
            ) : (
              "Published for verifying only"
            ),
          },
          {
            term: "Reads old mail",
            value: isHere ? "Yes" : "No: its private half is not there",
          },
        ]}
      />
      {!revokedAt && isHere && <Deed page={page} ours={ours} on={revokeOwnKey} path="revoke" />}
    </>
  );
}
