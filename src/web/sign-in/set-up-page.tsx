/** The page behind a set-up link, and the one that shows the recovery codes once. */

import { publicFooter, publicNav } from "../../formats/html/public-site.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { FieldFrame, fieldId } from "../../ui/field-frame.tsx";
import { FieldSet, Form } from "../../ui/form.tsx";
import { type FieldError, FormErrors } from "../../ui/form-errors.tsx";
import { Actions, Panel } from "../../ui/layout.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PortalPage } from "../../ui/portal-page.tsx";
import type { Site } from "../../ui/site.ts";
import {
  AppFields,
  type AppToEnrol,
  PasskeyFields,
  PasswordFields,
  RecoveryCodes,
} from "./factor-fields.tsx";

export interface SetUpPageProps extends AppToEnrol {
  readonly site: Site;
  readonly csrf: string;
  readonly action: string;
  readonly signInName: string;
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
          <AppFields {...props} legend="2. Your authenticator app" />
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
        <PasskeyFields
          passkeyName="My first passkey"
          options={`${props.action}/passkey/options`}
          submit="Set up with a passkey"
          errors={props.errors}
        />
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
      <PasswordFields errors={props.errors} />
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
      <RecoveryCodes codes={props.codes} />
      <Actions>
        <LinkButton href={props.next} look="primary">
          I have kept them; go on
        </LinkButton>
      </Actions>
    </PortalPage>
  );
}
