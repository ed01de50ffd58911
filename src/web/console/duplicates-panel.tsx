/** Cases that may be about the same, with what they have in common. A person looks; nothing follows by itself. */
import type { SimilarMark } from "../../core/search/similar.ts";
import { comparedMax, type SimilarCase } from "../../store/similar/reader.ts";
import { AsWritten } from "../../ui/as-written.tsx";
import { Tag } from "../../ui/badge.tsx";
import { Panel } from "../../ui/layout.tsx";
import { When } from "../../ui/when.tsx";
import { type AtCase, casePath } from "./at-case.ts";
import { zoneOf } from "./case-frame.ts";
import { stageWords } from "./case-words.ts";

const markWords: Readonly<Record<SimilarMark, string>> = {
  cve: "Same CVE id",
  cwe: "Same kind of weakness",
  product: "Same product",
  reporter: "From the same address",
};

export type TitledSimilar = SimilarCase & { readonly title: string };

export function DuplicatesPanel(props: { at: AtCase; similar: readonly TitledSimilar[] }) {
  const { at, similar } = props;
  return (
    <Panel title="May be about the same" id="similar">
      {similar.length === 0 ? (
        <p>No case that you are on is much like this one.</p>
      ) : (
        <ul class="remedy-list">
          {similar.map((each) => (
            <li key={each.caseId}>
              <p>
                <a href={casePath(each.reference)}>{each.reference}</a>{" "}
                <AsWritten text={each.title} />
              </p>
              <p class="meta">
                <span>{stageWords[each.stage].name}</span>
                <span>
                  Opened <When at={each.openedAt} zone={zoneOf(at)} />
                </span>
                {each.marks.map((mark) => (
                  <Tag key={mark}>{markWords[mark]}</Tag>
                ))}
                {each.words > 0 && <Tag>{each.words} rare words in common</Tag>}
              </p>
            </li>
          ))}
        </ul>
      )}
      <p class="form-lead">
        Compared with the {comparedMax} newest cases that you are on. Of a case that you are not on
        nothing is said here. All that came from the same address stands{" "}
        <a href={`${casePath(at.head.reference, "analysis")}#earlier`}>with the analysis</a>.
      </p>
    </Panel>
  );
}
