/** How do files come into the project? `bringing`: sent, read by the server, and told what became of them */

import { address, credentials, fault, get, renewed } from "../api/client.ts";
import { Fault } from "../api/fault.ts";
import { onJob } from "../api/live.ts";
import type { JobEvent, Told } from "../api/wire.ts";
import { words } from "../words/index.ts";

export type Report = Told<"IngestOut">;

export type Phase =
  | { name: "idle" }
  | { name: "sending"; files: number; percent: number }
  | { name: "reading"; done: number; total: number | null; message: string }
  | { name: "done"; report: Report }
  | { name: "failed"; found: string; remedy: string };

export const MOST_FILES = 200;
export const MOST_BYTES = 100_000_000;

class Bringing {
  phase: Phase = $state.raw({ name: "idle" });
  private files: File[] = [];
  private job = "";

  /** Are files on their way? Others have to wait until it is known what became of these. */
  get busy(): boolean {
    return this.phase.name === "sending" || this.phase.name === "reading";
  }

  /** Bring files in; returns when it is known what became of them. */
  async bring(files: File[]): Promise<void> {
    if (this.busy) return;
    this.files = files;
    const wrong = refused(files);
    if (wrong) {
      this.phase = { name: "failed", ...wrong };
      return;
    }
    const stop = onJob((job) => {
      if (job.id === this.job) this.told(job);
    });
    try {
      this.phase = { name: "sending", files: files.length, percent: 0 };
      const progress = (percent: number) => (this.phase = { name: "sending", files: files.length, percent });
      this.job = await sent(files, progress).catch(async (error: unknown) => {
        if (!(error instanceof Fault) || error.status !== 403 || !(await renewed())) throw error;
        return sent(files, progress);
      });
      this.phase = { name: "reading", done: 0, total: null, message: "" };
      await this.wait();
    } catch (error) {
      const said = error instanceof Fault ? error : new Fault(0, "failed", String(error));
      this.phase = { name: "failed", found: said.found, remedy: said.remedy };
    } finally {
      stop();
    }
  }

  async again(): Promise<void> {
    await this.bring(this.files);
  }

  close(): void {
    this.phase = { name: "idle" };
    this.files = [];
  }

  /** News may be missed while the server is away: so ask, too. */
  private async wait(): Promise<void> {
    while (this.phase.name === "reading") {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      if (this.phase.name !== "reading") return;
      try {
        this.told(await get<JobEvent>(`/jobs/${this.job}`));
      } catch (error) {
        if (!(error instanceof Fault) || error.status !== 0) throw error;
      }
    }
  }

  private told(job: JobEvent): void {
    if (this.phase.name !== "reading") return;
    if (job.state === "done") this.phase = { name: "done", report: job.result as Report };
    else if (job.state === "failed") {
      this.phase = { name: "failed", found: job.fault?.found ?? job.message, remedy: job.fault?.remedy ?? "" };
    } else this.phase = { name: "reading", done: job.done, total: job.total, message: job.message };
  }
}

export const bringing = new Bringing();

/** Say why files can't be sent, if so. */
export function refused(files: readonly { size: number }[]): { found: string; remedy: string } | null {
  const said = words.bringing;
  if (files.length > MOST_FILES) return { found: said.tooMany(MOST_FILES), remedy: said.tooManyRemedy };
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (size <= MOST_BYTES) return null;
  return { found: said.tooLarge(said.bytes(size), said.bytes(MOST_BYTES)), remedy: said.tooManyRemedy };
}

/** Send files and return the identity of the job that reads them. */
function sent(files: readonly File[], progress: (percent: number) => void): Promise<string> {
  const form = new FormData();
  for (const file of files) form.append("files", file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest(); // fetch does not tell how much was sent
    request.open("POST", address("/import"));
    request.setRequestHeader("X-Dissensus", credentials.csrf);
    request.upload.onprogress = (event) => progress(event.total ? Math.floor((100 * event.loaded) / event.total) : 0);
    request.onerror = () => reject(new Fault(0, "unreachable", words.shell.faults.unreachable, words.shell.faults.unreachableRemedy));
    request.onload = () => {
      if (request.status >= 400) reject(fault(request.status, request.responseText));
      else resolve((JSON.parse(request.responseText) as { job: string }).job);
    };
    request.send(form);
  });
}
