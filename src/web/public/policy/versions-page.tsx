/** Every version of the policy, and the whole text of one that is not in force (CC-01, CC-03). */
import type { PolicyVersion } from "../../../core/policy/versions.ts";
import { DescriptionList } from "../../../ui/description-list.tsx";
import { Actions } from "../../../ui/layout.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { Table } from "../../../ui/table.tsx";
import { whenText } from "../../../ui/when.tsx";
import { AppealProcess } from "./appeals.tsx";
import { Chapter } from "./chapter.tsx";
import { About, LiveIncident, ReportToUs, Standards } from "./chapters-opening.tsx";
import { PolicyFrame, type PolicyView } from "./policy-frame.tsx";
import { policyPath } from "./policy-languages.ts";
import { PolicyBody } from "./policy-page.tsx";
import { ProcessDrawing } from "./process-drawing.tsx";
import { Day, speechOf } from "./speech.tsx";

type VersionsProps = PolicyView & { versions: readonly PolicyVersion[] };

export function VersionsPage(props: VersionsProps) {
  const { policy, speech, language } = props;
  const { versions: words, pages } = speech.words;
  const path = (rest: string) => policyPath(policy, language, rest);
  const newestFirst = props.versions.toReversed();
  return (
    <PolicyFrame {...props} rest="/versions" title={pages.versions} heading={pages.versions}>
      <p class="lede">{words.lede}</p>
      <Table
        caption={words.caption}
        captionHidden
        rows={newestFirst}
        rowKey={(row) => `${row.policy.version}`}
        columns={[
          {
            header: words.version,
            heads: true,
            nowrap: true,
            cell: (row) => (
              <a href={path(`/versions/${row.policy.version}`)}>
                {words.versionN(row.policy.version)}
              </a>
            ),
          },
          { header: words.standing, cell: (row) => words[row.standing] },
          {
            header: words.from,
            cell: (row) => <Day at={row.policy.inForceFrom} policy={row.policy} speech={speech} />,
          },
          {
            header: words.until,
            cell: (row) =>
              row.until ? <Day at={row.until} policy={row.policy} speech={speech} /> : words.open,
          },
          {
            header: words.differences,
            cell: (row) =>
              row.standing === "current" ? (
                "–"
              ) : (
                <a href={path(`/compare?from=${row.policy.version}&to=${policy.version}`)}>
                  {words.toCurrent(row.policy.version)}
                </a>
              ),
          },
        ]}
      />
      {props.versions.length > 1 && (
        <p>
          <a href={path("/compare")}>{pages.compare}</a>
        </p>
      )}
    </PolicyFrame>
  );
}

/** The text of one version, with its way to the one in force and to its neighbours. */
export function VersionPage(props: VersionsProps & { shown: PolicyVersion; hasKey: boolean }) {
  const { shown, language } = props;
  const { head, versions: words, chapters } = props.speech.words;
  const spoken = { policy: shown.policy, speech: speechOf(shown.policy, language) };
  const { version } = shown.policy;
  return (
    <PolicyFrame
      {...props}
      rest={`/versions/${version}`}
      title={`${head.title}, ${words.versionN(version)}`}
      heading={head.heading}
      outdated={shown.standing === "earlier"}
      banner={<Banner {...props} />}
      facts={
        <DescriptionList
          facts={[
            { term: head.version, value: `${version}` },
            { term: head.from, value: <Day at={shown.policy.inForceFrom} {...spoken} /> },
            { term: words.until, value: shown.until && <Day at={shown.until} {...spoken} /> },
          ]}
        />
      }
      files={<Neighbours {...props} />}
    >
      <About {...spoken} />
      <ReportToUs {...spoken} hasKey={props.hasKey} />
      <LiveIncident {...spoken} />
      <Chapter {...spoken} id="process" title={chapters.process}>
        <ProcessDrawing {...spoken} />
      </Chapter>
      <PolicyBody {...spoken} />
      {shown.policy.appeals.taken && (
        <Chapter {...spoken} id="appeals-process" title={chapters.appeals}>
          <AppealProcess {...spoken} />
        </Chapter>
      )}
      <Standards {...spoken} />
    </PolicyFrame>
  );
}

function Banner({ shown, policy, speech, language }: VersionsProps & { shown: PolicyVersion }) {
  const { versions: words } = speech.words;
  const { zone } = shown.policy.channels.officeHours;
  const when = { at: shown.policy.inForceFrom, zone, language: speech.words.locale };
  const told = {
    earlier: words.isEarlier,
    current: words.isCurrent,
    upcoming: words.isUpcoming(whenText(when)),
  };
  return (
    <Notice tone={shown.standing === "current" ? "info" : "warning"} title={told[shown.standing]}>
      <a href={policyPath(policy, language)}>{words.readCurrent}</a>
    </Notice>
  );
}

function Neighbours(props: VersionsProps & { shown: PolicyVersion }) {
  const { shown, policy, language, speech } = props;
  const { versions: words } = speech.words;
  const numbers = props.versions.map((each) => each.policy.version);
  const at = numbers.indexOf(shown.policy.version);
  const [previous, next] = [numbers[at - 1], numbers[at + 1]];
  const path = (rest: string) => policyPath(policy, language, rest);
  return (
    <Actions>
      {previous !== undefined && (
        <a rel="prev" href={path(`/versions/${previous}`)}>
          « {words.previous(previous)}
        </a>
      )}
      {next !== undefined && (
        <a rel="next" href={path(`/versions/${next}`)}>
          {words.next(next)} »
        </a>
      )}
      <a href={path("/versions")}>{words.all}</a>
    </Actions>
  );
}

/** For a number that no version has: said in words, with the way to those that are there. */
export function UnknownVersion(props: PolicyView & { version: string }) {
  const { policy, speech, language, version } = props;
  const { versions: words, pages } = speech.words;
  return (
    <PolicyFrame
      {...props}
      rest="/versions"
      title={pages.versions}
      heading={pages.versions}
      outdated
    >
      <p>{words.unknown(version.slice(0, 20))}</p>
      <p>
        <a href={policyPath(policy, language, "/versions")}>{words.all}</a>
      </p>
    </PolicyFrame>
  );
}
