/** Remedies of a vulnerability: what is planned and delivered, and the forms for both. */
import type { RemedyView } from "../../store/remedies/reader.ts";
import { Tag } from "../../ui/badge.tsx";
import type { ButtonLook } from "../../ui/button.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { When } from "../../ui/when.tsx";
import type { AtCase } from "./at-case.ts";
import { zoneOf } from "./case-frame.ts";
import { remedyKindWords, wordFor } from "./case-words.ts";
import { DeedForm, may, sentFor } from "./deed-form.tsx";

export function RemedyForm(props: { at: AtCase; vulnerabilityId: string }) {
  return (
    <DeedForm
      at={props.at}
      deed="plan-remedy"
      ids={{ vulnerabilityId: props.vulnerabilityId }}
      choices={{
        kind: Object.entries(remedyKindWords).map(([value, label]) => ({ value, label })),
        term: [
          { value: "short", label: "A short-term countermeasure" },
          { value: "long", label: "A longer-term correction" },
        ],
      }}
      only={["kind", "term", "text", "howToObtain", "promisedFor"]}
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
        look={props.look}
      />
    </>
  );
}

/** A plan or its absence: nothing is delivered where no fix will come. */
const withoutDelivery: readonly string[] = ["no-fix-planned", "none-available"];

export function RemedyList(props: { at: AtCase; remedies: readonly RemedyView[] }) {
  const { at, remedies } = props;
  if (remedies.length === 0) return <p>No remedy is planned yet.</p>;
  return (
    <ul class="remedy-list">
      {remedies.map((remedy) => (
        <li key={remedy.remedyId}>
          <p>
            <strong>{wordFor(remedyKindWords, remedy.kind)}</strong>{" "}
            <span class="quiet">
              {remedy.term === "short" ? "short-term countermeasure" : "longer-term correction"}
            </span>
          </p>
          <p class="plain-text">{remedy.text}</p>
          {remedy.howToObtain && <p class="quiet">How to obtain it: {remedy.howToObtain}</p>}
          <p class="meta">
            <RemedyState at={at} remedy={remedy} />
          </p>
          <Delivery at={at} remedy={remedy} />
        </li>
      ))}
    </ul>
  );
}

function RemedyState(props: { at: AtCase; remedy: RemedyView }) {
  const { remedy } = props;
  const zone = zoneOf(props.at);
  if (remedy.availableAt) {
    return (
      <>
        <Tag tone="success" icon="check">
          Delivered
        </Tag>
        <span>
          <When at={remedy.availableAt} zone={zone} />, with the record of its test
        </span>
      </>
    );
  }
  if (remedy.promisedFor) {
    return (
      <>
        <Tag tone="info" icon="clock">
          Promised
        </Tag>
        <When at={remedy.promisedFor} zone={zone} />
      </>
    );
  }
  return <Tag>{withoutDelivery.includes(remedy.kind) ? "On record" : "Planned, no date told"}</Tag>;
}

function Delivery(props: { at: AtCase; remedy: RemedyView }) {
  const { at, remedy } = props;
  const done = remedy.availableAt !== null || withoutDelivery.includes(remedy.kind);
  if (done || at.facts.closed || !may(at, "deliver-remedy")) return null;
  const ids = { remedyId: remedy.remedyId };
  return (
    <Disclosure summary="Mark as delivered" open={sentFor(at, "deliver-remedy", ids) !== undefined}>
      <DeliveryForm at={at} remedy={remedy} />
    </Disclosure>
  );
}
