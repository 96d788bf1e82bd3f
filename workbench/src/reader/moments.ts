/** How is a point in time written for a person? `moment` */

const FORM = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** In the reader's own form; what is no point in time stays as it is. */
export function moment(written: string): string {
  const at = Date.parse(written);
  return Number.isNaN(at) ? written : FORM.format(at);
}
