/** What a scene may do: open a page as somebody, and see that what it asks for is shown. */
import { Secret, TOTP } from "otpauth";
import type { Browser, Page } from "playwright-core";
import { eventually } from "../../src/cli/demo/stage.ts";
import type { Product } from "../../test/support/product.ts";

export class Studio {
  private readonly product: Product;
  private readonly browser: Browser;

  constructor(product: Product, browser: Browser) {
    this.product = product;
    this.browser = browser;
  }

  /** Somebody without an account; `height` is how much of the page the picture shows. */
  async stranger(path: string, height: number): Promise<Page> {
    const viewport = { width: 1280, height };
    const page = await (await this.browser.newContext({ viewport })).newPage();
    await page.goto(this.product.baseUrl + path);
    return page;
  }

  async atSeat(seat: string, path: string, height: number): Promise<Page> {
    const page = await this.stranger("/", height);
    await page.goto(this.product.seatLink(seat));
    return this.go(page, path);
  }

  /** The first administrator, set up as its one-time link asks. */
  async administrator(path: string, height: number): Promise<Page> {
    const page = await this.stranger("/", height);
    await page.goto(this.product.administratorLink ?? "");
    const key = (await page.locator("#field-totp-secret").textContent()) ?? "";
    const totp = new TOTP({ secret: Secret.fromBase32(key.replace(/\s/g, "")) });
    const password = "seven quiet herons";
    await page.getByLabel("New password (required)", { exact: true }).fill(password);
    await page.getByLabel("New password once more").fill(password);
    await page.getByLabel("The code that the app shows now").fill(totp.generate());
    await page.getByRole("button", { name: "Set up the account" }).click();
    await page.getByRole("link", { name: "I have kept them; go on" }).click();
    return this.go(page, path);
  }

  async go(page: Page, path: string): Promise<Page> {
    await page.goto(this.product.baseUrl + path);
    return page;
  }

  /** Loads the page anew until what the selector names is on it: the worker needs a moment. */
  async untilShown(page: Page, selector: string): Promise<void> {
    await eventually(selector, async () => {
      await page.reload();
      return (await page.locator(selector).count()) > 0 ? true : undefined;
    });
  }
}
