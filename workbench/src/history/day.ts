/** How is a day said? `dayName` */

import { words } from "../words/index.ts";
import { local } from "./grouping.ts";

/** Today, yesterday, or the date in the reader's form. */
export function dayName(day: string, now: Date, locale?: string): string {
  if (day === local(now.toISOString())) return words.history.today;
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  if (day === local(yesterday.toISOString())) return words.history.yesterday;
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  return new Date(year, month - 1, date).toLocaleDateString(locale, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
}
