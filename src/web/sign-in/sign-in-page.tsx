/** Where staff sign in: by the organisation's account, a passkey, or name, password and code. No hint at who exists. */

import { publicFooter, publicNav } from "../../formats/html/public-site.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Form, Hidden } from "../../ui/form.tsx";
import { type FieldError, FormErrors } from "../../ui/form-errors.tsx";
import { Panel, Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PasskeyButton } from "../../ui/passkey-button.tsx";
import { PortalPage } from "../../ui/portal-page.tsx";
import type { Site } from "../../ui/site.ts";
import { TextField } from "../../ui/text-field.tsx";

export interface SignInPageProps {
  readonly site: Site;
  readonly csrf: string;
  readonly next: string;
  readonly signInName: string;
  readonly errors: readonly FieldError[];
  readonly signedOut: boolean;
  readonly demonstration: boolean;
  /** Host of the organisation's own sign-in, where there is one. */
  readonly provider: string | undefined;
  /** False where passkeys and passwords are left to one administrator. */
  readonly localForAll: boolean;
}

export function SignInPage(props: SignInPageProps) {
  return (
    <PortalPage
      site={props.site}
      title="Sign in"
      nav={publicNav()}
      footer={publicFooter}
      mark="Staff only"
    >
      <PageHeader
        title="Sign in"
        lede="For the people of the team. Reporters need no account: a receipt code opens your report."
      />
      {props.signedOut && <Notice tone="success" title="You are signed out." live />}
      <FormErrors errors={props.errors} title="Not signed in" />
      <Stack>
        {props.provider && <ByProvider {...props} provider={props.provider} />}
        {props.localForAll ? (
          <Local {...props} />
        ) : (
          <Disclosure
            summary="Emergency sign-in of the administrator"
            open={props.errors.length > 0}
          >
            <Local {...props} />
          </Disclosure>
        )}
      </Stack>
      {props.demonstration && (
        <Notice title="This is a demonstration">
          Each seat has a link of its own that signs in at once; it was printed when Parley started.
        </Notice>
      )}
      <p>
        No phone at hand? Use a recovery code. None left? Ask an administrator for a new set-up
        link. <a href="/portal">Looking for your report?</a>
      </p>
    </PortalPage>
  );
}

function ByProvider({ provider, next }: SignInPageProps & { provider: string }) {
  return (
    <Panel title="With the organisation’s account">
      <p>You sign in at {provider} and come back.</p>
      <LinkButton
        href={`/sign-in/single-sign-on?next=${encodeURIComponent(next)}`}
        look="primary"
        icon="arrow-right"
      >
        {`Go on to ${provider}`}
      </LinkButton>
    </Panel>
  );
}

function Local(props: SignInPageProps) {
  return (
    <Stack>
      <Panel title="With a passkey">
        <Form action="/sign-in/passkey" csrf={props.csrf} label="Sign in with a passkey">
          <Hidden name="next" value={props.next} />
          <PasskeyButton
            kind="get"
            options="/sign-in/passkey/options"
            field="answer"
            look={props.provider ? "secondary" : "primary"}
            without="Passkeys need JavaScript, which is off in this browser. Password and code do without."
          >
            Sign in with a passkey
          </PasskeyButton>
        </Form>
      </Panel>
      <Panel title="With password and code">
        <PasswordForm {...props} />
      </Panel>
    </Stack>
  );
}

function PasswordForm(props: SignInPageProps) {
  return (
    <Form action="/sign-in" csrf={props.csrf} label="Sign in">
      <Hidden name="next" value={props.next} />
      <TextField
        name="signInName"
        label="Sign-in name"
        value={props.signInName}
        autocomplete="username"
        required
      />
      <TextField
        name="password"
        label="Password"
        type="password"
        help="Leave it empty if you have passkeys only and sign in with a recovery code."
        autocomplete="current-password"
      />
      <TextField
        name="code"
        label="Code"
        help="Six digits from your authenticator app, or one of your recovery codes."
        autocomplete="one-time-code"
        size="short"
        code
        required
      />
      <Button look="secondary">Sign in</Button>
    </Form>
  );
}
