/** The pages on which one's own factors change: a new passkey, another password, another app. */
import { Button } from "../../ui/button.tsx";
import { ConsolePage } from "../../ui/console-page.tsx";
import { Form, Hidden } from "../../ui/form.tsx";
import { type FieldError, FormErrors } from "../../ui/form-errors.tsx";
import { Panel } from "../../ui/layout.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import type { ConsoleFrame } from "../server/frames.ts";
import {
  AppFields,
  type AppToEnrol,
  PasskeyFields,
  PasswordFields,
  RecoveryCodes,
} from "../sign-in/factor-fields.tsx";
import { accountPath } from "./security-page.tsx";

interface FactorPageProps {
  readonly frame: ConsoleFrame;
  readonly csrf: string;
  readonly errors: readonly FieldError[];
}

const account = { label: "Sessions and security", href: accountPath };

export function NewPasskeyPage(props: FactorPageProps & { passkeyName: string }) {
  const title = "Add a passkey";
  return (
    <ConsolePage
      {...props.frame}
      title={title}
      breadcrumb={[account, { label: title }]}
      notice={<FormErrors errors={props.errors} title="Not registered" />}
    >
      <PageHeader
        title={title}
        lede="The browser asks for your phone, this computer or a security key. It must check that it is you: by finger, face or PIN."
      />
      <Panel>
        <Form action={`${accountPath}/passkeys`} csrf={props.csrf} label={title}>
          <PasskeyFields
            passkeyName={props.passkeyName}
            options={`${accountPath}/passkeys/options`}
            submit="Register it"
            errors={props.errors}
          />
        </Form>
      </Panel>
    </ConsolePage>
  );
}

export function PasswordPage(props: FactorPageProps) {
  const title = "Change the password";
  return (
    <ConsolePage
      {...props.frame}
      title={title}
      breadcrumb={[account, { label: title }]}
      notice={<FormErrors errors={props.errors} title="Not changed" />}
    >
      <PageHeader title={title} lede="Your other sessions end with the old password." />
      <Panel>
        <Form action={`${accountPath}/password`} csrf={props.csrf} label={title}>
          <PasswordFields errors={props.errors} />
          <Button>Change it</Button>
        </Form>
      </Panel>
    </ConsolePage>
  );
}

export function AppPage(
  props: FactorPageProps & AppToEnrol & { seed: string; withPassword: boolean },
) {
  const title = props.withPassword ? "Add a password and an app" : "Enrol another app";
  return (
    <ConsolePage
      {...props.frame}
      title={title}
      breadcrumb={[account, { label: title }]}
      notice={<FormErrors errors={props.errors} title="Not enrolled" />}
    >
      <PageHeader
        title={title}
        lede="The new app takes the place of the one before as soon as its first code fits. Your other sessions end."
      />
      <Form action={`${accountPath}/app`} csrf={props.csrf} label={title}>
        <Hidden name="seed" value={props.seed} />
        {props.withPassword && (
          <Panel>
            <PasswordFields errors={props.errors} />
          </Panel>
        )}
        <Panel>
          <AppFields {...props} legend="The app" />
        </Panel>
        <Button>Enrol it</Button>
      </Form>
    </ConsolePage>
  );
}

export function NewCodesPage(props: { frame: ConsoleFrame; codes: readonly string[] }) {
  const title = "Your new recovery codes";
  return (
    <ConsolePage {...props.frame} title={title} breadcrumb={[account, { label: title }]}>
      <PageHeader title={title} lede="The codes of before open nothing any more." />
      <RecoveryCodes codes={props.codes} />
    </ConsolePage>
  );
}
