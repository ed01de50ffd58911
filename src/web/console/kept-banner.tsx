/** Above every page of a case: that its content was erased, or that a legal hold keeps it. */
import { holdsOf } from "../../store/retention/hold-reader.ts";
import { Notice } from "../../ui/notice.tsx";
import { When } from "../../ui/when.tsx";
import { type AtCase, casePath } from "./at-case.ts";
import { zoneOf } from "./case-frame.ts";
import { partyName } from "./case-words.ts";

export async function keptBanner(at: AtCase) {
  const { head, tx } = at;
  const more = <a href={casePath(head.reference, "retention")}>What is kept, and until when</a>;
  if (head.erasedAt) {
    return (
      <Notice title="The content of this case was erased.">
        It went on <When at={head.erasedAt} zone={zoneOf(at)} precision="day" />. What happened and
        when is still here, without a word of what it was about. {more}
      </Notice>
    );
  }
  if (!at.rarities.held) return null;
  const [hold] = (await holdsOf(tx, head.caseId)).filter(({ liftedAt }) => !liftedAt);
  if (!hold) return null;
  const what = hold.partyId ? partyName(at.parties, hold.partyId) : "this case";
  return (
    <Notice tone="warning" title={`A legal hold stands on ${what}.`}>
      Nothing of it is erased until the hold is lifted. {more}
    </Notice>
  );
}
