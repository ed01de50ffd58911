/** Our OpenPGP keys: in use and before, each with its full fingerprint (ALE-11, ALE-46, ALE-47). */
import type { FastifyInstance } from "fastify";
import { LinkButton } from "../../ui/button.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
import { DescriptionList } from "../../ui/description-list.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Fingerprint } from "../../ui/grouped-code.tsx";
import { Actions, Panel, Prose } from "../../ui/layout.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PublicPage } from "../../ui/public-page.tsx";
import { Table } from "../../ui/table.tsx";
import { When } from "../../ui/when.tsx";
import { render } from "../server/answers.ts";
import type { WebContext } from "../server/web-context.ts";
import { keyFileRoutes } from "./key-files.ts";
import { publicFrame } from "./public-frame.tsx";
import { type PublishedKey, publishedKeys } from "./published-keys.ts";

export function keyRoutes(app: FastifyInstance, web: WebContext): void {
  app.get("/key", async (_, reply) =>
    render(reply, <KeyPage web={web} keys={await publishedKeys(web)} />),
  );
  keyFileRoutes(app, web);
}

function KeyPage(props: { web: WebContext; keys: readonly PublishedKey[] }) {
  const { web, keys } = props;
  const inUse = keys.filter(({ retiredAt }) => retiredAt === null);
  const [first, ...further] = inUse.filter(({ purpose }) => purpose === "mail");
  const old = keys.filter(({ retiredAt }) => retiredAt !== null);
  return (
    <PublicPage {...publicFrame(web, "/key")} title="Our OpenPGP key">
      <PageHeader
        title="Our OpenPGP key"
        lede="Encryption is welcome and never a condition: we read plain mail and the form just as gladly."
      />
      {first ? (
        <>
          <InUse teamKey={first} title="The key in use" file="/key.asc" />
          <HowTo teamKey={first} />
        </>
      ) : (
        <NoKey />
      )}
      {further.map((key) => (
        <InUse key={key.keyId} teamKey={key} title={`For ${key.addresses.join(", ")}`} />
      ))}
      {inUse
        .filter(({ purpose }) => purpose === "advisory")
        .map((key) => (
          <InUse key={key.keyId} teamKey={key} title="The key that signs our advisories" />
        ))}
      {old.length > 0 && <OldKeys keys={old} />}
    </PublicPage>
  );
}

function NoKey() {
  return (
    <EmptyState
      title="There is no key yet"
      icon="key"
      action={<LinkButton href="/report">Use the form instead</LinkButton>}
    >
      The form is encrypted on its way, and what it takes is sealed where it is kept.
    </EmptyState>
  );
}

function fileOf({ facts }: PublishedKey): string {
  return `/key/${facts.fingerprint}.asc`;
}

function InUse(props: { teamKey: PublishedKey; title: string; file?: string | undefined }) {
  const { teamKey: key, title, file = fileOf(key) } = props;
  const { facts, addresses, transition } = key;
  return (
    <Panel title={title}>
      <CopyField
        name={`fingerprint-${facts.fingerprint.slice(-8).toLowerCase()}`}
        label="Fingerprint"
        value={facts.fingerprint}
        grouped
      />
      <DescriptionList
        facts={[
          {
            term: addresses.length > 1 ? "Addresses" : "Address",
            value: addresses.length > 0 && <Addresses addresses={addresses} />,
          },
          { term: "Created", value: <When at={facts.created} precision="day" /> },
          {
            term: "Expires",
            value: facts.runsOut ? <When at={facts.runsOut} precision="day" /> : "It does not",
          },
          {
            term: "Before it",
            value: transition && (
              <a href={`/key/${facts.fingerprint}/statement.txt`}>
                Statement signed by the key before and by this one
              </a>
            ),
          },
        ]}
      />
      <Actions>
        <LinkButton look="primary" href={file} icon="download" download>
          Download the key
        </LinkButton>
      </Actions>
      <Disclosure summary="The key as text">
        <pre class="key-block">{facts.armored.trim()}</pre>
      </Disclosure>
    </Panel>
  );
}

function Addresses(props: { addresses: readonly string[] }) {
  return (
    <>
      {props.addresses.map((address, at) => (
        <span key={address}>
          {at > 0 && ", "}
          <a href={`mailto:${address}`}>{address}</a>
        </span>
      ))}
    </>
  );
}

const revokedWords = {
  superseded: "another key took its place",
  compromised: "somebody else may have it",
  retired: "it is not used any more",
} as const;

function OldKeys(props: { keys: readonly PublishedKey[] }) {
  const { keys } = props;
  return (
    <Panel title="Keys from before">
      <Prose>
        <p>
          Do not encrypt to these. We keep them to read what was written to them, and you may need
          them to verify what they signed.
        </p>
      </Prose>
      <Table
        caption="Keys from before"
        captionHidden
        rows={keys}
        rowKey={({ keyId }) => keyId}
        columns={[
          {
            header: "Fingerprint",
            heads: true,
            cell: (key) => (
              <a href={fileOf(key)} download>
                <Fingerprint value={key.facts.fingerprint} />
              </a>
            ),
          },
          {
            header: "In use",
            cell: ({ facts, retiredAt }) => (
              <>
                <When at={facts.created} precision="day" /> to{" "}
                {retiredAt && <When at={retiredAt} precision="day" />}
              </>
            ),
          },
          {
            header: "Now",
            cell: ({ revokedFor, revokedAt }) =>
              revokedFor && revokedAt ? (
                <>
                  Revoked on <When at={revokedAt} precision="day" />: {revokedWords[revokedFor]}
                </>
              ) : (
                "For reading and verifying only"
              ),
          },
        ]}
      />
    </Panel>
  );
}

function HowTo(props: { teamKey: PublishedKey }) {
  const [address = ""] = props.teamKey.addresses;
  return (
    <Panel title="Send us an encrypted mail">
      <Prose>
        <ol>
          <li>
            Download the key, or let your mail program find it: it is in the Web Key Directory of{" "}
            {address.split("@")[1]}.
          </li>
          <li>
            Compare the whole fingerprint, all forty digits, with the one above. A short key id is
            easily forged.
          </li>
          <li>
            Write to {address}, encrypt the mail to this key, and attach your own public key: then
            our answers reach you encrypted as well.
          </li>
        </ol>
        <p>With GnuPG:</p>
      </Prose>
      <pre class="key-block">
        {`gpg --import psirt.asc\ngpg --fingerprint ${address}\ngpg --armor --encrypt --recipient ${address} report.txt`}
      </pre>
      <p>
        The subject of a mail is not encrypted: “Report” says enough. The questions of our form are
        also a{" "}
        <a href="/report/template.txt" download>
          text to fill in
        </a>
        .
      </p>
    </Panel>
  );
}
