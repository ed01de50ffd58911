/** Next and previous of a keyset list: no page numbers, because nobody counts the rows. */
import { Icon } from "./icon.tsx";

export type PaginationProps = {
  previous?: string | undefined;
  next?: string | undefined;
  previousLabel?: string | undefined;
  nextLabel?: string | undefined;
  label?: string | undefined;
};

/** Nothing when there is neither. */
export function Pagination(props: PaginationProps) {
  if (!props.previous && !props.next) return null;
  return (
    <nav class="pagination" aria-label={props.label ?? "Pages"}>
      {props.previous && (
        <a class="button button-secondary" rel="prev" href={props.previous}>
          <Icon name="arrow-left" /> <span>{props.previousLabel ?? "Previous"}</span>
        </a>
      )}
      {props.next && (
        <a class="button button-secondary pagination-next" rel="next" href={props.next}>
          <span>{props.nextLabel ?? "Next"}</span> <Icon name="arrow-right" />
        </a>
      )}
    </nav>
  );
}
