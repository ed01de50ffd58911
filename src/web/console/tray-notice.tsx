/** What was just done in the tray, which messages it was refused for, and the key that takes it back. */
import type { Sorted, TraySorting } from "../../actions/tray/sort-many.ts";
import type { SortedCase } from "../../store/cases/tray-reader.ts";
import { Button } from "../../ui/button.tsx";
import { Form, Hidden } from "../../ui/form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { kindWords, wordFor } from "./case-words.ts";
import { asideWords } from "./tray-words.ts";

/** What was just done here, where the page answers a form. */
export interface JustSorted {
  readonly as: TraySorting | "recall";
  readonly sorted: Sorted;
  readonly batch: string | null;
}

interface Props {
  readonly query: Readonly<Partial<Record<"recalled" | "acknowledged", string>>>;
  readonly just: JustSorted | undefined;
  readonly batch: string | null;
  readonly sorted: readonly SortedCase[];
  readonly csrf: string;
}

export function SortedNotice({ query, just, batch, sorted, csrf }: Props) {
  const recalled = countIn(query.recalled) ?? (just?.as === "recall" ? doneBy(just) : null);
  const told = countIn(query.acknowledged) ?? (just?.as === "acknowledge" ? doneBy(just) : null);
  return (
    <>
      {just && <Refused just={just} />}
      {batch !== null && sorted.length > 0 && <Done {...{ batch, sorted, csrf }} />}
      {recalled !== null && recalled > 0 && (
        <Notice tone="success" live title={`${messages(recalled)} back in the tray.`}>
          {recalled === 1 ? "Its clocks run" : "Their clocks run"} as they would have.
        </Notice>
      )}
      {told !== null && told > 0 && (
        <Notice
          tone="success"
          live
          title={`${told === 1 ? "One acknowledgement is" : `${told} acknowledgements are`} on the way.`}
        />
      )}
    </>
  );
}

const doneBy = ({ sorted }: JustSorted) => sorted.done.length;

/** The words of the page are fixed; an address brings no more than a number. */
function countIn(text: string | undefined): number | null {
  return text && /^\d{1,3}$/.test(text) ? Number(text) : null;
}

function messages(count: number): string {
  return count === 1 ? "One message is" : `${count} messages are`;
}

function Done(props: { batch: string; sorted: readonly SortedCase[]; csrf: string }) {
  const { batch, sorted, csrf } = props;
  const [first] = sorted;
  const incident = sorted.some(({ kind, closeReason }) => !closeReason && kind === "live-incident");
  return (
    <Notice
      tone="success"
      live
      title={`${messages(sorted.length)} sorted: ${first ? sortedAs(first) : ""}.`}
    >
      {incident && <p>The letter that says where to turn leaves in a moment.</p>}
      {sorted.length <= 5 && <p>{sorted.map(({ reference }) => reference).join(", ")}</p>}
      <Form action="/console/tray/recall" csrf={csrf} label="Take back">
        <Hidden name="batch" value={batch} />
        <Button look="secondary" small shortcut="u">
          Take back
        </Button>
      </Form>
    </Notice>
  );
}

function sortedAs({ kind, closeReason }: SortedCase): string {
  if (closeReason === null) return wordFor(kindWords, kind).toLowerCase();
  return `not for us, ${wordFor(asideWords, closeReason).toLowerCase()}`;
}

/** Which were not sorted, and why; they stay where they are. */
function Refused({ just }: { just: JustSorted }) {
  const { refused, done } = just.sorted;
  if (refused.length === 0) return null;
  const title = `${messages(refused.length)} as before${done.length > 0 ? "; the others are done" : ""}.`;
  return (
    <Notice tone="warning" live title={title}>
      <ul>
        {[...new Set(refused.map(({ refusal }) => refusal.message))].map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Notice>
  );
}
