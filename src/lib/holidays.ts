/**
 * Public holidays by country and year, cached, from the tables of date-holidays. Never asks the
 * network and never guesses: outside the years that the tables cover there are none.
 */
import Holidays from "date-holidays";

const firstYear = 1950;
const lastYear = 2150;
const cacheMax = 4096;
const cached = new Map<string, readonly string[]>();

/** Whether holidays of that country ("FR") or subdivision ("DE-BY") are known. */
export function knowsHolidaysOf(country: string): boolean {
  return tableOf(country) !== undefined;
}

/**
 * The public holidays of a country or subdivision in a year, as sorted "YYYY-MM-DD". Throws a
 * RangeError for a country that is not known: a calendar without holidays would promise too much.
 */
export function holidaysOf(country: string, year: number): readonly string[] {
  const key = `${country} ${year}`;
  const found = cached.get(key);
  if (found) return found;
  const table = tableOf(country);
  if (!table) throw new RangeError(`no public holidays are known for ${country}`);
  const days = year < firstYear || year > lastYear ? [] : publicDays(table, year);
  // Bounded, because years come from dates that people type.
  if (cached.size >= cacheMax) cached.clear();
  cached.set(key, days);
  return days;
}

function tableOf(country: string): Holidays | undefined {
  const dash = country.indexOf("-");
  const land = dash < 0 ? country : country.slice(0, dash);
  const known = new Holidays();
  if (!Object.hasOwn(known.getCountries(), land)) return undefined;
  if (dash < 0) return new Holidays(land);
  const state = country.slice(dash + 1);
  return Object.hasOwn(known.getStates(land) ?? {}, state) ? new Holidays(land, state) : undefined;
}

function publicDays(table: Holidays, year: number): string[] {
  const days = table
    .getHolidays(year)
    .filter((holiday) => holiday.type === "public")
    .flatMap((holiday) => daysBetween(holiday.date.slice(0, 10), holiday.start, holiday.end));
  return [...new Set(days)].filter((day) => day.startsWith(`${year}-`)).toSorted();
}

/** Every day of a holiday that may last several; each begins on its own local midnight. */
function daysBetween(first: string, start: Date, end: Date): string[] {
  const count = Math.max(1, Math.round((+end - +start) / 86_400_000));
  const begin = Date.parse(`${first}T00:00:00Z`);
  return Array.from({ length: count }, (_, index) =>
    new Date(begin + index * 86_400_000).toISOString().slice(0, 10),
  );
}
