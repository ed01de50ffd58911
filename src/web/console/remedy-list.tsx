/** The remedies of a vulnerability as a list: what each is, where it stands, its dates and its tests. */
import { interestWords } from "../../core/decisions/interests.ts";
import { undelivered } from "../../core/remedies/remedy.ts";
import type { MovedDate, RemedyTest, RemedyView } from "../../store/remedies/reader.ts";
import type { AffectedView } from "../../store/status/reader.ts";
import { Tag } from "../../ui/badge.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { When } from "../../ui/when.tsx";
import type { AtCase } from "./at-case.ts";
import { personName, zoneOf } from "./case-frame.ts";
import { remedyKindWords, wordFor } from "./case-words.ts";
import { RemedyDeeds } from "./remedy-forms.tsx";

export function RemedyList(props: {
  at: AtCase;
  remedies: readonly RemedyView[];
  affected: readonly AffectedView[];
}) {
  const { at, remedies, affected } = props;
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
            {remedy.ownerId && <span>{personName(at, remedy.ownerId)} sees to it</span>}
            <span>{productsOf(remedy, affected)}</span>
          </p>
          <Dates at={at} dates={remedy.dates} />
          <Tests at={at} tests={remedy.tests} />
          <RemedyDeeds at={at} remedy={remedy} affected={affected} />
        </li>
      ))}
    </ul>
  );
}

function productsOf(remedy: RemedyView, affected: readonly AffectedView[]): string {
  if (remedy.productIds.length === 0) return "For every affected product";
  const named = affected.filter((row) => remedy.productIds.includes(row.productId));
  const names = [...new Set(named.map((row) => row.productName))];
  return names.length > 0 ? `For ${names.join(", ")}` : "For products that are not affected";
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
  if (remedy.withdrawnAt) {
    return (
      <>
        <Tag tone="warning">Withdrawn</Tag>
        <span>
          <When at={remedy.withdrawnAt} zone={zone} />: {remedy.withdrawalReason}
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
  return <Tag>{undelivered.includes(remedy.kind) ? "On record" : "Planned, no date told"}</Tag>;
}

function Dates(props: { at: AtCase; dates: readonly MovedDate[] }) {
  const { at, dates } = props;
  if (dates.length === 0) return null;
  const zone = zoneOf(at);
  return (
    <Disclosure
      summary={dates.length === 1 ? "The date moved once" : `The date moved ${dates.length} times`}
    >
      <ul class="remedy-record">
        {dates.map((each) => (
          <li key={each.at}>
            <p>
              From <When at={each.formerly} zone={zone} /> to <When at={each.to} zone={zone} />
              {each.reason && <>: {each.reason}</>}
            </p>
            <p class="meta">
              <span>{personName(at, each.by)}</span>
              <When at={each.at} zone={zone} />
              {each.interest && <span>Whose interest: {interestWords[each.interest]}</span>}
            </p>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}

function Tests(props: { at: AtCase; tests: readonly RemedyTest[] }) {
  const { at, tests } = props;
  if (tests.length === 0) return null;
  return (
    <ul class="remedy-record" aria-label="Tests">
      {tests.map((each) => (
        <li key={each.at}>
          <p>
            <Tag tone={each.passed ? "success" : "danger"} icon={each.passed ? "check" : "alert"}>
              {each.passed ? "Test passed" : "Test failed"}
            </Tag>{" "}
            {each.words}
          </p>
          <p class="meta">
            <span>{personName(at, each.by)}</span>
            <When at={each.at} zone={zoneOf(at)} />
            {each.where && <span>{each.where}</span>}
          </p>
        </li>
      ))}
    </ul>
  );
}
