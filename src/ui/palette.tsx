/**
 * The command palette: deeds, places and saved filters in one list that a script opens and filters. It
 * comes with the page and holds links only, so it shows nothing that the page could not lead to.
 */
export interface Command {
  readonly label: string;
  readonly href: string;
  /** Where it leads: "Overview", "Place", "Filter". */
  readonly where: string;
  /** Keys that do the same: "d r". */
  readonly keys?: string | undefined;
  /** The deed whose form it leads to: where the form is on the page, nothing is loaded. */
  readonly deed?: string | undefined;
  /** The form is on a page of a list's entry, not on the list: "a publication". */
  readonly inside?: string | undefined;
}

/** Closed until a script opens it: without one the page of all commands has the same list. */
export function Palette(props: { commands: readonly Command[] }) {
  return (
    <dialog class="palette" aria-label="Commands" data-palette>
      <input
        class="palette-field"
        type="text"
        autocomplete="off"
        aria-label="Find a command"
        placeholder="A deed, a place, a filter"
        data-palette-field
      />
      <ul class="palette-list" data-palette-list>
        {props.commands.map((command) => (
          <li key={`${command.where} ${command.label} ${command.href}`}>
            <CommandLink command={command} />
          </li>
        ))}
      </ul>
      <p class="palette-none" role="status" data-palette-count />
    </dialog>
  );
}

export function CommandLink({ command }: { command: Command }) {
  const { label, href, where, keys, deed, inside } = command;
  return (
    <a class="palette-link" href={href} data-keys={keys} data-deed={deed} data-inside={inside}>
      <span class="palette-label">{label}</span>
      <span class="palette-where">{where}</span>
      {keys && (
        <span class="key" aria-hidden="true">
          {keys}
        </span>
      )}
    </a>
  );
}
