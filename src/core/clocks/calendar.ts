/**
 * The calendar by which days and working days are counted. Holidays come in from outside,
 * because core carries no holiday tables and reads no clock.
 */
export type WorkCalendar = {
  /** IANA time zone in which days begin and end, such as "Europe/Paris". */
  zone: string;
  /** ISO weekdays on which people work: 1 is Monday, 7 is Sunday. */
  workingWeekdays: readonly number[];
  /** The public holidays of a year, as "YYYY-MM-DD" in the zone. */
  holidaysIn(year: number): readonly string[];
  /** Local time at which a period's last day ends: "24:00", or closing time where a policy says so. */
  dayEndsAt: string;
  /** Whether a period in days that ends on a non-working day ends on the next working day. */
  endMovesToWorkingDay: boolean;
  /** Regulation (EEC, Euratom) No 1182/71 art. 3(5): two days or more hold two working days. */
  atLeastTwoWorkingDays: boolean;
};
