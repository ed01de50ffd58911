/** The pages on which one's own factors change: a new passkey, another password, another app. */
import { Button } from "../../ui/button.tsx";
import { ConsolePage } from "../../ui/console-page.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
import { FieldSet, Form, Hidden } from "../../ui/form.tsx";
import { errorFor, type FieldError, FormErrors } from "../../ui/form-errors.tsx";
import { Panel } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PasskeyButton } from "../../ui/passkey-button.tsx";
import { TextField } from "../../ui/text-field.tsx";
import type { ConsoleFrame } from "../server/frames.ts";
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
          <TextField
            name="name"
            label="What you call it"
            help="Such as “Laptop” or “Key on my ring”: to know it again in your list."
            value={props.passkeyName}
            error={errorFor(props.errors, "name")}
            autocomplete="off"
            required
          />
          <PasskeyButton
            kind="create"
            options={`${accountPath}/passkeys/options`}
            field="answer"
            without="Passkeys need JavaScript, which is off in this browser."
          >
            Register it
          </PasskeyButton>
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
          <NewPassword errors={props.errors} />
          <Button>Change it</Button>
        </Form>
      </Panel>
    </ConsolePage>
  );
}

export function AppPage(
  props: FactorPageProps & {
    seed: string;
    secret: string;
    picture: string;
    withPassword: boolean;
  },
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
            <NewPassword errors={props.errors} />
          </Panel>
        )}
        <Panel>
          <FieldSet
            legend="The app"
            help="Any app for time-based codes (TOTP) will do. Scan the picture, or type the key into the app."
          >
            <img
              src={props.picture}
              width={220}
              height={220}
              alt="QR code with the key written below"
            />
            <CopyField name="totp-secret" label="Key" value={props.secret} grouped />
            <TextField
              name="code"
              label="The code that the app shows now"
              error={errorFor(props.errors, "code")}
              autocomplete="one-time-code"
              inputMode="numeric"
              size="short"
              code
              required
            />
          </FieldSet>
        </Panel>
        <Button>Enrol it</Button>
      </Form>
    </ConsolePage>
  );
}

function NewPassword({ errors }: Pick<FactorPageProps, "errors">) {
  return (
    <>
      <TextField
        name="password"
        label="New password"
        type="password"
        help="At least 12 characters. Several words are easiest; no rules about digits or signs."
        error={errorFor(errors, "password")}
        autocomplete="new-password"
        required
      />
      <TextField
        name="repeated"
        label="New password once more"
        type="password"
        error={errorFor(errors, "repeated")}
        autocomplete="new-password"
        required
      />
    </>
  );
}

export function NewCodesPage(props: { frame: ConsoleFrame; codes: readonly string[] }) {
  const title = "Your new recovery codes";
  return (
    <ConsolePage {...props.frame} title={title} breadcrumb={[account, { label: title }]}>
      <PageHeader title={title} lede="The codes of before open nothing any more." />
      <Notice tone="warning" title="They are shown this one time">
        Print this page or write the codes down, and keep them away from your phone.
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
    </ConsolePage>
  );
}
