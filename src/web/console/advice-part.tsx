/** What others' methods and data advise on each vulnerability. Advice only: nothing is decided here. */

import { Fragment } from "preact";
import { factsFrom } from "../../core/facts/fact.ts";
import { adviceOn } from "../../store/advice/reader.ts";
import { factRecordOf } from "../../store/facts/reader.ts";
import { vulnerabilitiesOf } from "../../store/scoring/reader.ts";
import { ssvcOf } from "../../store/scoring/ssvc-reader.ts";
import { AsWritten } from "../../ui/as-written.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Panel } from "../../ui/layout.tsx";
import type { AtCase } from "./at-case.ts";
import { ListsPanel } from "./lists-panel.tsx";
import { SsvcPanel } from "./ssvc-panel.tsx";
import { VulnerabilityPages } from "./vulnerability-pages.tsx";

export async function advicePart(at: AtCase) {
  const { context } = at.web;
  const { caseId } = at.head;
  const [vulnerabilities, ssvc, record] = await Promise.all([
    vulnerabilitiesOf(context, at.tx, caseId, at.keys),
    ssvcOf(context, at.tx, caseId, at.keys),
    factRecordOf(context, at.tx, caseId, at.keys),
  ]);
  const facts = factsFrom(record.entries);
  const cveIds = vulnerabilities.flatMap(({ cveId }) => (cveId === null ? [] : [cveId]));
  const { loads, found } = await adviceOn(at.tx, cveIds);
  return (
    <>
      <VulnerabilityPages at={at} />
      {vulnerabilities.length === 0 && (
        <Panel title="Advice">
          <EmptyState icon="shield" title="No vulnerability is recorded yet">
            Deciding that the report is relevant makes the first one.
          </EmptyState>
        </Panel>
      )}
      {vulnerabilities.map((each) => (
        <Fragment key={each.vulnerabilityId}>
          <h2 class="part-title">
            <AsWritten text={each.title} />
            {each.cveId && <code> {each.cveId}</code>}
          </h2>
          <ListsPanel
            cveId={each.cveId}
            loads={loads}
            found={found.find(({ cveId }) => cveId === each.cveId)}
          />
          <SsvcPanel
            at={at}
            vulnerability={each}
            kept={ssvc.filter(({ vulnerabilityId }) => vulnerabilityId === each.vulnerabilityId)}
            facts={facts}
          />
        </Fragment>
      ))}
    </>
  );
}
