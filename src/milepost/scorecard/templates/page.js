// Sorts, finds and opens what is on the page already. The page is whole without it.
"use strict";
(() => {
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const make = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

  // Light and dark: the system's choice until the reader makes another.
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : dark.matches);
  const theme = make("button", { type: "button", class: "theme" });
  const name = () => { theme.textContent = isDark() ? "Light colors" : "Dark colors"; };
  theme.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    name();
  });
  dark.addEventListener("change", name);
  name();
  document.querySelector("header.page").append(theme);

  // Sorting. What sums up stays at the foot; what is absent comes last either way.
  const sortable = all("table.sortable");
  const records = (table) => [...table.tBodies];
  const sortBy = (table, column, direction) => {
    const keys = new Map(table.inOrder.map((body, place) => {
      const cell = body.rows[0].cells[column];
      const number = cell.dataset.value;
      const absent = !cell.textContent.trim() || cell.querySelector(".absent") !== null;
      return [body, { place, number: number === undefined ? null : Number(number), absent,
        words: cell.textContent.trim(), total: body.classList.contains("total") }];
    }));
    const numeric = [...keys.values()].some((key) => key.number !== null);
    const wanting = (key) => key.absent || (numeric && key.number === null);
    const compare = (one, other) => {
      const [a, b] = [keys.get(one), keys.get(other)];
      if (a.total !== b.total) return a.total ? 1 : -1;
      if (!direction || a.total) return a.place - b.place;
      if (wanting(a) !== wanting(b)) return wanting(a) ? 1 : -1;
      const by = wanting(a) ? 0 : numeric ? a.number - b.number : collator.compare(a.words, b.words);
      return by * direction || a.place - b.place;
    };
    table.append(...[...table.inOrder].sort(compare));
    all("thead th", table).forEach((head, i) => {
      if (i === column && direction) {
        head.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
      } else head.removeAttribute("aria-sort");
    });
    table.sorted = direction ? { column, direction } : { column: -1, direction: 0 };
    if (table.chooser) table.chooser.value = direction ? `${column} ${direction}` : "";
  };
  for (const table of sortable) {
    table.inOrder = records(table);
    table.sorted = { column: -1, direction: 0 };
    if (table.inOrder.length < 2) continue;
    const chooser = make("select", { "aria-label": "Sorted by" }, make("option", { value: "" }, "the order of the plan"));
    all("thead th", table).forEach((head, column) => {
      const title = head.textContent;
      const button = make("button", { type: "button" }, ...head.childNodes);
      button.addEventListener("click", () => {
        const now = table.sorted.column === column ? table.sorted.direction : 0;
        sortBy(table, column, now === 0 ? 1 : now === 1 ? -1 : 0);
      });
      head.append(button);
      const plain = title.replaceAll("\u00ad", "");
      chooser.append(
        make("option", { value: `${column} 1` }, `${plain}, rising`),
        make("option", { value: `${column} -1` }, `${plain}, falling`));
    });
    chooser.addEventListener("change", () => {
      const [column, direction] = chooser.value.split(" ").map(Number);
      sortBy(table, chooser.value ? column : -1, chooser.value ? direction : 0);
    });
    table.chooser = chooser;
    const box = make("p", { class: "sorting" }, make("label", {}, "Sorted by ", chooser));
    table.after(box);
  }

  // Finding rows, in every table that can be sorted.
  const LABELS = { objective: "Objective", agency: "Agency", result: "Result", rating: "Outlook",
    period: "Period", drug: "Drug", location: "Location" };
  const everyFacet = JSON.parse(document.body.dataset.facets || "[]");
  const facetsOf = (body) => (body.dataset.facets || "").split(" ").filter(Boolean)
    .map((number) => everyFacet[Number(number)]);
  const rows = sortable.flatMap((table) => table.inOrder
    .filter((body) => !body.classList.contains("total"))
    .map((body) => ({ table, body, facets: facetsOf(body),
      words: body.textContent.toLowerCase() })));
  // A row whose head leads to another row of this page says that one again, as an agency's page does.
  const named = new Map(rows.map((row) => [row.body.rows[0].id, row]).filter(([id]) => id));
  for (const row of rows) {
    const link = row.body.rows[0].cells[0].querySelector("a:not(.permalink, .note)");
    row.says = (link && named.get(link.getAttribute("href").slice(1))) || row;
  }
  const counted = (shown) => new Set(shown.map((row) => row.says)).size;
  const repeated = (number) => number ? `; ${number} more ${number === 1 ? "repeats" : "repeat"} them` : "";
  const values = (by) => [...new Set(rows.flatMap((row) =>
    row.facets.filter((facet) => facet[0] === by).map((facet) => facet[1])))];
  if (rows.length > 1) {
    const search = make("input", { type: "search", autocomplete: "off", "aria-label": "Words in the row" });
    const fields = [make("label", {}, "Words in the row", search)];
    const selects = [];
    for (const [by, label] of Object.entries(LABELS)) {
      const found = values(by);
      if (found.length < 2) continue;
      if (by !== "objective") found.sort(collator.compare);
      const select = make("select", { "aria-label": label }, make("option", { value: "" }, "all"),
        ...found.map((value, i) => make("option", { value: String(i) }, value)));
      selects.push({ by, select, found });
      fields.push(make("label", {}, label, select));
    }
    const told = make("p", { role: "status", class: "shown" });
    const clear = make("button", { type: "button" }, "Show all rows");
    const find = () => {
      const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      const asked = selects.filter(({ select }) => select.value !== "")
        .map(({ by, select, found }) => [by, found[Number(select.value)]]);
      for (const row of rows) {
        row.body.hidden = !(words.every((word) => row.words.includes(word)) &&
          asked.every(([by, value]) => row.facets.some((f) => f[0] === by && f[1] === value)));
      }
      let tables = 0;
      for (const table of sortable) {
        const own = rows.filter((row) => row.table === table);
        const left = own.filter((row) => !row.body.hidden).length;
        const fold = table.closest("details.fold");
        if (fold && left > 0 && left < own.length) fold.open = true;
        tables += left > 0 ? 1 : 0;
        table.some.textContent = left === own.length ? "" :
          `${left || "None"} of ${own.length} rows ${left === 1 ? "is" : "are"} what was asked for.`;
        table.some.hidden = left === own.length;
      }
      const left = rows.filter((row) => !row.body.hidden);
      const whole = left.length === rows.length;
      clear.hidden = whole && !words.length && !asked.length;
      const shown = counted(left);
      const again = repeated(left.length - shown);
      told.textContent = whole ? `All ${shown} rows are shown${again}.` :
        `${shown} of ${counted(rows)} rows shown, in ${tables} ${tables === 1 ? "table" : "tables"}${again}.`;
    };
    for (const table of sortable) {
      table.some = make("p", { class: "some", hidden: "" });
      table.before(table.some);
    }
    search.addEventListener("input", find);
    for (const { select } of selects) select.addEventListener("change", find);
    clear.addEventListener("click", () => {
      search.value = "";
      for (const { select } of selects) select.value = "";
      find();
      search.focus();
    });
    const box = make("details", { class: "find" }, make("summary", {}, "Find rows"),
      make("div", { class: "fields", role: "search", "aria-label": "Rows" }, ...fields), told, clear);
    box.open = matchMedia("(min-width: 85rem)").matches;
    document.querySelector(".side").append(box);
    find();
    window.showAll = () => { if (!clear.hidden) clear.click(); };
  }

  // A permalink opens what it leads to.
  const open = () => {
    let name = location.hash.slice(1);
    let target = document.getElementById(name);
    if (!target) {
      try { name = decodeURIComponent(name); } catch { return; }
      target = document.getElementById(name);
    }
    if (!target) return;
    const body = target.closest("tbody");
    if (body && body.hidden) window.showAll();
    if (body) for (const details of all("details", body)) details.open = true;
    if (target.tagName === "FIGURE") for (const d of all("details", target)) d.open = true;
    for (let e = target; e; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", open);
  if (location.hash) open();

  // The contents say where the reader is.
  const links = new Map(all("nav > ol > li > a").map((link) => [
    document.getElementById(link.getAttribute("href").slice(1)), link]));
  const here = new Set();
  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting) here.add(entry.target);
      else here.delete(entry.target);
    }
    let first = true;
    for (const [part, link] of links) {
      if (first && here.has(part)) {
        link.setAttribute("aria-current", "true");
        first = false;
      } else link.removeAttribute("aria-current");
    }
  }, { rootMargin: "-10% 0px -60% 0px" });
  for (const part of links.keys()) if (part) watcher.observe(part);

  // Paper shows all but how each figure came about: what was closed is opened, and closed again. A button is not printed in a head
  // that repeats, so its words stand there alone meanwhile.
  let closed = [];
  const heads = all("thead th button").map((button) => [button.parentElement, button]);
  addEventListener("beforeprint", () => {
    for (const [head, button] of heads) head.replaceChildren(button.textContent);
    closed = all("details:not([open], .steps)");
    for (const details of closed) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of closed) details.open = false;
    for (const [head, button] of heads) head.replaceChildren(button);
  });
})();
