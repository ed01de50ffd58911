/** Under a mail that reached several parties: whom, by pseudonym, and one form that answers each of them. */
import type { MessageView } from "../../store/messages/reader.ts";
import { Disclosure } from "../../ui/disclosure.tsx";
import type { AtCase } from "./at-case.ts";
import { partyWord } from "./case-words.ts";
import { DeedForm, may, sentFor } from "./deed-form.tsx";

export function AnswerAll({ at, message }: { at: AtCase; message: MessageView }) {
  const { reached = [], messageId } = message;
  const others = at.parties.filter(({ partyId }) => reached.includes(partyId));
  if (others.length === 0) return null;
  const names = others.map(({ pseudonym }) => partyWord(pseudonym)).join(", ");
  const ids = { messageId };
  return (
    <>
      <p class="meta">This mail also went to {names}.</p>
      {may(at, "answer-all") && (
        <Disclosure
          summary="Answer all of them"
          open={sentFor(at, "answer-all", ids) !== undefined}
        >
          <p>
            Its author and {names} each get a message of their own, in their own thread. None of
            them sees who else got it.
          </p>
          <DeedForm at={at} deed="answer-all" ids={ids} />
        </Disclosure>
      )}
    </>
  );
}
