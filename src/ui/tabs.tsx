/** Sister pages as a row of links: real addresses, so they work without script. */
import { Navigation } from "./navigation.tsx";
import type { NavLink } from "./site.ts";

export type TabsProps = { label: string; tabs: readonly NavLink[] };

export function Tabs(props: TabsProps) {
  return <Navigation label={props.label} links={props.tabs} class="tabs" />;
}
