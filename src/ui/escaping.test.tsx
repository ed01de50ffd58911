import { expect, test } from "vitest";
import { Button } from "./button.tsx";
import { CopyField } from "./copy-field.tsx";
import { Notice } from "./notice.tsx";
import { PublicPage } from "./public-page.tsx";
import { renderPage } from "./render-page.ts";
import { SafeHtml } from "./safe-html.tsx";
import { asSanitised } from "./sanitised-html.ts";
import { Severity } from "./severity.tsx";
import { Table } from "./table.tsx";
import { TextArea } from "./text-area.tsx";
import { TextField } from "./text-field.tsx";
import { Message } from "./thread.tsx";

const attack = `"><script>alert(1)</script><img src=x onerror="alert(2)">`;
const site = {
  organisation: attack,
  team: attack,
  language: "en",
  stylesheet: "/parley.css",
};

test("text that came from people is never markup, wherever a page shows it", () => {
  const html = renderPage(
    <PublicPage
      site={site}
      title={attack}
      nav={[{ href: "/", label: attack }]}
      footer={[]}
      description={attack}
    >
      <Notice title={attack}>{attack}</Notice>
      <Button value={attack}>{attack}</Button>
      <TextField name="a" label={attack} value={attack} help={attack} error={attack} />
      <TextArea name="b" label={attack} value={`</textarea>${attack}`} />
      <CopyField name="c" label={attack} value={attack} grouped />
      <Severity band="high" name={attack} />
      <Message side="other" who={attack} at="2026-05-04T09:30:00Z" way={attack}>
        {attack}
      </Message>
      <Table
        caption={attack}
        rows={[attack]}
        rowKey={String}
        columns={[{ header: attack, cell: (row) => row }]}
      />
    </PublicPage>,
  );
  expect(html).not.toMatch(/<script|<img|onerror="/);
  expect(html).toContain("&lt;script>");
});

test("a text area gives back what was typed", () => {
  const html = renderPage(<TextArea name="what" label="What" value={"two\nlines & <more>"} />);
  expect(html).toMatch(/>two\nlines &amp; &lt;more><\/textarea>/);
});

test("only sanitised markup can be written unescaped", () => {
  expect(renderPage(<SafeHtml html={asSanitised("<em>clean</em>")} />)).toContain("<em>clean</em>");
  // @ts-expect-error a plain string is not assignable to SanitisedHtml
  expect(() => renderPage(<SafeHtml html={"<em>plain</em>"} />)).not.toThrow();
});
