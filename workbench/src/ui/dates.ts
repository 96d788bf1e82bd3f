/** How is a date written for a person? `dated`, `moment`, `clock`: in the reader's own form */

const PRECISION: Record<number, Intl.DateTimeFormatOptions> = {
  4: { year: "numeric" },
  7: { year: "numeric", month: "short" },
  10: { dateStyle: "medium" },
};

/** The date of a text, as exactly as it is known: 2019, Jun 2019, 5 Jun 2019. The hour is left out. */
export function dated(iso: string, locale?: string): string {
  if (!/^\d{4}(-\d\d)?(-\d\d)?($|T)/.test(iso)) return iso;
  const known = iso.length > 10 ? iso.slice(0, 10) : iso;
  const at = Date.parse(known);
  const form = PRECISION[known.length];
  if (!form || Number.isNaN(at)) return iso;
  // A date without a place belongs to no time zone: read and written in the same one, it stays itself.
  return new Intl.DateTimeFormat(locale, { ...form, timeZone: "UTC" }).format(at);
}

/** When something was done, by the reader's clock; what is no point in time stays as it is. */
export function moment(written: string, locale?: string): string {
  return told(written, { dateStyle: "medium", timeStyle: "short" }, locale);
}

/** The hour and minute at which something was done. */
export function clock(written: string, locale?: string): string {
  return told(written, { hour: "2-digit", minute: "2-digit" }, locale);
}

function told(written: string, form: Intl.DateTimeFormatOptions, locale?: string): string {
  const at = Date.parse(written);
  return Number.isNaN(at) ? written : new Intl.DateTimeFormat(locale, form).format(at);
}
