/** Lists of links: a shell's main navigation and its footer. */
import { classes } from "./classes.ts";
import type { NavLink } from "./site.ts";

export type NavigationProps = {
  /** What the navigation is for, read aloud. */
  label: string;
  links: readonly NavLink[];
  class?: string | undefined;
};

/** A `<nav>` of links; the current one is marked for eyes and for screen readers. */
export function Navigation(props: NavigationProps) {
  if (props.links.length === 0) return null;
  return (
    <nav class={classes("nav", props.class)} aria-label={props.label}>
      <ul>
        {props.links.map((link) => (
          <li key={link.href}>
            <a href={link.href} aria-current={link.current ? "page" : undefined}>
              <span class="nav-label">{link.label}</span>
              {link.count && <span class="nav-count">{link.count}</span>}
              {link.key && (
                <span class="key nav-key" aria-hidden="true">
                  {link.key}
                </span>
              )}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
