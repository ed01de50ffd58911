/** The page around the report form: key and fingerprint beside it, languages, rewards, other ways. */

import type { PublishedItem } from "../../core/advisories/similar-published.ts";
import { formLimitsInWords } from "../../core/attachments/file-limits.ts";
import type { Policy } from "../../core/policy/policy.ts";
import type { PublicKeyFacts } from "../../formats/mail/keys.ts";
import { LinkButton } from "../../ui/button.tsx";
import { Actions, Columns, Panel } from "../../ui/layout.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PublicPage } from "../../ui/public-page.tsx";
import type { WebContext } from "../server/web-context.ts";
import { languagesInWords } from "./languages.ts";
import { policyNow, publicFrame, say } from "./public-frame.tsx";
import type { AskedEffort } from "./report-effort.ts";
import { effortScript } from "./report-effort-field.tsx";
import type { FieldState } from "./report-field.tsx";
import { ReportForm } from "./report-form.tsx";
import { SimilarFound, similarScript } from "./similar-published.tsx";
import { KeyFingerprint } from "./team-key.tsx";

export type ReportPageProps = FieldState & {
  web: WebContext;
  csrf: string;
  teamKey: PublicKeyFacts | undefined;
  /** What is published like it, where that was asked. */
  similar?: readonly PublishedItem[] | undefined;
  /** The small effort that is asked for; left out where none is. */
  effort?: AskedEffort | undefined;
};

export function ReportPage(props: ReportPageProps) {
  const policy = policyNow(props.web);
  return (
    <PublicPage
      {...publicFrame(props.web, "/report", [
        similarScript,
        ...(props.effort ? [effortScript] : []),
      ])}
      title="Report a vulnerability"
    >
      <PageHeader
        title="Report a vulnerability"
        lede="Three answers are enough: the product, what you found, and how we reach you. You need no account."
      />
      {props.similar && <SimilarFound items={props.similar} />}
      <Columns
        main={
          <ReportForm
            policy={policy}
            fileLimits={formLimitsInWords(props.web.context.fileLimits)}
            csrf={props.csrf}
            answers={props.answers}
            errors={props.errors}
            suggestions={props.suggestions ?? {}}
            effort={props.effort}
          />
        }
        aside={<Aside policy={policy} teamKey={props.teamKey} />}
      />
    </PublicPage>
  );
}

function Aside({ policy, teamKey }: { policy: Policy; teamKey: PublicKeyFacts | undefined }) {
  const { channels } = policy;
  return (
    <>
      <Panel title="Prefer encrypted mail?">
        <p>
          Write to <a href={`mailto:${channels.reportAddress}`}>{channels.reportAddress}</a>.
          Encryption is welcome and never a condition.
        </p>
        {teamKey && (
          <>
            <p>
              <KeyFingerprint teamKey={teamKey} />
            </p>
            <Actions>
              <LinkButton href="/key.asc" small icon="download" download>
                Our key
              </LinkButton>
              <LinkButton href="/key" small look="quiet">
                How to
              </LinkButton>
            </Actions>
          </>
        )}
      </Panel>
      <Panel title="Good to know">
        <p>{languagesInWords(channels)}</p>
        <p>
          This form is encrypted on its way and sealed where it is kept. What happens then is in our{" "}
          <a href="/policy">policy</a>.
        </p>
        {say(policy.rewards) && <p>{say(policy.rewards)}</p>}
      </Panel>
      <Panel title="Write it offline">
        <p>The same questions as a text, to send to us by mail:</p>
        <Actions>
          <LinkButton href="/report/template.txt" small icon="file" download>
            Text
          </LinkButton>
          <LinkButton href="/report/template.json" small icon="file" download>
            JSON
          </LinkButton>
        </Actions>
      </Panel>
    </>
  );
}
