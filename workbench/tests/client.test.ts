import { afterEach, expect, test, vi } from "vitest";
import { address, ask, credentials, fault, get, getText, hear, post } from "../src/api/client.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  hear(() => {});
});

test("an address leaves empty parts out", () => {
  expect(address("/documents", { words: "a b", source: "", offset: 0, coded: undefined })).toBe("/api/documents?words=a+b&offset=0");
});

test("a fault of the server is thrown as it is", () => {
  const body = JSON.stringify({ code: "conflict", found: "It was changed.", remedy: "Look.", theirs: { note: "x" } });
  expect(fault(409, body)).toMatchObject({ status: 409, code: "conflict", found: "It was changed.", theirs: { note: "x" } });
});

test("an answer that is none of ours still says what happened", () => {
  expect(fault(502, "<html>").found).toContain("502");
  expect(fault(401, "").code).toBe("signed_out");
});

test("a server that is gone is a fault, and is heard of", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("fetch failed")));
  const heard: unknown[] = [];
  hear((...said) => heard.push(said));
  await expect(get("/x")).rejects.toMatchObject({ status: 0, code: "unreachable" });
  expect(heard).toEqual([[false, 0]]);
});

test("an answer that breaks off is as good as none", async () => {
  const broken = () => new Response(new ReadableStream({ start: (stream) => stream.error(new TypeError("network error")) }));
  vi.stubGlobal("fetch", async () => broken());
  await expect(get("/x")).rejects.toMatchObject({ status: 0, code: "unreachable" });
  await expect(getText("/x")).rejects.toMatchObject({ status: 0, code: "unreachable" });
  await expect(post("/x", {})).rejects.toMatchObject({ status: 0, code: "unreachable" });
});

test("what was called off stays called off", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new DOMException("", "AbortError")));
  await expect(ask("/api/x")).rejects.toThrow(DOMException);
});

test("what changes something carries the session's token", async () => {
  const fetched = vi.fn(async (_url: string, _init: RequestInit) => new Response("{}"));
  vi.stubGlobal("fetch", fetched);
  credentials.csrf = "t";
  await post("/acts", { a: 1 });
  const [url, init] = fetched.mock.calls[0] ?? [];
  expect(url).toBe("/api/acts");
  expect(init?.headers).toMatchObject({ "X-Dissensus": "t" });
  expect(init?.body).toBe('{"a":1}');
});

test("a page whose browser was let in anew takes the new token and sends again", async () => {
  const tokens: string[] = [];
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    if (url === "/api/session") return new Response('{"csrf": "new", "project": {"identity": "p"}}');
    const token = (init.headers as Record<string, string>)["X-Dissensus"] ?? "";
    tokens.push(token);
    return token === "new" ? new Response("1") : new Response('{"code": "forbidden", "found": "No."}', { status: 403 });
  });
  credentials.csrf = "old";
  expect(await post("/acts", {})).toBe(1);
  expect(tokens).toEqual(["old", "new"]);
});

test("what is forbidden with the right token, too, stays forbidden", async () => {
  vi.stubGlobal("fetch", async (url: string) =>
    url === "/api/session" ? new Response('{"csrf": "t", "project": {"identity": "p"}}') : new Response('{"code": "forbidden", "found": "No."}', { status: 403 }),
  );
  credentials.csrf = "t";
  await expect(post("/acts", {})).rejects.toMatchObject({ status: 403 });
});

test("nothing is sent to another project that is served at the same address", async () => {
  const sent: string[] = [];
  vi.stubGlobal("fetch", async (url: string) => {
    sent.push(url);
    return url === "/api/session"
      ? new Response('{"csrf": "new", "project": {"identity": "other"}}')
      : new Response('{"code": "forbidden", "found": "No."}', { status: 403 });
  });
  Object.assign(credentials, { csrf: "old", project: "mine" });
  await expect(post("/acts", {})).rejects.toMatchObject({ status: 401 });
  expect(sent).toEqual(["/api/acts", "/api/session"]);
});
