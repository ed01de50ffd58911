/** What a new way in is made of: the same fields and words on a first set-up and on one's own account. */
import { CopyField } from "../../ui/copy-field.tsx";
import { FieldSet } from "../../ui/form.tsx";
import { errorFor, type FieldError } from "../../ui/form-errors.tsx";
import { Panel } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PasskeyButton } from "../../ui/passkey-button.tsx";
import { TextField } from "../../ui/text-field.tsx";

interface FactorFields {
  readonly errors: readonly FieldError[];
}

/** Stands in a form of its own: the browser's answer is what sends it. */
export function PasskeyFields(
  props: FactorFields & {
    readonly passkeyName: string;
    /** Where the script asks what the browser is to be asked. */
    readonly options: string;
    readonly submit: string;
  },
) {
  return (
    <>
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
        options={props.options}
        field="answer"
        without="Passkeys need JavaScript, which is off in this browser."
      >
        {props.submit}
      </PasskeyButton>
    </>
  );
}

export function PasswordFields({ errors }: FactorFields) {
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

export interface AppToEnrol {
  /** The key in base32, for who cannot scan. */
  readonly secret: string;
  /** The app's address as a picture, a `data:` address. */
  readonly picture: string;
}

export function AppFields(props: FactorFields & AppToEnrol & { readonly legend: string }) {
  return (
    <FieldSet
      legend={props.legend}
      help="Any app for time-based codes (TOTP) will do. Scan the picture, or type the key into the app."
    >
      <img src={props.picture} width={220} height={220} alt="QR code with the key written below" />
      <CopyField name="totp-secret" label="Key" value={props.secret} grouped />
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

export function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  return (
    <>
      <Notice tone="warning" title="They are shown this one time">
        Print this page or write the codes down, and keep them away from your phone. Each signs you
        in once, in place of the app’s code or of a lost passkey.
      </Notice>
      <Panel title="Ten codes, each for one use">
        <ol>
          {codes.map((code) => (
            <li key={code}>
              <code translate={false}>{code}</code>
            </li>
          ))}
        </ol>
      </Panel>
    </>
  );
}
