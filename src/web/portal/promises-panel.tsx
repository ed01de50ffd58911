/** What we owe the reader and what became of it: dates, moved dates, and why one was not kept. */
import { Disclosure } from "../../ui/disclosure.tsx";
import { Due } from "../../ui/due.tsx";
import { When } from "../../ui/when.tsx";
import type { MovedDate, ShownPromise } from "./portal-words.ts";

type Props = { promises: readonly ShownPromise[]; zone: string; label?: string };

export function Promises({ promises, zone, label = "What we owe you" }: Props) {
  if (promises.length === 0) return <p>Nothing is owed at the moment.</p>;
  return (
    <ul class="due-list" aria-label={label}>
      {promises.map((promise) => (
        <li key={promise.key}>
          <OnePromise promise={promise} zone={zone} />
        </li>
      ))}
    </ul>
  );
}

function OnePromise({ promise, zone }: { promise: ShownPromise; zone: string }) {
  const { due, promisedFor, breach, moved, earlier } = promise;
  return (
    <>
      <Due {...due} zone={zone} />
      {promisedFor && (
        <p class="due-note">
          Promised by <When at={promisedFor} zone={zone} />
        </p>
      )}
      {breach && <p class="due-note due-breach">{breach}</p>}
      {moved.map((date) => (
        <Moved key={date.movedAt.toISOString()} date={date} zone={zone} />
      ))}
      {earlier.length > 0 && (
        <Disclosure summary={`Earlier (${earlier.length})`}>
          <Promises promises={earlier} zone={zone} label="Earlier ones" />
        </Disclosure>
      )}
    </>
  );
}

function Moved({ date, zone }: { date: MovedDate; zone: string }) {
  const on = <When at={date.movedAt} zone={zone} precision="day" />;
  if (!date.was) {
    return (
      <p class="due-note">
        The date was moved on {on} {date.why}.
      </p>
    );
  }
  return (
    <p class="due-note">
      <span class="visually-hidden">Before: </span>
      <s>
        <When at={date.was} zone={zone} />
      </s>{" "}
      moved on {on} {date.why}.
    </p>
  );
}
