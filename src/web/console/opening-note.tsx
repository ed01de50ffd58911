/** What a colleague wrote when they opened the case; stands where another case has its report. */
import { firstNoteOf } from "../../store/messages/first-note-reader.ts";
import { Panel } from "../../ui/layout.tsx";
import { When } from "../../ui/when.tsx";
import { type AtCase, casePath } from "./at-case.ts";
import { personName, zoneOf } from "./case-frame.ts";

/** Nothing where somebody outside opened the case. */
export async function openingNote(at: AtCase) {
  if (at.facts.someoneToTell) return null;
  const note = await firstNoteOf(at.tx, at.head.caseId, at.keys);
  if (!note) return null;
  return (
    <Panel
      title="What is known"
      actions={<a href={casePath(at.head.reference, "conversation")}>All notes</a>}
    >
      <p class="meta">
        <span>{personName(at, note.authorId)}</span>
        <When at={note.at} zone={zoneOf(at)} />
      </p>
      <p class="plain-text">{note.text}</p>
    </Panel>
  );
}
