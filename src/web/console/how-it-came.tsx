/** Under a mail of a thread: why it is taken for the party's, which domain vouches for it, what is odd. */
import type { MessageView } from "../../store/messages/reader.ts";
import { Notice } from "../../ui/notice.tsx";
import { proofWords } from "./finding-words.ts";
import { isDoubt, problemSentence } from "./problem-words.ts";
import { SenderCheck } from "./sender-check.tsx";

export function howItCame({
  provenBy,
  joined,
  problems = [],
  authentication,
  through,
}: MessageView) {
  if (through === "link") {
    return (
      <Notice tone="warning" title="Written through the link of a plain mail">
        Whoever read that mail on its way could have written this. Ask by another way before you act
        on it.
      </Notice>
    );
  }
  const known = joined ? "put here by a colleague" : provenBy && proofWords[provenBy];
  if (!known && problems.length === 0 && !authentication) return undefined;
  const odd = problems.filter((code) => !isDoubt(code));
  return (
    <>
      {known && <p class="meta">Taken for theirs: {known}</p>}
      <SenderCheck of={authentication} />
      {problems.filter(isDoubt).map((code) => (
        <Notice tone="warning" title="Look twice at who wrote this" key={code}>
          {problemSentence(code)}
        </Notice>
      ))}
      {odd.length > 0 && <p>Odd about the message: {odd.map(problemSentence).join(" ")}</p>}
    </>
  );
}
