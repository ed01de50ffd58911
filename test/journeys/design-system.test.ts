import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renderPage } from "../../src/ui/render-page.ts";
import { joinStylesheet } from "../../src/web/assets/stylesheet.ts";
import { openBrowser } from "../support/browser.ts";
import { mustBeAccessible } from "../support/clean-page.ts";
import { galleryPages } from "../support/gallery.tsx";

const css = joinStylesheet(new URL("../../src/web/assets/css", import.meta.url).pathname);
const pages = galleryPages("/parley.css");
const origin = "http://gallery.example";
const policy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
});

type Reader = { width: number; colorScheme: "light" | "dark"; javaScriptEnabled?: boolean };

/** Opens a gallery page as served under our content security policy; nothing leaves the machine. */
async function read(name: string, reader: Reader): Promise<{ page: Page; complaints: string[] }> {
  const { width, ...rest } = reader;
  const context = await browser.newContext({ viewport: { width, height: 900 }, ...rest });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  await page.route("**/*", async (route) => {
    const { pathname } = new URL(route.request().url());
    const shown = pages[pathname.slice(1)];
    if (shown)
      await route.fulfill({
        contentType: "text/html",
        headers: { "content-security-policy": policy },
        body: renderPage(shown),
      });
    else if (pathname === "/parley.css")
      await route.fulfill({ contentType: "text/css", body: css });
    else await route.fulfill({ contentType: "image/svg+xml", body: "<svg/>" });
  });
  await page.goto(`${origin}/${name}`);
  return { page, complaints };
}

const readers: Reader[] = [
  { width: 1280, colorScheme: "light" },
  { width: 1280, colorScheme: "dark" },
  { width: 390, colorScheme: "light" },
  { width: 390, colorScheme: "dark" },
];

describe.each(Object.keys(pages))("the page %s", (name) => {
  test.each(readers)("is accessible at $width pixels, $colorScheme", async (reader) => {
    const { page } = await read(name, reader);
    await mustBeAccessible(page);
    await page.context().close();
  });

  test("breaks no rule of the content security policy", async () => {
    const { page, complaints } = await read(name, { width: 1280, colorScheme: "light" });
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("never scrolls sideways, from 320 pixels to a wide desktop", async () => {
    const { page } = await read(name, { width: 320, colorScheme: "light" });
    for (const width of [320, 390, 768, 1024, 1280, 1920]) {
      await page.setViewportSize({ width, height: 900 });
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect({ width, beyond: Math.max(0, beyond) }).toEqual({ width, beyond: 0 });
    }
    await page.context().close();
  });
});

test("without script a choice, a fold and the account menu still work", async () => {
  const reader: Reader = { width: 1280, colorScheme: "light", javaScriptEnabled: false };
  const { page } = await read("report", reader);
  await page.getByLabel("Yes, we are under attack").check();
  expect(await page.getByLabel("Yes, we are under attack").isChecked()).toBe(true);
  await page.goto(`${origin}/queue`);
  expect(await page.getByRole("button", { name: "Sign out" }).isVisible()).toBe(false);
  await page.getByText("Case lead", { exact: true }).click();
  expect(await page.getByRole("button", { name: "Sign out" }).isVisible()).toBe(true);
  await page.context().close();
});

test("one click selects the whole receipt code, without the gaps between its groups", async () => {
  const { page } = await read("portal", { width: 1280, colorScheme: "light" });
  await page.locator("#field-receipt").click();
  const selected = await page.evaluate(() => getSelection()?.toString());
  expect(selected?.trim()).toBe("7K3QM9XWPA2VHD5TRC8NBJ4E");
  await page.context().close();
});

test("a printed advisory leaves out what can only be clicked", async () => {
  const { page } = await read("advisory", { width: 1280, colorScheme: "dark" });
  await page.emulateMedia({ media: "print" });
  expect(await page.getByRole("navigation", { name: "Main" }).isVisible()).toBe(false);
  expect(await page.getByRole("link", { name: "CSAF 2.0" }).isVisible()).toBe(false);
  expect(await page.getByRole("heading", { level: 1 }).isVisible()).toBe(true);
  const ink = await page.evaluate(() => getComputedStyle(document.body).color);
  expect(ink).toBe("rgb(0, 0, 0)");
  await page.context().close();
});
