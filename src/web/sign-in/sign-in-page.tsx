/** Where staff sign in: one form, three fields, no hint at who exists. */

import { publicFooter, publicNav } from "../../formats/html/public-site.ts";
import { Button } from "../../ui/button.tsx";
import { Form, Hidden } from "../../ui/form.tsx";
import { type FieldError, FormErrors } from "../../ui/form-errors.tsx";
import { Panel } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
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
      <Panel>
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
            autocomplete="current-password"
            required
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
          <Button>Sign in</Button>
        </Form>
      </Panel>
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
