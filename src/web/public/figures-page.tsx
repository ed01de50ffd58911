/**
 * The public figures: counts and medians per promise, unanswered reports included (VEN-37). Shown
 * only where the policy says so; reads stored counts alone, never a case.
 */
import type { VNode } from "preact";
import { figuresPeriods, publicPromises } from "../../core/clocks/figures.ts";
import type { PromiseId } from "../../core/clocks/promises.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { type Wording, wordingOf } from "../../core/policy/promise-terms.ts";
import { type FiguresRow, figuresOf } from "../../store/clocks/figures-reader.ts";
import { DescriptionList } from "../../ui/description-list.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Prose } from "../../ui/layout.tsx";
import { When } from "../../ui/when.tsx";
import { JudgedTable, PlainTable, ReportFigures, type ShownRow } from "./figures-parts.tsx";
import { deedWords, figuresWords } from "./figures-words.ts";
import { PolicyFrame, type PolicyView } from "./policy/policy-frame.tsx";
import type { Language } from "./policy/policy-languages.ts";

/** Undefined where the policy shows no figures: there is no such page then. */
export async function figuresAnswer(view: PolicyView): Promise<{ page: VNode } | undefined> {
  const { web, policy } = view;
  if (!policy.publicFigures.shown) return undefined;
  const { zone } = policy.channels.officeHours;
  const years = figuresPeriods(web.context.now(), zone).map(({ year }) => year);
  const rows = await web.context.transaction({ kind: "anyone" }, (tx) => figuresOf(tx, years));
  return { page: <FiguresPage {...view} rows={rows} /> };
}

type PageProps = PolicyView & { rows: readonly FiguresRow[] };

function FiguresPage(props: PageProps) {
  const { policy, rows, language, speech } = props;
  const words = figuresWords[language];
  const { atLeast } = policy.publicFigures;
  const years = [...new Set(rows.map(({ year }) => year))];
  const told = years.filter((year) =>
    rows.some((row) => row.year === year && isShown(row, atLeast)),
  );
  return (
    <PolicyFrame
      {...props}
      rest="/figures"
      title={speech.words.pages.figures}
      heading={words.heading}
      facts={<Facts {...props} />}
    >
      <Prose>
        <p>{words.lede}</p>
      </Prose>
      {told.length === 0 && (
        <EmptyState title={words.empty} icon="clock">
          {words.emptyHelp(atLeast)}
        </EmptyState>
      )}
      {told.map((year) => (
        <YearOf key={year} {...props} year={year} />
      ))}
      <Prose>
        <p>
          {words.why(atLeast)} {words.uncounted} {words.medianHelp}
        </p>
      </Prose>
    </PolicyFrame>
  );
}

/** A minimum that was raised since the counting holds back at once. */
function isShown({ counts }: FiguresRow, atLeast: number): boolean {
  return counts !== null && counts.owed >= atLeast;
}

function Facts({ policy, rows, language }: PageProps) {
  const words = figuresWords[language];
  const newest = rows.toSorted((a, b) => +b.asOf - +a.asOf)[0];
  const zone = newest?.zone ?? policy.channels.officeHours.zone;
  const facts = [
    { term: words.zone, value: zone },
    { term: words.minimum, value: `${policy.publicFigures.atLeast}` },
  ];
  if (!newest) return <DescriptionList facts={facts} />;
  const { atLeast } = policy.publicFigures;
  const told = rows.filter((row) => isShown(row, atLeast));
  const begins = (told.length > 0 ? told : rows).map((row) => +beginOf(row));
  const first = new Date(told.length > 0 ? Math.min(...begins) : Math.max(...begins));
  return (
    <DescriptionList
      facts={[
        {
          term: words.period,
          value: words.periodOf(dayIn(first, zone, language), lastDay(newest.asOf, zone, language)),
        },
        {
          term: words.counted,
          value: <When at={newest.countedAt} zone={zone} language={localeOf(language)} />,
        },
        ...facts,
      ]}
    />
  );
}

/** The first instant of a row's year, in its zone. */
function beginOf({ year, zone }: FiguresRow): Date {
  // The middle of a year lies in it in every zone.
  const [period, before] = figuresPeriods(new Date(Date.UTC(year, 6, 15)), zone);
  return (period.year === year ? period : before).from;
}

function YearOf(props: PageProps & { year: number }) {
  const { policy, language, year } = props;
  const words = figuresWords[language];
  const { atLeast } = policy.publicFigures;
  const rows = props.rows.filter((row) => row.year === year);
  const newest = Math.max(...rows.map((row) => +row.asOf));
  const known = publicPromises.flatMap((promise) => {
    const wording = wordingFor(policy, promise);
    const row = rows.find((each) => each.promise === promise);
    return wording && row ? [{ promise, wording, row, name: deedWords(promise, language) }] : [];
  });
  const shown = known.flatMap(({ promise, wording, row, name }): ShownRow[] => {
    if (!row.counts || !isShown(row, atLeast)) return [];
    const older = +row.asOf < newest;
    const asOf = older ? words.earlier(lastDay(row.asOf, row.zone, language)) : undefined;
    return [{ promise, wording, name, counts: row.counts, asOf }];
  });
  const held = known.filter(({ row }) => !isShown(row, atLeast)).map(({ name }) => name);
  const reports = rows.find((row) => row.promise === "reports");
  return (
    <section id={`year-${year}`} class="chapter">
      <h2>{words.year(year)}</h2>
      <ReportFigures
        words={words}
        atLeast={atLeast}
        counts={reports && isShown(reports, atLeast) ? reports.counts : null}
      />
      <JudgedTable words={words} rows={shown.filter(({ wording }) => wording !== "unsaid")} />
      <PlainTable words={words} rows={shown.filter(({ wording }) => wording === "unsaid")} />
      {held.length > 0 && <p>{words.held(atLeast, held.map(lowered).join("; "))}</p>}
    </section>
  );
}

/** Undefined for what the policy does not make at all. */
function wordingFor(policy: Policy, promise: PromiseId): Wording | undefined {
  const terms = policy.promises[promise];
  return terms && wordingOf(terms);
}

function lowered(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function localeOf(language: Language): string {
  return language === "en" ? "en-GB" : language;
}

function dayIn(at: Date, timeZone: string, language: Language): string {
  const format = new Intl.DateTimeFormat(localeOf(language), { timeZone, dateStyle: "long" });
  const day = format.format(at);
  // French counts the first of a month as an ordinal; the formatter does not.
  return language === "fr" ? day.replace(/^1 /, "1er ") : day;
}

/** The last day of a period that ends before `end`. */
function lastDay(end: Date, zone: string, language: Language): string {
  return dayIn(new Date(end.getTime() - 1000), zone, language);
}
