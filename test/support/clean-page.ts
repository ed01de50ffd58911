/** What must hold of every page that a browser shows: axe finds nothing, and nothing scrolls sideways. */
import axe, { type Result } from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export async function mustBeAccessible(page: Page): Promise<void> {
  const found = (await violationsOn(page)).map(({ id, nodes }) => [
    page.url(),
    id,
    nodes.map(({ html }) => html),
  ]);
  expect(found).toEqual([]);
}

/** Of what fits only the rules' names are worked out: where it stands, with its HTML, nobody reads. */
async function violationsOn(page: Page): Promise<Result[]> {
  const isThere = await page.evaluate(() => "axe" in window);
  if (!isThere) await page.evaluate(axe.source);
  return page.evaluate(async (tags) => {
    // It was put there by its own source a line above; the type of a window does not know it.
    const there = (window as unknown as { axe: typeof axe }).axe;
    const runOnly = { type: "tag" as const, values: tags };
    const { violations } = await there.run(document, { runOnly, resultTypes: ["violations"] });
    return violations;
  }, rules);
}

/** Accessible, and no wider than the window that it is in. */
export async function mustBeClean(page: Page): Promise<void> {
  await mustBeAccessible(page);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect([page.url(), page.viewportSize()?.width, Math.max(0, overflow)]).toEqual([
    page.url(),
    page.viewportSize()?.width,
    0,
  ]);
}

/** The same at the width of a desk and of a phone; the window is a desk's afterwards. */
export async function mustBeCleanAnywhere(page: Page): Promise<void> {
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await mustBeClean(page);
  }
}
