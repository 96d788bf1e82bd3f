import { expect, test } from "vitest";
import { refused } from "../src/shell/bringing.svelte.ts";
import { arrived, STEPS } from "../src/shell/tour.ts";
import { asked, narrowed, readFilter, reordered, writeFilter } from "../src/texts/filter.ts";
import { Pages } from "../src/texts/pages.ts";
import { described, languageName } from "../src/texts/row.ts";
import { dated } from "../src/ui/dates.ts";
import { dropped } from "../src/ui/files.ts";

test("a filter is read from the address and written as it was", () => {
  const query = { words: "night trains", source: "Herald", coded: "no", sort: "title", down: "1" };
  expect(writeFilter(readFilter(query))).toEqual({ ...query, language: "" });
});

test("what makes no sense in an address is left out", () => {
  expect(readFilter({ sort: "color", coded: "maybe" })).toMatchObject({ sort: "date", coded: "", descending: false });
});

test("the server is asked for coded texts only where somebody chose", () => {
  expect(asked(readFilter({}))).not.toHaveProperty("coded");
  expect(asked(readFilter({ coded: "no" }))).toMatchObject({ coded: false });
});

test("a blank behind what is typed stays in the box and asks for nothing else", () => {
  const [bare, blank] = [readFilter({ words: "port" }), readFilter({ words: "port " })];
  expect(writeFilter(blank)["words"]).toBe("port ");
  expect(asked(blank)).toEqual(asked(bare));
  expect(narrowed(readFilter({ words: " " }))).toBe(false);
});

test("an order alone leaves nothing out", () => {
  expect(narrowed(readFilter({ sort: "title", down: "1" }))).toBe(false);
  expect(narrowed(readFilter({ words: "a" }))).toBe(true);
});

test("counts fall first, everything else rises first", () => {
  expect(reordered(readFilter({}), "statements").descending).toBe(true);
  expect(reordered(readFilter({ sort: "statements", down: "1" }), "title").descending).toBe(false);
});

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

test("only pages in sight are fetched, each once", async () => {
  const offsets: number[] = [];
  const pages = new Pages<number>(
    async (offset, limit) => {
      offsets.push(offset);
      return { total: 100_000, rows: Array.from({ length: limit }, (_, at) => offset + at) };
    },
    () => {},
    () => {},
  );
  await pages.reset();
  pages.want(50_090, 50_110);
  pages.want(50_095, 50_115);
  await settle();
  pages.want(50_090, 50_110);
  expect(offsets).toEqual([0, 50_000, 50_100]);
  expect([pages.row(50_101), pages.row(3), pages.row(70_000)]).toEqual([50_101, 3, undefined]);
});

test("a page that was left before it came is fetched when it comes into sight again", async () => {
  const signals: AbortSignal[] = [];
  const pages = new Pages<number>(
    (_offset, _limit, signal) => {
      signals.push(signal);
      return new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("aborted"))));
    },
    () => {},
    () => {},
  );
  pages.want(0, 20);
  pages.want(5_000, 5_020);
  pages.want(0, 20);
  await settle();
  expect(signals.map((signal) => signal.aborted)).toEqual([true, true, false]);
});

test("after a new question all rows in sight are fetched, also on a second page", async () => {
  const pages = new Pages<number>(
    async (offset, limit) => ({ total: 1_000, rows: Array.from({ length: limit }, (_, at) => offset + at) }),
    () => {},
    () => {},
  );
  pages.want(90, 110);
  await settle();
  await pages.reset(90);
  await settle();
  expect([pages.row(95), pages.row(105)]).toEqual([95, 105]);
});

test("an answer to an earlier question is dropped", async () => {
  const answers: ((rows: string[]) => void)[] = [];
  const pages = new Pages<string>(
    () => new Promise((resolve) => answers.push((rows) => resolve({ total: rows.length, rows }))),
    () => {},
    () => {},
  );
  void pages.reset();
  void pages.reset();
  answers[1]?.(["new"]);
  answers[0]?.(["old", "old"]);
  await settle();
  expect([pages.total, pages.row(0)]).toEqual([1, "new"]);
});

test("a failure is told, and what was here stays", async () => {
  const wrong: unknown[] = [];
  let works = true;
  const pages = new Pages<string>(
    () => (works ? Promise.resolve({ total: 1, rows: ["a"] }) : Promise.reject(new Error("gone"))),
    () => {},
    (error) => wrong.push(error),
  );
  await pages.reset();
  works = false;
  await pages.reset();
  expect([wrong.length, pages.row(0)]).toEqual([1, "a"]);
});

const text = { id: "", author: "", section: "", type: "", language: "", statements: 0, waiting: 0, flagged: 0 };

test("a text is said in one line, its date without the time", () => {
  expect(described({ ...text, title: "T", source: "Herald", date: "2024-02-01T00:00:00" })).toEqual({ title: "T", about: `${dated("2024-02-01")}, Herald` });
  expect(described({ ...text, title: "", source: "", date: "" })).toEqual({ title: "Untitled", about: "no date" });
});

test("a language is named by its code, or by what somebody wrote instead", () => {
  expect(languageName("de")).toBe(new Intl.DisplayNames(undefined, { type: "language" }).of("de"));
  expect(languageName("Low German (old)")).toBe("Low German (old)");
});

test("too many or too large files are refused before they are sent", () => {
  const file = { size: 1_000_000 };
  expect(refused(Array.from({ length: 100 }, () => file))).toBeNull();
  expect(refused(Array.from({ length: 201 }, () => ({ size: 1 })))?.found).toContain("(200)");
  expect(refused(Array.from({ length: 101 }, () => file))?.found).toContain("101 MB");
});

/** A folder as a browser gives it when it is dropped. */
function folder(name: string, files: readonly string[]): unknown {
  const entries = files.map((one) => ({ isFile: true, name: one, file: (done: (file: File) => void) => done(new File([""], one)) }));
  return { isFile: false, name, createReader: () => ({ readEntries: (done: (some: unknown[]) => void) => done(entries.splice(0, 100)) }) };
}

test("a dropped folder is read file by file, hidden ones left out, and not on without end", async () => {
  const drop = (entry: unknown) => ({ items: [{ webkitGetAsEntry: () => entry }], files: [] }) as unknown as DataTransfer;
  expect((await dropped(drop(folder("a", [".git", "one.txt", "two.txt"])), 200)).map((file) => file.name)).toEqual(["one.txt", "two.txt"]);
  const many = Array.from({ length: 5_000 }, (_, at) => `${at}.txt`);
  expect(refused(await dropped(drop(folder("b", many)), 200))?.found).toContain("(200)");
  expect((await dropped(drop(folder("b", many)), 200)).length).toBeLessThan(300);
});

test("the tour goes on by itself as far as somebody came", () => {
  const seen = { view: "texts", selected: false, form: false, coded: false };
  expect(arrived(0, seen)).toBe(0);
  expect(arrived(0, { ...seen, view: "reader" })).toBe(1);
  expect(STEPS[arrived(1, { ...seen, view: "reader", coded: true })]?.name).toBe("gutter");
  expect(STEPS[arrived(5, { ...seen, view: "network" })]?.name).toBe("end");
});
