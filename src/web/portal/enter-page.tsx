/** The door of the portal: a receipt code, or the link of a mail. Says the same of every code that opens nothing. */

import { publicFooter, publicNav } from "../../formats/html/public-site.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Form, Hidden } from "../../ui/form.tsx";
import { errorFor, type FieldError, FormErrors } from "../../ui/form-errors.tsx";
import { Actions, Panel, Prose } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PublicPage } from "../../ui/public-page.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { siteOf } from "../server/frames.ts";
import type { WebContext } from "../server/web-context.ts";

export type EnterProps = {
  web: WebContext;
  csrf: string;
  typed: string;
  errors: readonly FieldError[];
  /** The report that this browser has open already. */
  open: boolean;
  /** A message that was written after the visit had ended. */
  unsent: string;
};

const shell = (web: WebContext) => ({
  site: siteOf(web),
  nav: publicNav("/portal"),
  footer: publicFooter,
});

export function EnterPage(props: EnterProps) {
  const { web, csrf, errors } = props;
  return (
    <PublicPage {...shell(web)} title="Your report">
      <PageHeader
        title="Your report"
        lede="See where it stands, read our answers and write to us."
        actions={props.open && <LinkButton href="/portal/case">Back to the open report</LinkButton>}
      />
      {props.unsent && (
        <Notice tone="warning" live title="Your visit had ended, so this was not sent yet.">
          <p>Copy your words, open the report again and send them there:</p>
          <pre class="key-block">{props.unsent}</pre>
        </Notice>
      )}
      <Panel>
        <Form action="/portal" csrf={csrf} label="Open a report">
          <FormErrors errors={errors} title="This did not open a report" />
          <TextField
            name="code"
            label="Receipt code"
            help="The 26 letters and digits that you were shown when you sent it. Capitals, hyphens and spaces do not matter."
            value={props.typed}
            error={errorFor(errors, "code")}
            code
            required
            autocomplete="off"
            size="full"
          />
          <Actions>
            <Button>Open my report</Button>
          </Actions>
        </Form>
      </Panel>
      <Panel title="No code at hand?" look="quiet">
        <Prose>
          <ul>
            <li>Every encrypted letter from us holds a link that opens your report.</li>
            <li>
              The link of an unencrypted mail shows how it stands, and takes your answer or your
              key.
            </li>
            <li>
              A code that is lost cannot be made again, because we keep no copy of it. Write to us
              by mail with your reference, or <a href="/report">send the report again</a>.
            </li>
          </ul>
        </Prose>
      </Panel>
    </PublicPage>
  );
}

/**
 * What a mail's link shows first. Programs that follow every link of a mail press no button, so
 * the report is opened by a person; and the secret leaves the address bar with the answer.
 */
export function LinkPage(props: {
  web: WebContext;
  csrf: string;
  token: string;
  /** It came in an encrypted letter. */
  opens?: boolean;
}) {
  const { opens } = props;
  const lede = opens
    ? "This link opens your report and our conversation."
    : "This link shows how your report stands. You can also write to us there, and give us your key.";
  return (
    <PublicPage {...shell(props.web)} title="Your report">
      <PageHeader title="Your report" lede={lede} />
      <Panel look="next">
        <Form action={opens ? "/portal/letter" : "/portal/link"} csrf={props.csrf}>
          <Hidden name="token" value={props.token} />
          <Actions>
            <Button>{opens ? "Open my report" : "See how it stands"}</Button>
          </Actions>
        </Form>
        <p>
          {opens
            ? "Whoever has the link can open it: please do not pass it on."
            : "What we wrote to each other is not shown: the link came in a mail that others could read on its way."}
        </p>
      </Panel>
    </PublicPage>
  );
}
