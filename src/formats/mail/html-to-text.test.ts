import fc from "fast-check";
import { expect, test } from "vitest";
import { htmlToText } from "./html-to-text.ts";

const hidden = (words: string) => `[hidden in the original: ${words}]`;

test("blocks, lists, tables and preformatted lines keep their lines", () => {
  const html =
    "before<div>one</div><ul><li>a</li><li>b</li></ul><table><tr><td>x</td><td>y</td></tr></table>" +
    "<pre>if (a) {\n  b();\n}</pre>after<br>end";
  expect(htmlToText(html).text).toBe("before\none\n- a\n- b\nx y\nif (a) {\n  b();\n}\nafter\nend");
});

test.each([
  ["display:none", '<p style="display:none">trick</p>'],
  ["display:none with a name in capitals", '<p style="DISPLAY : None !important">trick</p>'],
  ["visibility", '<p style="visibility:hidden">trick</p>'],
  ["opacity", '<p style="opacity:0">trick</p>'],
  ["the attribute hidden", "<p hidden>trick</p>"],
  ["a font without size", '<span style="font-size:0px">trick</span>'],
  ["a font of one pixel", '<span style="font:1px/1 Arial">trick</span>'],
  ["white on white", '<font color="#FFFFFF">trick</font>'],
  ["nearly white on white", '<span style="color:rgb(250, 252, 255)">trick</span>'],
  ["black on black", '<td bgcolor="black"><b>trick</b></td>'],
  ["a transparent colour", '<i style="color:rgba(0,0,0,0)">trick</i>'],
  ["a box without height", '<div style="max-height:0;overflow:hidden">trick</div>'],
  ["a place outside the page", '<div style="position:absolute;left:-9999px">trick</div>'],
  ["a rule of a style sheet", "<style>.x{display:none}</style><div class='y x'>trick</div>"],
  ["an element of no known kind", '<custom-box style="display:none">trick</custom-box>'],
])("text that its readers would not see is shown and marked: %s", (_, html) => {
  const flat = htmlToText(`<p>seen</p>${html}<p>seen too</p>`);
  expect(flat.text.replace(/\s+/g, " ")).toBe(`seen ${hidden("trick")} seen too`);
  expect(flat.someHidden).toBe(true);
});

test.each([
  ["white on a dark button", '<td bgcolor="#102030"><font color="white">Log in</font></td>'],
  ["white before a picture", '<div style="color:#fff;background:url(x)">words</div>'],
  ["dark inside white", '<div style="color:#fff"><span style="color:#222">words</span></div>'],
  ["a rule for small screens", "<style>@media (x){.m{display:none}}</style><p class=m>words</p>"],
  ["ordinary words", '<p style="font-size:11pt;color:#333;width:0">words</p>'],
])("what readers do see is not marked: %s", (_, html) => {
  expect(htmlToText(html)).toMatchObject({ someHidden: false });
  expect(htmlToText(html).text).not.toContain("[");
});

test.each([
  ["https://bank.example", "https://evil.example/x", true],
  ["www.bank.example/login", "https://bank.example/login", false],
  ["https://bank.example/a", "https://bank.example@evil.example/a", true],
  ["psirt@team.example", "mailto:psirt@team.example?subject=x", false],
  ["psirt@team.example", "mailto:other@team.example", true],
  ["click here", "https://evil.example/", false],
])("a link whose words name another place is told: %s leads to %s", (words, href, differs) => {
  const flat = htmlToText(`<a href="${href}">${words}</a>`);
  expect(flat.text).toBe(`${words} (${href})`);
  expect(flat.linkDiffers).toBe(differs);
});

test("scripts, styles, pictures and frames leave nothing behind", () => {
  const html =
    '<script>evil()</script><style>p{x}</style><img src="http://t.example/p.png" onerror="evil()">' +
    '<iframe src="https://t.example/"></iframe><svg onload="evil()"></svg>words';
  expect(htmlToText(html).text).toBe("words");
});

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

test("any words in a page come out as they are, however they look like markup", () => {
  fc.assert(
    fc.property(fc.string(), (words) => {
      const tidy = words.replace(/\s+/g, " ").trim();
      expect(htmlToText(`<div><b>${escaped(words)}</b></div>`).text).toBe(tidy);
      expect(htmlToText(`<pre>.${escaped(words)}</pre>`).text).toBe(`.${words}`.trim());
    }),
    { numRuns: 300 },
  );
});
