/** What must hold of every page that a browser shows: axe finds nothing, and nothing scrolls sideways. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect } from "vitest";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export async function mustBeAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(rules).analyze();
  const found = violations.map(({ id, nodes }) => [page.url(), id, nodes.map(({ html }) => html)]);
  expect(found).toEqual([]);
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
