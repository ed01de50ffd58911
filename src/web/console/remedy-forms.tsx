/** The forms of a remedy: planning, changing, its date, its tests, delivery and withdrawal. */
import { datedAs } from "../../actions/remedies/move-remedy-date.ts";
import { undelivered } from "../../core/remedies/remedy.ts";
import type { FormChoice } from "../../lib/form-description.ts";
import type { RemedyView } from "../../store/remedies/reader.ts";
import type { AffectedView } from "../../store/status/reader.ts";
import type { ButtonLook } from "../../ui/button.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import type { AtCase } from "./at-case.ts";
import { ownersOf } from "./case-aside.tsx";
import { remedyKindWords, wordFor } from "./case-words.ts";
import { DeedForm, may, sentFor } from "./deed-form.tsx";

const fields = ["kind", "term", "text", "howToObtain", "productIds", "ownerId"];

/** Each affected product once: a remedy is for these, not for the whole catalogue. */
function productsOf(affected: readonly AffectedView[]): FormChoice[] {
  const names = new Map(
    affected.map((row) => [row.productId, `${row.entity} ${row.productName}`] as const),
  );
  return [...names].map(([value, label]) => ({ value, label }));
}

function choicesFor(at: AtCase, affected: readonly AffectedView[]) {
  return {
    kind: Object.entries(remedyKindWords).map(([value, label]) => ({ value, label })),
    term: [
      { value: "short", label: "A short-term countermeasure" },
      { value: "long", label: "A longer-term correction" },
    ],
    productIds: productsOf(affected),
    ownerId: ownersOf(at),
  };
}

/** With one product or none there is nothing to choose. */
const shownFields = (affected: readonly AffectedView[]) =>
  fields.filter((name) => name !== "productIds" || productsOf(affected).length > 1);

export function RemedyForm(props: {
  at: AtCase;
  vulnerabilityId: string;
  affected?: readonly AffectedView[];
}) {
  const { at, affected = [] } = props;
  return (
    <DeedForm
      at={at}
      deed="plan-remedy"
      ids={{ vulnerabilityId: props.vulnerabilityId }}
      choices={choicesFor(at, affected)}
      only={[...shownFields(affected), "promisedFor"]}
    />
  );
}

export function DeliveryForm(props: {
  at: AtCase;
  remedy: RemedyView;
  named?: boolean;
  look?: ButtonLook;
}) {
  const { at, remedy } = props;
  return (
    <>
      {props.named && (
        <p>
          <strong>{wordFor(remedyKindWords, remedy.kind)}.</strong> {remedy.text}
        </p>
      )}
      <DeedForm
        at={at}
        deed="deliver-remedy"
        ids={{ remedyId: remedy.remedyId }}
        only={remedy.verifiedAt ? [] : ["verification"]}
        look={props.look}
      />
    </>
  );
}

/** What can be done about a remedy that is neither delivered nor withdrawn. */
export function RemedyDeeds(props: {
  at: AtCase;
  remedy: RemedyView;
  affected: readonly AffectedView[];
}) {
  const { at, remedy } = props;
  if (at.facts.closed || remedy.availableAt || remedy.withdrawnAt) return null;
  const comes = !undelivered.includes(remedy.kind);
  return (
    <div class="remedy-deeds">
      {comes && <TestForm {...props} />}
      {comes && <Delivery {...props} />}
      {comes && <DateForm {...props} />}
      <ChangeForm {...props} />
      <WithdrawalForm {...props} />
    </div>
  );
}

type OfRemedy = { at: AtCase; remedy: RemedyView; affected: readonly AffectedView[] };

const idsOf = (remedy: RemedyView) => ({ remedyId: remedy.remedyId });

function TestForm({ at, remedy }: OfRemedy) {
  if (!may(at, "record-remedy-test")) return null;
  const open = sentFor(at, "record-remedy-test", idsOf(remedy)) !== undefined;
  return (
    <Disclosure
      summary={remedy.tests.length > 0 ? "Record another test" : "Record a test"}
      open={open}
    >
      <DeedForm
        at={at}
        deed="record-remedy-test"
        ids={idsOf(remedy)}
        choices={{
          result: [
            { value: "passed", label: "It passed" },
            { value: "failed", label: "It failed" },
          ],
        }}
        only={["result", "words", "where", "testedAt"]}
      />
    </Disclosure>
  );
}

function Delivery({ at, remedy }: OfRemedy) {
  if (!may(at, "deliver-remedy")) return null;
  const open = sentFor(at, "deliver-remedy", idsOf(remedy)) !== undefined;
  return (
    <Disclosure summary="Mark as delivered" open={open}>
      {remedy.verifiedAt && <p>Its newest test passed, so it can be delivered.</p>}
      <DeliveryForm at={at} remedy={remedy} />
    </Disclosure>
  );
}

function DateForm({ at, remedy }: OfRemedy) {
  if (!may(at, "move-remedy-date")) return null;
  const open = sentFor(at, "move-remedy-date", idsOf(remedy)) !== undefined;
  return (
    <Disclosure summary={remedy.promisedFor ? "Move the date" : "Promise a date"} open={open}>
      <DeedForm
        at={at}
        deed="move-remedy-date"
        ids={idsOf(remedy)}
        values={{ asOf: datedAs(remedy) }}
        now={{
          promisedFor: remedy.promisedFor?.toISOString(),
          reason: remedy.dates.at(-1)?.reason,
        }}
        only={["asOf", "promisedFor", ...(remedy.promisedFor ? ["reason", "interest"] : [])]}
        submit={remedy.promisedFor ? "Move the date and tell the reporter" : "Promise the date"}
      />
    </Disclosure>
  );
}

function ChangeForm({ at, remedy, affected }: OfRemedy) {
  if (!may(at, "change-remedy")) return null;
  const open = sentFor(at, "change-remedy", idsOf(remedy)) !== undefined;
  return (
    <Disclosure summary="Change" open={open}>
      <DeedForm
        at={at}
        deed="change-remedy"
        ids={idsOf(remedy)}
        values={{
          asOf: remedy.lastEventId,
          kind: remedy.kind,
          term: remedy.term,
          text: remedy.text,
          howToObtain: remedy.howToObtain,
          productIds: remedy.productIds.join(" "),
          ownerId: remedy.ownerId ?? "",
        }}
        choices={choicesFor(at, affected)}
        only={["asOf", ...shownFields(affected)]}
      />
    </Disclosure>
  );
}

function WithdrawalForm({ at, remedy }: OfRemedy) {
  if (!may(at, "withdraw-remedy")) return null;
  const open = sentFor(at, "withdraw-remedy", idsOf(remedy)) !== undefined;
  return (
    <Disclosure summary="Withdraw" open={open}>
      <DeedForm at={at} deed="withdraw-remedy" ids={idsOf(remedy)} look="danger" />
    </Disclosure>
  );
}
