/** Turns a page component into the bytes a browser gets. Escapes everything; writes no inline script or style. */
import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";

/** A whole HTML document with its doctype. */
export function renderPage(page: VNode): string {
  return `<!doctype html>\n${renderToString(page)}\n`;
}
