/** Two versions side by side: what was added, removed and changed, in words, by chapter (CC-02). */
import type { ComponentChildren } from "preact";
import { type ChapterId, chapterIds, chapterOfSetting } from "../../../core/policy/chapters.ts";
import { comparePolicies, type PolicyChange } from "../../../core/policy/compare.ts";
import type { Policy } from "../../../core/policy/policy.ts";
import { Button } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { Select } from "../../../ui/select.tsx";
import { ChangeCard } from "./change-card.tsx";
import { PolicyFrame, type PolicyView } from "./policy-frame.tsx";
import { policyPath } from "./policy-languages.ts";
import type { Speech } from "./speech.tsx";

type CompareProps = PolicyView & {
  versions: readonly Policy[];
  from: Policy | undefined;
  to: Policy | undefined;
  /** What was asked for and is not there. */
  unknown: string | undefined;
};

export function ComparePage(props: CompareProps) {
  const { speech, from, to, unknown } = props;
  const { pages, compare, versions: words } = speech.words;
  const search = from && to && `?from=${from.version}&to=${to.version}`;
  return (
    <PolicyFrame
      {...props}
      rest="/compare"
      title={pages.compare}
      heading={pages.compare}
      search={search}
    >
      <p class="lede">{compare.lede}</p>
      {unknown !== undefined && <Notice tone="warning" title={words.unknown(unknown)} />}
      <Choice {...props} />
      {from && to && <Differences from={from} to={to} speech={speech} />}
    </PolicyFrame>
  );
}

function Choice({ policy, language, speech, versions, from, to }: CompareProps) {
  const { compare, versions: words } = speech.words;
  if (versions.length < 2) return <p>{compare.onlyOne}</p>;
  const options = versions.map(({ version }) => ({
    value: `${version}`,
    label: words.versionN(version),
  }));
  const before = versions.findLast(({ version }) => version < policy.version) ?? versions[0];
  return (
    <Form method="get" action={policyPath(policy, language, "/compare")} label={compare.choose}>
      <div class="compare-choice">
        <Select
          name="from"
          label={compare.from}
          options={options}
          value={`${(from ?? before)?.version}`}
        />
        <Select
          name="to"
          label={compare.to}
          options={options}
          value={`${(to ?? policy).version}`}
        />
        <Button look="primary">{compare.submit}</Button>
      </div>
    </Form>
  );
}

function Differences({ from, to, speech }: { from: Policy; to: Policy; speech: Speech }) {
  const { compare } = speech.words;
  if (from.version === to.version) return <p>{compare.same}</p>;
  const { told, untold } = comparePolicies(from, to);
  const summary = told.length === 0 ? compare.none : compare.count(told.length);
  return (
    <section>
      <h2>{compare.between(from.version, to.version)}</h2>
      <p>
        {summary} {untold > 0 && compare.untold(untold)}
      </p>
      {byChapter(told).map(([chapter, changes]) => (
        <Part key={chapter} title={titleOf(chapter, to, speech)}>
          {changes.map((change) => (
            <ChangeCard
              key={JSON.stringify(change)}
              change={change}
              from={from}
              to={to}
              speech={speech}
            />
          ))}
        </Part>
      ))}
    </section>
  );
}

function Part({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="chapter">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function byChapter(changes: readonly PolicyChange[]): [ChapterId, readonly PolicyChange[]][] {
  const chapterOf = (change: PolicyChange) => chapterOfSetting(change.path) ?? "expect";
  return chapterIds
    .map((id): [ChapterId, readonly PolicyChange[]] => [
      id,
      changes.filter((change) => chapterOf(change) === id),
    ])
    .filter(([, found]) => found.length > 0);
}

function titleOf(chapter: ChapterId, policy: Policy, speech: Speech): string {
  const { chapters } = speech.words;
  return chapter === "ask" ? chapters.ask[policy.reporterUndertakings.strength] : chapters[chapter];
}
