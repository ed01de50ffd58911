import { expect, test } from "vitest";
import { renderPage } from "./render-page.ts";
import { SingleFilePage } from "./single-file-page.tsx";

const page = renderPage(
  <SingleFilePage title="What we hold: <nothing>" style="p { color: red; }">
    <p>Words.</p>
  </SingleFilePage>,
);

test("a page in one file opens without asking anybody for anything", () => {
  expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
  expect(page).not.toMatch(/<script|<link|<img|src=|href=|url\(|@import/);
});

test("its title is its heading, as text, and its own style follows the common one", () => {
  expect(page).toContain("<h1>What we hold: &lt;nothing></h1>");
  const style = /<style>(.*)<\/style>/s.exec(page)?.[1] ?? "";
  expect(style).toMatch(/ body \{.*p \{ color: red; \}$/s);
  expect(style).not.toContain("&");
});
