/** What went wrong, in the user's terms? `Fault` */

export class Fault extends Error {
  override readonly name = "Fault";

  constructor(
    /** 0 where no server answered. */
    readonly status: number,
    /** conflict | not_found | invalid | forbidden | too_large | failed | signed_out | unreachable */
    readonly code: string,
    readonly found: string,
    readonly remedy = "",
    readonly theirs: Record<string, unknown> | null = null,
  ) {
    super(remedy ? `${found} ${remedy}` : found);
  }
}
