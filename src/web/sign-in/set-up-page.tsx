/** The page behind a set-up link, and the one that shows the recovery codes once. */

import { publicFooter, publicNav } from "../../formats/html/public-site.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
import { FieldFrame, fieldId } from "../../ui/field-frame.tsx";
import { FieldSet, Form } from "../../ui/form.tsx";
import { errorFor, type FieldError, FormErrors } from "../../ui/form-errors.tsx";
import { Actions, Panel } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PasskeyButton } from "../../ui/passkey-button.tsx";
import { PortalPage } from "../../ui/portal-page.tsx";
import type { Site } from "../../ui/site.ts";
import { TextField } from "../../ui/text-field.tsx";

export interface SetUpPageProps {
  readonly site: Site;
  readonly csrf: string;
  readonly action: string;
  readonly signInName: string;
  readonly totpSecret: string;
  /** The app's address as a picture, a `data:` address. */
  readonly picture: string;
  readonly errors: readonly FieldError[];
}

export function SetUpPage(props: SetUpPageProps) {
  return (
    <PortalPage
      site={props.site}
      title="Set up your account"
      nav={publicNav()}
      footer={publicFooter}
      mark="Staff only"
    >
      <PageHeader
        title="Set up your account"
        lede="A passkey, or a password and an authenticator app; it takes two minutes. This link works once and replaces whatever signed you in before."
      />
      <FormErrors errors={props.errors} title="Not set up yet: please check the following" />
      <PasskeyPart {...props} />
      <h2>Or a password and an authenticator app</h2>
      <Form action={props.action} csrf={props.csrf} label="Set up your account">
        <Panel>
          <PasswordPart {...props} />
        </Panel>
        <Panel>
          <AppPart {...props} />
        </Panel>
        <Button look="secondary">Set up the account</Button>
      </Form>
    </PortalPage>
  );
}

function PasskeyPart(props: SetUpPageProps) {
  return (
    <Panel title="A passkey, and nothing to type">
      <p>
        Your phone, your computer or a security key signs you in, with your fingerprint, face or
        PIN. It cannot be given away on a forged page.
      </p>
      <Form action={`${props.action}/passkey`} csrf={props.csrf} label="Set up with a passkey">
        <TextField
          name="name"
          label="What you call it"
          help="Such as “Laptop” or “Key on my ring”: to know it again in your list."
          value="My first passkey"
          error={errorFor(props.errors, "name")}
          autocomplete="off"
        />
        <PasskeyButton
          kind="create"
          options={`${props.action}/passkey/options`}
          field="answer"
          without="Passkeys need JavaScript, which is off in this browser."
        >
          Set up with a passkey
        </PasskeyButton>
      </Form>
    </Panel>
  );
}

function PasswordPart(props: SetUpPageProps) {
  return (
    <FieldSet legend="1. Your password">
      <FieldFrame field={{ name: "username", label: "Your sign-in name" }}>
        <input
          id={fieldId("username")}
          name="username"
          class="input input-medium"
          value={props.signInName}
          autocomplete="username"
          readOnly
        />
      </FieldFrame>
      <TextField
        name="password"
        label="Password"
        type="password"
        help="At least 12 characters. Several words are easiest; no rules about digits or signs."
        error={errorFor(props.errors, "password")}
        autocomplete="new-password"
        required
      />
      <TextField
        name="repeated"
        label="Password once more"
        type="password"
        error={errorFor(props.errors, "repeated")}
        autocomplete="new-password"
        required
      />
    </FieldSet>
  );
}

function AppPart(props: SetUpPageProps) {
  return (
    <FieldSet
      legend="2. Your authenticator app"
      help="Any app for time-based codes (TOTP) will do. Scan the picture, or type the key into the app."
    >
      <img src={props.picture} width={220} height={220} alt="QR code with the key written below" />
      <CopyField name="totp-secret" label="Key" value={props.totpSecret} grouped />
      <TextField
        name="code"
        label="The code that the app shows now"
        help="Six digits. They change every 30 seconds."
        error={errorFor(props.errors, "code")}
        autocomplete="one-time-code"
        inputMode="numeric"
        size="short"
        code
        required
      />
    </FieldSet>
  );
}

export function RecoveryCodesPage(props: { site: Site; codes: readonly string[]; next: string }) {
  return (
    <PortalPage
      site={props.site}
      title="Your recovery codes"
      nav={publicNav()}
      footer={publicFooter}
      mark="Staff only"
    >
      <PageHeader
        title="Your recovery codes"
        lede="Your account is set up and you are signed in. One thing is left: keep these codes."
      />
      <Notice tone="warning" title="They are shown this one time">
        Print this page or write the codes down, and keep them away from your phone. Each signs you
        in once, in place of the app's code or of a lost passkey.
      </Notice>
      <Panel title="Ten codes, each for one use">
        <ol>
          {props.codes.map((code) => (
            <li key={code}>
              <code translate={false}>{code}</code>
            </li>
          ))}
        </ol>
      </Panel>
      <Actions>
        <LinkButton href={props.next} look="primary">
          I have kept them; go on
        </LinkButton>
      </Actions>
    </PortalPage>
  );
}
