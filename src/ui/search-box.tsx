/** A search form of one field that works by a plain GET. */
import { Icon } from "./icon.tsx";

export type SearchBoxProps = {
  action: string;
  /** Name of the query parameter; "q" unless told. */
  name?: string | undefined;
  value?: string | undefined;
  label: string;
  placeholder?: string | undefined;
  buttonLabel?: string | undefined;
  /** The key that a script may bind to jump here. */
  shortcut?: string | undefined;
};

export function SearchBox(props: SearchBoxProps) {
  return (
    <search class="search">
      <form class="search-form" action={props.action} method="get">
        <Icon name="search" class="search-icon" />
        <input
          class="search-input"
          type="search"
          name={props.name ?? "q"}
          value={props.value}
          aria-label={props.label}
          placeholder={props.placeholder ?? props.label}
          data-key={props.shortcut}
        />
        {props.shortcut && (
          <span class="key search-key" aria-hidden="true">
            {props.shortcut}
          </span>
        )}
        <button class="search-button" type="submit">
          {props.buttonLabel ?? "Search"}
        </button>
      </form>
    </search>
  );
}
