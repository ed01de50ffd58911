/** Who a party is, on the one page that answers an opening of the vault. Never stored by any cache. */
import type { FastifyReply } from "fastify";
import type { PartyKeyState } from "../../core/party-keys/party-key.ts";
import { LinkButton } from "../../ui/button.tsx";
import { DescriptionList } from "../../ui/description-list.tsx";
import { Fingerprint } from "../../ui/grouped-code.tsx";
import { Actions, Panel } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { render } from "../server/answers.ts";
import { casePath } from "./at-case.ts";
import { type ConsoleRequest, consolePage } from "./console-frame.tsx";
import { keyStateWords } from "./party-keys-panel.tsx";

export interface OpenedIdentity {
  readonly pseudonym: string;
  readonly identity: Readonly<Record<string, string | null>>;
  readonly keys: readonly {
    readonly state: PartyKeyState;
    readonly source: string;
    readonly fingerprint: string;
    readonly userIds: readonly string[];
  }[];
  readonly keyLinks: readonly string[];
}

/** What open-vault answered; undefined for what any other deed did. */
export function identityIn(done: object): OpenedIdentity | undefined {
  return "identity" in done && "pseudonym" in done ? (done as OpenedIdentity) : undefined;
}

const terms: Readonly<Record<string, string>> = {
  name: "Name",
  handle: "Handle",
  organisation: "Organisation",
  email: "E-mail",
  telephone: "Telephone",
  creditAs: "To be printed in thanks",
};

export function showIdentity(
  at: ConsoleRequest,
  reference: string,
  { pseudonym, identity, keys, keyLinks }: OpenedIdentity,
): FastifyReply {
  const known = Object.entries(terms).filter(([field]) => identity[field]);
  const page = consolePage(at, {
    title: `Who ${pseudonym} is`,
    current: "/console",
    breadcrumb: [
      { label: "Queue", href: "/console" },
      { label: reference, href: casePath(reference) },
      { label: "Names", href: casePath(reference, "names") },
      { label: pseudonym },
    ],
    notice: (
      <Notice tone="warning" title="Shown this once.">
        That you opened the vault, and why, is in the history of the case. Write the name down
        nowhere that others read.
      </Notice>
    ),
    children: (
      <>
        <PageHeader title={pseudonym} kicker={reference} />
        <Panel title="What the vault holds">
          {known.length === 0 && !identity.keyFingerprint && !identity.signedBy ? (
            <p>Nothing: whoever wrote this report stays unnamed.</p>
          ) : (
            <DescriptionList
              facts={[
                ...known.map(([field, term]) => ({ term, value: identity[field] })),
                {
                  term: "OpenPGP key",
                  value: identity.keyFingerprint && <Fingerprint value={identity.keyFingerprint} />,
                },
                {
                  term: "First mail signed by",
                  value: identity.signedBy && <Fingerprint value={identity.signedBy} />,
                },
              ]}
            />
          )}
          {keys.length > 0 && <OfferedKeys keys={keys} />}
          {keyLinks.length > 0 && <AddressesOfKeys keyLinks={keyLinks} />}
          <Actions>
            <LinkButton href={casePath(reference, "names")}>Close</LinkButton>
          </Actions>
        </Panel>
      </>
    ),
  });
  return render(at.reply.header("cache-control", "no-store"), page);
}

function OfferedKeys({ keys }: Pick<OpenedIdentity, "keys">) {
  return (
    <>
      <h3>Keys that came along</h3>
      <ul class="remedy-list">
        {keys.map(({ fingerprint, state, userIds }) => (
          <li key={fingerprint}>
            <p>
              <Fingerprint value={fingerprint} />
            </p>
            <p class="meta">
              <span>{keyStateWords[state][0]}</span>
              {userIds.length > 0 && <span>Names {userIds.join(", ")}</span>}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

/** As text: whoever followed one would tell that server who reads here. */
function AddressesOfKeys({ keyLinks }: Pick<OpenedIdentity, "keyLinks">) {
  return (
    <>
      <h3>Addresses given for keys</h3>
      <ul>
        {keyLinks.map((address) => (
          <li key={address}>
            <code>{address}</code>
          </li>
        ))}
      </ul>
    </>
  );
}
