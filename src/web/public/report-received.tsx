/** "Received": the receipt code, shown this once, and what happens next. Keeps nothing in the browser. */
import type { Policy } from "../../core/policy/policy.ts";
import { Button } from "../../ui/button.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
import { Form, Hidden } from "../../ui/form.tsx";
import { Actions, Panel } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PublicPage } from "../../ui/public-page.tsx";
import { Steps } from "../../ui/steps.tsx";
import { When } from "../../ui/when.tsx";
import type { WebContext } from "../server/web-context.ts";
import { houseWords } from "./house-words.ts";
import { LiveChannels } from "./live-channels.tsx";
import { numberInWords, processSteps, whatIn } from "./process-steps.ts";
import { policyNow, publicFrame, say } from "./public-frame.tsx";

export type ReceivedProps = {
  web: WebContext;
  csrf: string;
  receiptCode: string;
  receivedAt: string;
  byMail: boolean;
  /** Whether an attack or outage is going on, as they wrote. */
  isLive: boolean;
};

export function ReceivedPage(props: ReceivedProps) {
  const policy = policyNow(props.web);
  const zone = policy.channels.officeHours.zone;
  return (
    <PublicPage {...publicFrame(props.web, "/report")} title="Report received">
      <PageHeader
        title="Thank you. Your report is safe with us."
        meta={
          <span>
            Received on <When at={props.receivedAt} zone={zone} />
          </span>
        }
      />
      {props.isLive && (
        <Notice tone="danger" title={houseWords(policy).stillGoing}>
          <LiveChannels policy={policy} />
        </Notice>
      )}
      <Panel look="next" title="Keep this code">
        <div class="receipt">
          <CopyField
            name="receipt"
            label="Your receipt code"
            value={props.receiptCode.replaceAll("-", "")}
            grouped
            help="It opens your report and our conversation. We show it only now and cannot send it again: write it down, print this page, or save the code where only you can read it."
          />
        </div>
        <Form action="/portal" csrf={props.csrf}>
          <Hidden name="code" value={props.receiptCode} />
          <Actions>
            <Button>Open my report</Button>
          </Actions>
        </Form>
      </Panel>
      {!props.byMail && (
        <Notice title="We will not write to you">
          You chose to be answered here only. Come back to <a href="/portal">Your report</a> with
          the code to read our answers.
        </Notice>
      )}
      <Panel title="What happens next">
        <NextSteps policy={policy} />
      </Panel>
      {say(policy.rewards) && <p>{say(policy.rewards)}</p>}
    </PublicPage>
  );
}

function NextSteps({ policy }: { policy: Policy }) {
  return (
    <Steps
      label="What happens next"
      upright
      steps={processSteps.map((step) => {
        const { id, name, promise } = step;
        const what = whatIn(policy, step);
        const number = numberInWords(policy, promise);
        return {
          name,
          state: id === "received" ? "current" : "next",
          note: number ? `${what} ${number}` : what,
        };
      })}
    />
  );
}
