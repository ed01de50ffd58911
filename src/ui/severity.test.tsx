import fc from "fast-check";
import { renderToString } from "preact-render-to-string";
import { expect, test } from "vitest";
import { Bars } from "./chart.tsx";
import { Due, dueStates } from "./due.tsx";
import { Severity, severityBands } from "./severity.tsx";

const words = (html: string) => html.replace(/<svg.*?<\/svg>/gs, "").replace(/<[^>]*>/g, "");

test("[ALE-55] a severity's colour never stands without the band's word", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...severityBands),
      fc.option(fc.stringMatching(/^[ a-zA-Z]*$/), { nil: undefined }),
      fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
      (band, name, tenths) => {
        const score = tenths === undefined ? undefined : tenths / 10;
        const html = renderToString(<Severity band={band} name={name} score={score} />);
        const shown = words(html).replace(/^[\d.]+ /, "");
        expect(shown).toMatch(/[A-Za-z]/);
        if (name?.trim()) expect(shown).toBe(name.trim());
      },
    ),
  );
});

test("a score is shown with one decimal beside its level", () => {
  expect(words(renderToString(<Severity band="critical" score={10} />))).toBe("10.0 Critical");
  expect(words(renderToString(<Severity band="low" name="3.9 or below" score={0} />))).toBe(
    "0.0 3.9 or below",
  );
});

test("a promise's state is told by a word, the date, the hour and the zone", () => {
  for (const state of dueStates) {
    const html = renderToString(
      <Due state={state} at="2026-05-04T09:30:00Z" relative="in a day" />,
    );
    expect(words(html)).toMatch(/^ ?(Overdue|Due soon|Due|Kept|Kept late|Paused) in a day /);
    expect(words(html)).toContain("4 May 2026, 09:30 UTC");
  }
});

test("a chart keeps its figures in words outside the drawing", () => {
  const html = renderToString(
    <Bars
      caption="Open cases"
      headers={["Severity", "Cases"]}
      rows={[
        { label: "Critical", value: 2, tone: "critical" },
        { label: "Low", value: 0, tone: "low" },
      ]}
    />,
  );
  expect(words(html)).toBe("Open casesSeverityCasesCritical2Low0");
  expect(html).not.toMatch(/<text|style=/);
});
