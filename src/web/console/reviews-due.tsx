/** Reviews of broken glass that are owed on the cases that the reader is on. */
import type { GlassOpening } from "../../store/glass/reader.ts";
import { Due } from "../../ui/due.tsx";
import { Panel } from "../../ui/layout.tsx";
import { casePath } from "./at-case.ts";
import { distanceWords } from "./due-words.ts";

const day = 86_400_000;

/** Nothing where no review is owed. */
export function ReviewsDue(props: {
  reviews: readonly (GlassOpening & { reference: string })[];
  now: Date;
  zone: string;
}) {
  const { reviews, now, zone } = props;
  if (reviews.length === 0) return null;
  return (
    <Panel title="Reviews of broken glass" id="reviews">
      <ul class="due-rows">
        {reviews.map(({ openingId, reference, reviewDueAt }) => (
          <li key={openingId}>
            <a href={`${casePath(reference, "people")}#glass`}>{reference}</a>
            <Due
              promise="A lead’s review"
              state={stateOf(reviewDueAt, now)}
              at={reviewDueAt}
              relative={distanceWords(now, reviewDueAt)}
              zone={zone}
            />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function stateOf(at: Date, now: Date): "overdue" | "soon" | "open" {
  if (at <= now) return "overdue";
  return at.getTime() - now.getTime() < day ? "soon" : "open";
}
