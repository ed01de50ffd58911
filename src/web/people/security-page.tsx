/** One's own page: what signs one in, new set-up links that were asked for, and open sessions. */
import type { StaffRole } from "../../core/people/roles.ts";
import type { Factors } from "../../store/people/factors-reader.ts";
import type { Passkey } from "../../store/people/passkey-reader.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { ConsolePage } from "../../ui/console-page.tsx";
import { Form } from "../../ui/form.tsx";
import { type FieldError, FormErrors } from "../../ui/form-errors.tsx";
import { Actions, Panel, Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { When } from "../../ui/when.tsx";
import type { ConsoleFrame } from "../server/frames.ts";
import { PastRenewals, type RenewalView } from "./renewal-parts.tsx";
import { rolesInWords } from "./roles-field.tsx";
import { SessionsPanel, type SessionsPanelProps } from "./sessions-panel.tsx";

export const accountPath = "/console/account";

export interface SecurityPageProps extends SessionsPanelProps {
  readonly frame: ConsoleFrame;
  readonly name: string;
  readonly roles: readonly StaffRole[];
  readonly factors: Factors;
  readonly passkeys: readonly Passkey[];
  /** Host of the organisation's own sign-in, where there is one. */
  readonly provider: string | undefined;
  readonly renewals: readonly RenewalView[];
  readonly errors: readonly FieldError[];
  /** What was just done, as a word of ours. */
  readonly done: string | undefined;
  /** A seat of the demonstration takes no way in of its own. */
  readonly seat: boolean;
}

const doneWords: Readonly<Record<string, string>> = {
  passkey: "The passkey is registered.",
  removed: "The passkey is removed.",
  password: "The password is changed. Your other sessions have ended.",
  app: "The app is enrolled. Your other sessions have ended.",
  dropped: "Password and app are gone. Your other sessions have ended.",
  linked: "The organisation’s account is linked.",
  unlinked: "The link has ended.",
  refused: "The set-up link has ended.",
  ended: "All your other sessions have ended.",
};

export function SecurityPage(props: SecurityPageProps) {
  const done = props.done && doneWords[props.done];
  return (
    <ConsolePage
      {...props.frame}
      title="Sessions and security"
      notice={
        <>
          {done && <Notice tone="success" title={done} live />}
          <FormErrors errors={props.errors} title="Not changed" />
        </>
      }
    >
      <PageHeader
        title="Sessions and security"
        kicker={`${props.name} · ${rolesInWords(props.roles)}`}
        lede="What signs you in, and where you are signed in. Whatever changes here is recorded, and you are told by mail where your sign-in name is an address."
      />
      <Stack>
        {props.seat && (
          <Notice title="This is a seat of the demonstration">
            It opens by its link and takes no passkey or password of its own. It counts as confirmed
            for dangerous deeds, because nobody stands behind it; a person’s account asks for a
            second proof after ten minutes.
          </Notice>
        )}
        {!props.seat && <FactorPanels {...props} />}
        <PastRenewals renewals={props.renewals} />
        <SessionsPanel {...props} />
        <TokensPanel />
      </Stack>
    </ConsolePage>
  );
}

function FactorPanels(props: SecurityPageProps) {
  return (
    <>
      <PasskeysPanel {...props} />
      <PasswordPanel {...props} />
      <CodesPanel {...props} />
      {props.provider && <ProviderPanel {...props} provider={props.provider} />}
    </>
  );
}

function PasskeysPanel({ csrf, passkeys }: SecurityPageProps) {
  return (
    <Panel
      title="Passkeys"
      actions={
        <LinkButton href={`${accountPath}/passkeys/new`} icon="plus" small>
          Add a passkey
        </LinkButton>
      }
    >
      {passkeys.length === 0 ? (
        <p>
          None yet. A passkey signs in without a password, and cannot be given to a forged page.
        </p>
      ) : (
        <Table
          caption="Passkeys"
          captionHidden
          columns={passkeyColumns(csrf)}
          rows={passkeys}
          rowKey={({ passkeyId }) => passkeyId}
        />
      )}
    </Panel>
  );
}

function passkeyColumns(csrf: string): Column<Passkey>[] {
  return [
    { header: "Name", heads: true, cell: ({ name }) => name },
    { header: "Added", cell: ({ createdAt }) => <When at={createdAt} /> },
    {
      header: "Last used",
      cell: ({ lastUsedAt }) => (lastUsedAt ? <When at={lastUsedAt} /> : "Not yet"),
    },
    {
      header: "Remove it",
      cell: ({ passkeyId, name }) => (
        <Form
          action={`${accountPath}/passkeys/${passkeyId}/remove`}
          csrf={csrf}
          class="inline-form"
          label={`Remove the passkey ${name}`}
        >
          <Button look="secondary" small>
            Remove
          </Button>
        </Form>
      ),
    },
  ];
}

function PasswordPanel({ csrf, factors }: SecurityPageProps) {
  if (!factors.password) {
    return (
      <Panel title="Password and authenticator app">
        <p>None. They come together: a password alone would be one factor.</p>
        <Actions>
          <LinkButton href={`${accountPath}/app`}>Add a password and an app</LinkButton>
        </Actions>
      </Panel>
    );
  }
  return (
    <Panel title="Password and authenticator app">
      <p>A change ends your other sessions.</p>
      <Actions>
        <LinkButton href={`${accountPath}/password`}>Change the password</LinkButton>
        <LinkButton href={`${accountPath}/app`}>Enrol another app</LinkButton>
        {factors.passkeys > 0 && (
          <Form
            action={`${accountPath}/password/drop`}
            csrf={csrf}
            class="inline-form"
            label="Do without a password"
          >
            <Button look="secondary">Do without a password</Button>
          </Form>
        )}
      </Actions>
    </Panel>
  );
}

function CodesPanel({ csrf, factors: { recoveryCodesLeft: left } }: SecurityPageProps) {
  return (
    <Panel title="Recovery codes">
      <p>
        {left === 0 ? "None is left." : left === 1 ? "One is left." : `${left} are left.`} Each
        works once, in place of the app’s code or of a lost passkey.
      </p>
      <Form action={`${accountPath}/recovery-codes`} csrf={csrf} label="New recovery codes">
        <Button look="secondary">Make ten new codes</Button>
      </Form>
    </Panel>
  );
}

function TokensPanel() {
  return (
    <Panel title="API tokens">
      <p>For scripts that work in your name: what each may do, and until when.</p>
      <Actions>
        <LinkButton href={`${accountPath}/tokens`}>Your API tokens</LinkButton>
      </Actions>
    </Panel>
  );
}

function ProviderPanel({ csrf, factors, provider }: SecurityPageProps & { provider: string }) {
  return (
    <Panel title="The organisation’s account">
      {factors.linked ? (
        <>
          <p>{`Your account at ${provider} signs you in.`}</p>
          <Form action={`${accountPath}/single-sign-on/end`} csrf={csrf} label="End the link">
            <Button look="secondary">End the link</Button>
          </Form>
        </>
      ) : (
        <>
          <p>{`Link your account at ${provider}, and it signs you in here.`}</p>
          <Actions>
            <LinkButton
              href={`/sign-in/single-sign-on?for=link&next=${encodeURIComponent(`${accountPath}?done=linked`)}`}
            >
              Link it
            </LinkButton>
          </Actions>
        </>
      )}
    </Panel>
  );
}
