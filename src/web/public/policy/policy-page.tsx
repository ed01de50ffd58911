/** The policy as people read it, made from the policy that the program runs by (DIS-11). */
import { LinkButton } from "../../../ui/button.tsx";
import { DescriptionList } from "../../../ui/description-list.tsx";
import { Actions } from "../../../ui/layout.tsx";
import { Chapter } from "./chapter.tsx";
import { AppealsInShort, Coordination, CveNumbers } from "./chapters-coordination.tsx";
import { Asked, Confidentiality, Expectations } from "./chapters-dealing.tsx";
import { About, LiveIncident, ReportToUs, Standards } from "./chapters-opening.tsx";
import { Publications, SeverityScale } from "./chapters-publishing.tsx";
import { PolicyFrame, type PolicyView } from "./policy-frame.tsx";
import { policyPath } from "./policy-languages.ts";
import { ProcessDrawing } from "./process-drawing.tsx";
import { type InScope, Scope } from "./scope-list.tsx";
import { Day, type Spoken } from "./speech.tsx";

type PolicyPageProps = { inScope: InScope; hasKey: boolean };

export function PolicyPage(props: PolicyView & PolicyPageProps) {
  const { policy, speech } = props;
  const { head } = speech.words;
  const spoken = { policy, speech };
  return (
    <PolicyFrame
      {...props}
      rest=""
      title={head.title}
      heading={head.heading}
      facts={
        <DescriptionList
          facts={[
            { term: head.version, value: `${policy.version}` },
            { term: head.since, value: <Day at={policy.inForceFrom} {...spoken} /> },
            { term: head.contact, value: policy.channels.reportAddress },
          ]}
        />
      }
      files={
        <Actions>
          <LinkButton look="primary" href="/report">
            {head.report}
          </LinkButton>
        </Actions>
      }
    >
      <About {...spoken} />
      <Contents {...spoken} hasProducts={props.inScope.products.length > 0} />
      <ReportToUs {...spoken} hasKey={props.hasKey} />
      <Scope {...spoken} {...props.inScope} now={props.web.context.now()} />
      <LiveIncident {...spoken} />
      <Chapter {...spoken} id="process" title={speech.words.chapters.process}>
        <ProcessDrawing {...spoken} />
        <p>
          <a href={policyPath(policy, speech.language, "/process")}>{speech.words.process.more}</a>
        </p>
      </Chapter>
      <PolicyBody {...spoken} />
      <AppealsInShort {...spoken} />
      <Standards {...spoken} />
    </PolicyFrame>
  );
}

/** The chapters that any version has, current or not. */
export function PolicyBody(spoken: Spoken) {
  return (
    <>
      <Expectations {...spoken} />
      <Asked {...spoken} />
      <Confidentiality {...spoken} />
      <SeverityScale {...spoken} />
      <Publications {...spoken} />
      <Coordination {...spoken} />
      <CveNumbers {...spoken} />
    </>
  );
}

/** The way around a long page; each entry is there only where its chapter is. */
function Contents({ policy, speech, hasProducts }: Spoken & { hasProducts: boolean }) {
  const { chapters, frame } = speech.words;
  const { must, mustNot, strength } = policy.reporterUndertakings;
  const inProgram = policy.roles.some((role) => ["cna", "root", "cna-lr"].includes(role));
  const entries: readonly (readonly [string, string] | false)[] = [
    ["report", chapters.report],
    hasProducts && ["scope", chapters.scope],
    ["live", chapters.live],
    ["process", chapters.process],
    ["expect", chapters.expect],
    must.length + mustNot.length > 0 && ["ask", chapters.ask[strength]],
    ["confidentiality", chapters.confidentiality],
    ["severity", chapters.severity],
    ["publications", chapters.publications],
    ["coordination", chapters.coordination],
    (inProgram || policy.cna.says.length > 0) && [
      "cna",
      policy.roles.includes("root") ? chapters.root : chapters.cna,
    ],
    policy.appeals.taken && ["appeals", chapters.appeals],
    policy.organisation.standards.length > 0 && ["standards", chapters.standards],
  ];
  return (
    <nav class="contents" aria-label={frame.contents}>
      <p class="contents-title">{frame.contents}</p>
      <ul>
        {entries.map(
          (entry) =>
            entry && (
              <li key={entry[0]}>
                <a href={`#${entry[0]}`}>{entry[1]}</a>
              </li>
            ),
        )}
      </ul>
    </nav>
  );
}
