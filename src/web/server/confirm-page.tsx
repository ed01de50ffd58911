/**
 * The page that asks for a second proof. It carries on whatever form was refused for want of it,
 * hidden and whole, so that nothing that was typed is lost.
 */
import type { FastifyReply, FastifyRequest } from "fastify";
import { type WaysToConfirm, waysToConfirm } from "../../actions/people/confirm-person.ts";
import { publicFooter, publicNav } from "../../formats/html/public-site.ts";
import { Button } from "../../ui/button.tsx";
import { Form, Hidden } from "../../ui/form.tsx";
import { FormErrors } from "../../ui/form-errors.tsx";
import { Panel, Prose, Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PasskeyButton } from "../../ui/passkey-button.tsx";
import { PortalPage } from "../../ui/portal-page.tsx";
import type { Site } from "../../ui/site.ts";
import { TextField } from "../../ui/text-field.tsx";
import { findStaff } from "./actor-of.ts";
import { render } from "./answers.ts";
import { formToken } from "./form-token.ts";
import { siteOf } from "./frames.ts";
import { proofFields } from "./proof-in-form.ts";
import type { WebContext } from "./web-context.ts";

export const confirmPath = "/sign-in/confirm";

export type CarriedForm = {
  action: string;
  values: Readonly<Record<string, string | readonly string[]>>;
};

/** Answers with the page; undefined where nobody is signed in, so that there is nobody to ask. */
export async function askToConfirm(
  request: FastifyRequest,
  reply: FastifyReply,
  web: WebContext,
  form: CarriedForm,
  status = 403,
): Promise<FastifyReply | undefined> {
  const staff = await findStaff(request);
  if (!staff) return undefined;
  const page = (
    <ConfirmPage
      site={siteOf(web, ["passkeys.js"])}
      csrf={formToken(request, reply, web)}
      name={staff.name}
      form={form}
      ways={await waysToConfirm(web.context, staff)}
      provider={web.singleSignOn?.provider}
      problem={request.proofRefusal?.message}
      // The form itself came to be refused, not a page asked for.
      holds={form.action !== confirmPath}
    />
  );
  return render(reply, page, status);
}

interface ConfirmPageProps {
  readonly site: Site;
  readonly csrf: string;
  readonly name: string;
  readonly form: CarriedForm;
  readonly ways: WaysToConfirm;
  readonly provider: string | undefined;
  readonly problem: string | undefined;
  readonly holds: boolean;
}

function ConfirmPage(props: ConfirmPageProps) {
  const { ways } = props;
  const problem = props.problem ? [{ message: props.problem }] : [];
  return (
    <PortalPage
      site={props.site}
      title="Confirm that it is you"
      nav={publicNav()}
      footer={publicFooter}
      mark="Staff only"
    >
      <PageHeader
        title="Confirm that it is you"
        kicker={props.name}
        lede="What you are about to do could do harm in the wrong hands. One more proof, and it holds for ten minutes in this browser."
      />
      <FormErrors errors={problem} title="Not confirmed" />
      {props.holds && (
        <Notice title="Nothing that you typed is lost">
          It is kept in this page and done as soon as you have confirmed.
        </Notice>
      )}
      <Stack>
        {ways.passkey && (
          <Panel title="With a passkey">
            <Form action={props.form.action} csrf={props.csrf} label="Confirm with a passkey">
              <Carried values={props.form.values} />
              <PasskeyButton
                kind="get"
                options={`${confirmPath}/passkey`}
                field={proofFields.passkey}
                without="Passkeys need JavaScript, which is off in this browser."
              >
                Confirm with a passkey
              </PasskeyButton>
            </Form>
          </Panel>
        )}
        {(ways.password || ways.recoveryCode) && <ByCode {...props} />}
        {ways.linked && props.provider && <ByProvider {...props} />}
      </Stack>
    </PortalPage>
  );
}

function ByCode({ ways, form, csrf }: ConfirmPageProps) {
  return (
    <Panel title={ways.password ? "With password and code" : "With a recovery code"}>
      <Form action={form.action} csrf={csrf} label="Confirm with a code">
        <Carried values={form.values} />
        {ways.password && (
          <TextField
            name={proofFields.password}
            label="Password"
            type="password"
            autocomplete="current-password"
            required
          />
        )}
        <TextField
          name={proofFields.code}
          label="Code"
          help={
            ways.password
              ? "Six digits from your authenticator app, or one of your recovery codes."
              : "One of your recovery codes."
          }
          autocomplete="one-time-code"
          size="short"
          code
          required
        />
        <Button look={ways.passkey ? "secondary" : "primary"}>Confirm</Button>
      </Form>
    </Panel>
  );
}

/** In a tab of its own: this page, and what it carries, must stay. */
function ByProvider({ provider, form, csrf, holds }: ConfirmPageProps) {
  const next = form.values.next;
  const target = holds || typeof next !== "string" ? "/sign-in/confirmed" : next;
  const href = `/sign-in/single-sign-on?for=confirm&next=${encodeURIComponent(target)}`;
  return (
    <Panel title={`At ${provider}`}>
      <Prose>
        <p>
          {holds ? (
            <a href={href} target="_blank" rel="noopener">
              Sign in there once more, in a new tab
            </a>
          ) : (
            <a href={href}>Sign in there once more</a>
          )}
          {holds && ". Then come back to this page and go on."}
        </p>
      </Prose>
      {holds && (
        <Form action={form.action} csrf={csrf} label="Go on">
          <Carried values={form.values} />
          <Button look="secondary">I have confirmed there; go on</Button>
        </Form>
      )}
    </Panel>
  );
}

function Carried({ values }: Pick<CarriedForm, "values">) {
  return (
    <>
      {Object.entries(values).flatMap(([name, value]) =>
        [value]
          .flat()
          .map((each, index) => (
            <Hidden key={`${name} ${index}`} name={name} value={each as string} />
          )),
      )}
    </>
  );
}
