/** Every component of the design system in all its states, and pages as they will be met. Invented data only. */
import type { VNode } from "preact";
import { componentGallery } from "./gallery-components.tsx";
import { casePage, queuePage } from "./gallery-console.tsx";
import { advisoryPage, homePage, portalPage, reportPage } from "./gallery-public.tsx";

/** The gallery's pages by file name, each a whole document. */
export function galleryPages(stylesheet: string): Readonly<Record<string, VNode>> {
  return {
    components: componentGallery(stylesheet),
    home: homePage(stylesheet),
    report: reportPage(stylesheet),
    portal: portalPage(stylesheet),
    queue: queuePage(stylesheet),
    case: casePage(stylesheet),
    advisory: advisoryPage(stylesheet),
  };
}
