/** One's own API tokens as a page: what each may do and until when, the form for a new one, and the token itself, this once. */
import { formOf } from "../../actions/form-of.ts";
import { makeToken } from "../../actions/people/make-token.ts";
import { actions } from "../../actions/registry.ts";
import { type Deed, ruleOf } from "../../core/people/deeds.ts";
import type { TokenView } from "../../store/people/token-reader.ts";
import { Tag } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Form } from "../../ui/form.tsx";
import { Panel } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { When } from "../../ui/when.tsx";
import type { ConsoleRequest } from "../console/console-frame.tsx";
import { HouseForm, type SentHouseForm } from "../console/house-form.tsx";
import { accountPath } from "./security-page.tsx";

export const tokensPath = `${accountPath}/tokens`;

export interface MadeToken {
  readonly token: string;
  readonly expiresAt: string;
}

export interface TokensProps {
  readonly at: ConsoleRequest;
  readonly tokens: readonly TokenView[];
  readonly now: Date;
  readonly csrf: string;
  /** A seat of the demonstration makes none. */
  readonly seat: boolean;
  /** The token that was made just now. */
  readonly made: MadeToken | undefined;
  readonly sent: SentHouseForm | undefined;
  readonly revoked: boolean;
}

export function Tokens(props: TokensProps) {
  const { at, tokens, made, sent, revoked } = props;
  return (
    <>
      {revoked && <Notice tone="success" title="The token opens nothing any more." live />}
      <PageHeader
        title="API tokens"
        lede="For scripts that work in your name. A token can do what you tick here and never more than you may yourself; it can do no dangerous deed."
      />
      {made && <Made made={made} />}
      <Panel title="Your tokens" id="tokens">
        <Table
          caption="Your API tokens"
          captionHidden
          columns={columnsOf(props)}
          rows={tokens}
          rowKey={({ tokenId }) => tokenId}
          empty={
            <EmptyState icon="lock" title="You have no token">
              Pages need none. Make one below for a script that asks the API, and send it as
              “Authorization: Bearer …”.
            </EmptyState>
          }
        />
      </Panel>
      <Panel title="Make a token" id="make">
        {props.seat ? (
          <p>
            This is a seat of the demonstration. Anybody may take it without a credential, so it
            makes none that lasts. Set up an account of your own to make one.
          </p>
        ) : (
          <>
            <p>It is shown once and kept as a hash alone. Whoever has it needs no second proof.</p>
            <HouseForm
              at={at}
              on={makeToken}
              path={tokensPath}
              sent={sent}
              choices={{ scopes: scopesFor(at.staff.roles) }}
            />
          </>
        )}
      </Panel>
    </>
  );
}

function Made({ made }: { made: MadeToken }) {
  return (
    <Panel look="next" title="Your new token" id="made">
      <CopyField
        name="token"
        label="Token"
        value={made.token}
        help="Shown this once: put it where your script keeps its secrets."
      />
      <p>
        It expires <When at={new Date(made.expiresAt)} />.
      </p>
    </Panel>
  );
}

function columnsOf({ csrf, now }: TokensProps): Column<TokenView>[] {
  return [
    {
      header: "For",
      heads: true,
      cell: (token) => (
        <>
          <span class="as-typed">{token.label}</span> <Standing token={token} now={now} />
        </>
      ),
    },
    { header: "May", cell: ({ scopes }) => <Scopes scopes={scopes} /> },
    { header: "Made", cell: ({ createdAt }) => <When at={createdAt} precision="day" /> },
    { header: "Expires", cell: ({ expiresAt }) => <When at={expiresAt} precision="day" /> },
    {
      header: "End it",
      cell: (token) =>
        isOpen(token, now) && (
          <Form
            action={`${tokensPath}/${token.tokenId}/revoke`}
            csrf={csrf}
            class="inline-form"
            label={`Revoke the token for ${token.label}`}
          >
            <Button look="secondary" small>
              Revoke
            </Button>
          </Form>
        ),
    },
  ];
}

function isOpen({ revokedAt, expiresAt }: TokenView, now: Date): boolean {
  return revokedAt === null && expiresAt > now;
}

function Standing({ token, now }: { token: TokenView; now: Date }) {
  if (token.revokedAt) return <Tag>Revoked</Tag>;
  return isOpen(token, now) ? null : <Tag>Expired</Tag>;
}

const scopesSeen = 3;

function Scopes({ scopes }: { scopes: readonly string[] }) {
  const words = scopes.map(titleOf);
  if (words.length <= scopesSeen) return <>{words.join(", ")}</>;
  return <Disclosure summary={`${words.length} things`}>{words.join(", ")}</Disclosure>;
}

const titles = new Map<string, string>(actions.map(({ deed, title }) => [deed, title]));

function titleOf(scope: string): string {
  return scope === "read" ? "Read" : (titles.get(scope) ?? scope);
}

/** Whoever has a token is in already: to offer these would only puzzle. */
const ofSigningIn: readonly string[] = [
  "accept-link",
  "confirm-person",
  "refuse-link",
  "sign-in",
  "sign-in-by-link",
  "sign-in-by-passkey",
  "sign-in-by-sso",
  "sign-out",
  "take-seat",
];

/** Reading first, then the deeds that this person's roles could do, by their words. */
function scopesFor(roles: readonly string[]): { value: string; label: string }[] {
  const scopes = formOf(makeToken).fields.find(({ name }) => name === "scopes")?.choices ?? [];
  const deeds = scopes
    .filter(({ value }) => value !== "read" && !ofSigningIn.includes(value))
    .filter(({ value }) => ruleOf(value as Deed).by.some((role) => roles.includes(role)))
    .map(({ value }) => ({ value, label: titleOf(value) }));
  const read = { value: "read", label: "Read what you may read" };
  return [read, ...deeds.toSorted((one, other) => one.label.localeCompare(other.label, "en"))];
}
