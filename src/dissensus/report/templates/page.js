"use strict";
// Every mark on the page carries the numbers of its statements in data-s. Choosing one copies their
// quotations from the list at the end of the page (#s12) into the panel: the words stand in the page
// once, are never built from strings, and can be read without a script at the end of each link.
(() => {
  const byId = (id) => document.getElementById(id);
  const panel = byId("panel");
  const list = byId("panel-list");
  const AT_ONCE = 60;
  let opener = null;

  const plural = (n) => (n === 1 ? "1 quotation" : `${n.toLocaleString("en")} quotations`);

  function copyOf(number) {
    const original = byId(`s${number}`);
    if (!original) return null;
    const copy = original.cloneNode(true);
    copy.removeAttribute("id");
    return copy;
  }

  function fill(numbers) {
    const more = numbers.splice(AT_ONCE);
    for (const number of numbers) {
      const copy = copyOf(number);
      if (copy) list.append(copy);
    }
    if (!more.length) return;
    const rest = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = `Show ${Math.min(AT_ONCE, more.length)} more of ${more.length}`;
    button.addEventListener("click", () => {
      const last = rest.previousElementSibling;
      rest.remove();
      fill(more);
      (last?.nextElementSibling?.querySelector("a, button") ?? panel).focus();
    });
    rest.append(button);
    list.append(rest);
  }

  function open(mark) {
    const numbers = mark.dataset.s.split(" ").filter(Boolean);
    if (!numbers.length) return;
    const total = Number(mark.dataset.n ?? numbers.length);
    opener?.classList.remove("opened");
    opener = mark;
    opener.classList.add("opened");
    byId("panel-title").textContent = mark.getAttribute("aria-label") ?? mark.textContent.trim();
    byId("panel-count").textContent =
      total > numbers.length ? `The first ${numbers.length} of ${plural(total)}` : plural(total);
    list.replaceChildren();
    fill(numbers);
    panel.hidden = false;
    panel.scrollTop = 0;
    panel.focus({ preventScroll: true });
  }

  function close({ back = true } = {}) {
    if (panel.hidden) return;
    panel.hidden = true;
    list.replaceChildren();
    opener?.classList.remove("opened");
    if (back) opener?.focus({ preventScroll: true });
    opener = null;
  }

  // A target inside closed details is not there to be scrolled to.
  function uncover(id) {
    const target = id && byId(id);
    for (let at = target; at; at = at.parentElement) if (at.localName === "details") at.open = true;
    return target;
  }

  document.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const mark = event.target.closest("a[data-s]");
    if (mark) {
      event.preventDefault();
      open(mark);
      return;
    }
    const link = event.target.closest('a[href^="#"]');
    if (link) {
      uncover(link.getAttribute("href").slice(1));
      if (panel.contains(link) && matchMedia("(max-width: 44rem)").matches) close({ back: false });
    }
    const all = event.target.closest("button[data-all]");
    if (all) {
      const shown = byId(all.dataset.all).classList.toggle("all");
      all.setAttribute("aria-expanded", String(shown));
      all.dataset.words ??= all.textContent;
      all.textContent = shown ? "Show the first only" : all.dataset.words;
    }
  });
  byId("panel-close").addEventListener("click", () => close());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });

  const arrive = () => uncover(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  addEventListener("hashchange", arrive);
  if (location.hash) arrive();

  // Pointing at an actor leaves only its ties in full strength.
  for (const picture of document.querySelectorAll("svg.network")) {
    const light = (name) => {
      picture.classList.toggle("near", name !== undefined);
      const lit = new Set([name]);
      for (const tie of picture.querySelectorAll(".tie")) {
        const mine = tie.dataset.a === name || tie.dataset.b === name;
        tie.classList.toggle("lit", mine);
        if (mine) lit.add(tie.dataset.a).add(tie.dataset.b);
      }
      for (const node of picture.querySelectorAll(".node"))
        node.classList.toggle("lit", lit.has(node.dataset.a));
    };
    for (const node of picture.querySelectorAll(".node")) {
      node.addEventListener("pointerenter", () => light(node.dataset.a));
      node.addEventListener("pointerleave", () => light(undefined));
    }
  }

  // On paper everything but the full texts is unfolded.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open]):not(.text)")];
    for (const details of folded) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of folded) details.open = false;
    folded = [];
  });
})();
