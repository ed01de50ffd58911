/** The public page on appeals (TH-38). It is not there where none are taken. */
import { AppealProcess } from "./appeals.tsx";
import { PolicyFrame, type PolicyView } from "./policy-frame.tsx";

export function AppealsPage(props: PolicyView) {
  const { policy, speech } = props;
  const { appeals, pages } = speech.words;
  return (
    <PolicyFrame {...props} rest="/appeals" title={pages.appeals} heading={pages.appeals}>
      <p class="lede">{appeals.lede(policy.organisation.teamName)}</p>
      <AppealProcess policy={policy} speech={speech} />
    </PolicyFrame>
  );
}
