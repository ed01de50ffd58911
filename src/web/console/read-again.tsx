/** Beside a mail that stayed closed: how it is read again, and what came of that. Shows no word of it. */
import { isUnread, whyUnread } from "../../core/mail/unread-mail.ts";
import type { ReadingAgain } from "../../store/messages/unread-reader.ts";
import { When } from "../../ui/when.tsx";
import type { AtCase } from "./at-case.ts";
import { personName, zoneOf } from "./case-frame.ts";
import { DeedForm } from "./deed-form.tsx";
import { problemSentence } from "./problem-words.ts";

interface ReadMail {
  readonly objectId: string;
  readonly decrypted: boolean | null;
  readonly problems?: readonly string[] | undefined;
}

/** Undefined of a mail that was read whole at once. */
export function readAgain(at: AtCase, mail: ReadMail, last: ReadingAgain | undefined) {
  const isClosed = isUnread(mail);
  if (!isClosed && last === undefined) return undefined;
  return (
    <>
      {last && <Told at={at} last={last} />}
      {isClosed && (
        <DeedForm at={at} deed="read-again" ids={{ objectId: mail.objectId }} look="secondary" />
      )}
    </>
  );
}

function Told({ at, last }: { at: AtCase; last: ReadingAgain }) {
  const when = <When at={last.at} zone={zoneOf(at)} />;
  const who = last.askedBy === null ? "" : `, as ${personName(at, last.askedBy)} asked`;
  if (last.state === "asked") {
    return (
      <p>
        It is being read again since {when}
        {who}. Load this page again to see what came of it.
      </p>
    );
  }
  if (last.state === "closed") {
    return (
      <p>
        Read again, {when}
        {who}: it stays closed. {problemSentence(last.why ?? "")}
      </p>
    );
  }
  const before = whyUnread(last.before);
  return (
    <p>
      Read again, {when}
      {who}: {last.why ? "more of it is open now." : "it is open now."}{" "}
      {before && `When it came: ${problemSentence(before)}`}
    </p>
  );
}
