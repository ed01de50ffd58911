/** The process: drawn, and in the policy's own words (ALE-38). */
import { Chapter } from "./chapter.tsx";
import { PolicyFrame, type PolicyView } from "./policy-frame.tsx";
import { ProcessDrawing, ProcessInWords } from "./process-drawing.tsx";

export function ProcessPage(props: PolicyView) {
  const { policy, speech } = props;
  const { process, pages, expect } = speech.words;
  return (
    <PolicyFrame {...props} rest="/process" title={pages.process} heading={pages.process}>
      <p class="lede">{process.lede}</p>
      {!policy.responses.guaranteed && (
        <p>
          <strong>{expect.notGuaranteed}</strong> {expect.counted}
        </p>
      )}
      <ProcessDrawing policy={policy} speech={speech} />
      <Chapter policy={policy} speech={speech} chapter="expect" id="words" title={process.asText}>
        <ProcessInWords policy={policy} speech={speech} />
      </Chapter>
    </PolicyFrame>
  );
}
