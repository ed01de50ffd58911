/** The parts of the page on where alarms go. Words and forms only; a secret is shown once, by its maker. */
import {
  addAlertTarget,
  endAlertTarget,
  renewAlertSecret,
  retryAlert,
  testAlertTarget,
} from "../../actions/alerts/target-deeds.ts";
import { standsStill } from "../../core/duty/alert.ts";
import type { Alert, AlertTarget } from "../../store/alerts/reader.ts";
import { Tag } from "../../ui/badge.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Actions, Panel, Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import { When } from "../../ui/when.tsx";
import type { ConsoleRequest } from "./console-frame.tsx";
import { HouseForm, type SentHouseForm } from "./house-form.tsx";

export const alertsPath = "/console/alerts";

export interface ShownSecret {
  readonly targetId: string;
  readonly secret: string;
}

export interface AlertsPage {
  readonly at: ConsoleRequest;
  readonly sent: SentHouseForm | undefined;
  readonly secret: ShownSecret | undefined;
  readonly targets: readonly AlertTarget[];
  readonly alerts: readonly Alert[];
  readonly isLead: boolean;
  readonly zone: string;
  readonly now: Date;
}

type Of = { page: AlertsPage };

export function TargetsPanel({ page, whose }: Of & { whose: "me" | "house" }) {
  const rows = page.targets.filter(({ personId }) => (personId === null) === (whose === "house"));
  return (
    <Panel title={whose === "me" ? "Yours" : "The house’s"} id={whose}>
      {rows.length === 0 ? (
        <p>
          {whose === "me"
            ? "None: what is yours goes to your sign-in address alone."
            : "None: no chat room and no pager hears of alarms."}
        </p>
      ) : (
        <ul class="remedy-list">
          {rows.map((target) => (
            <li key={target.targetId}>
              <Target page={page} target={target} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Target({ page, target }: Of & { target: AlertTarget }) {
  const { at, sent, secret } = page;
  const ids = { targetId: target.targetId };
  const name = nameOf(target);
  const common = { at, ids, about: name, sent };
  return (
    <Stack gap="small">
      <h3>
        {name} <Tag>{target.kind === "mail" ? "Mail" : "Webhook"}</Tag>{" "}
        {target.urgentOnly && <Tag tone="warning">Only what wakes somebody</Tag>}
      </h3>
      {secret?.targetId === target.targetId && (
        <Notice tone="success" live title="Take the secret now: it is shown this once.">
          <CopyField
            name="secret"
            label="Secret"
            value={secret.secret}
            help="Each alarm is signed with it (HMAC-SHA-256, header Parley-Signature)."
          />
        </Notice>
      )}
      <Actions>
        <HouseForm {...common} on={testAlertTarget} path={`${alertsPath}/test`} look="secondary" />
        {target.kind === "webhook" && (
          <HouseForm {...common} on={renewAlertSecret} path={`${alertsPath}/secret`} look="quiet" />
        )}
        <HouseForm {...common} on={endAlertTarget} path={`${alertsPath}/end`} look="quiet" />
      </Actions>
    </Stack>
  );
}

/** The whole address of a webhook is a secret of its chat room: only its host is shown. */
function nameOf({ kind, words }: AlertTarget): string {
  return kind === "mail" ? words.address : new URL(words.address).host;
}

export function AddPanel({ page }: Of) {
  const { at, sent, isLead } = page;
  const me = { value: "me", label: "Mine" };
  const house = { value: "house", label: "The house’s: every alarm of duty" };
  return (
    <Panel title="Add an address" id="add">
      <HouseForm
        at={at}
        on={addAlertTarget}
        path={alertsPath}
        sent={sent}
        values={{ whose: "me", only: "all" }}
        choices={{ whose: isLead ? [me, house] : [me] }}
      />
    </Panel>
  );
}

const stateWords: Readonly<Record<Alert["state"], string>> = {
  owed: "On its way",
  sent: "Arrived",
  failed: "Never arrived",
  needless: "Not sent: somebody was there first",
};

const failureWords: Readonly<Record<string, string>> = {
  address: "its address lies inside the network, and the operator has not named it",
  internal: "the server failed at it, as its log says",
  late: "no answer in time",
  "no-answer": "nobody answers at the address",
  redirect: "it answers with a redirect, and none is followed",
  scheme: "its address is not https, or has a port or a password",
  "switched-off": "a demonstration sends nothing",
};

export function RecentPanel({ page }: Of) {
  const { alerts, targets, zone } = page;
  const of = (targetId: string) => targets.find((target) => target.targetId === targetId);
  return (
    <Panel title="The last alarms" id="last">
      <Table
        caption="Alarms and what became of them"
        captionHidden
        rows={alerts}
        rowKey={({ alertId }) => alertId}
        empty={<EmptyState icon="check" title="None yet" />}
        columns={[
          {
            header: "To",
            heads: true,
            cell: ({ targetId }) => {
              const target = of(targetId);
              return target ? nameOf(target) : "An address that was removed";
            },
          },
          { header: "What", cell: ({ eventId }) => (eventId ? "Alarm of a case" : "Test") },
          { header: "When", cell: ({ owedAt }) => <When at={owedAt} zone={zone} /> },
          { header: "What became of it", cell: (alert) => <Outcome page={page} alert={alert} /> },
        ]}
      />
    </Panel>
  );
}

function Outcome({ page, alert }: Of & { alert: Alert }) {
  const { alertId, targetId, state, tries, failure } = alert;
  const why = failure && (failureWords[failure] ?? `it answers with ${failure.replace("-", " ")}`);
  const isStill = standsStill(alert, page.now);
  const isThere = page.targets.some((target) => target.targetId === targetId);
  return (
    <Stack gap="small">
      <span>
        {isStill ? "Stands still: nothing tries it any more" : stateWords[state]}
        {why && state !== "sent" && `: ${why} (${tries} ${tries === 1 ? "try" : "tries"})`}
      </span>
      {(state === "failed" || isStill) && isThere && (
        <HouseForm
          at={page.at}
          on={retryAlert}
          path={`${alertsPath}/retry`}
          ids={{ targetId, alertId }}
          about="this alarm"
          sent={page.sent}
          look="secondary"
        />
      )}
    </Stack>
  );
}
