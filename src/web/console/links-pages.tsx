/** The way between the pages about other cases: those that there are, and the splitting of this one. */
import { Tabs } from "../../ui/tabs.tsx";
import { type AtCase, casePath } from "./at-case.ts";
import { may } from "./deed-form.tsx";

/** Nothing in the case as one document, and for who splits no case. */
export function LinksPages({ at }: { at: AtCase }) {
  if (at.whole || !may(at, "split-case")) return null;
  const pages = [
    ["links", "Other cases"],
    ["split", "Split this one"],
  ] as const;
  return (
    <Tabs
      label="About other cases"
      tabs={pages.map(([view, label]) => ({
        href: casePath(at.head.reference, view),
        label,
        current: at.view === view,
      }))}
    />
  );
}
