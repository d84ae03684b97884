// A list to judge row by row. What a row means and whether it can be taken is decided in Python.
function control(tag, className, more = {}) {
  const made = element(tag, className, more);
  made.setAttribute("data-lm-suppress-shortcuts", "true"); // else JupyterLab takes the keys
  return made;
}

function select(options, value) {
  const made = control("select", "dc-box");
  for (const [key, label] of options) made.append(new Option(label, key));
  made.value = value;
  return made;
}

function render({ model, el }) {
  const words = model.get("words");
  const tell = teller(model);
  const views = element("div", "dc-statement-views");
  const table = element("table", "dc-statement");
  const head = element("thead", "");
  const body = element("tbody", "");
  const pages = element("nav", "dc-statement-pages");
  const rows = new Map(); // view and place → its element and what changes in it
  let headed;
  let shown;
  el.lang = model.get("language");
  views.setAttribute("role", "group");
  views.setAttribute("aria-label", words.views);
  pages.setAttribute("aria-label", words.page.replace(/\{\w+\}/g, "").trim());
  const caption = element("caption", "");
  table.append(caption, head, body);
  el.append(views, table, pages);

  function button(content) {
    const made = control("button", "dc-option", { type: "button" });
    made.addEventListener("click", () => tell(content()));
    return made;
  }

  const earlier = button(() => ({ page: model.get("page") - 1 }));
  const where = element("span", "");
  const later = button(() => ({ page: model.get("page") + 1 }));
  earlier.textContent = words.earlier;
  later.textContent = words.later;
  pages.append(earlier, where, later);

  // Buttons are kept, so that the keyboard stays where it was.
  function showViews() {
    const wanted = model.get("views");
    for (const old of [...views.children]) {
      if (!wanted.some(([key]) => key === old.dataset.view)) old.remove();
    }
    wanted.forEach(([key, label], number) => {
      let one = [...views.children].find((old) => old.dataset.view === key);
      if (one === undefined) {
        one = button(() => ({ view: key }));
        one.dataset.view = key;
      }
      one.textContent = label;
      one.setAttribute("aria-pressed", key === model.get("view"));
      if (views.children[number] !== one) views.insertBefore(one, views.children[number] ?? null);
    });
  }

  function heading(text, className = "") {
    return element("th", className, { scope: "col", textContent: text });
  }

  function showHead(judged) {
    if (headed === judged) return;
    headed = judged;
    const row = element("tr", "");
    if (judged) {
      const all = control("input", "dc-check", { type: "checkbox" });
      all.setAttribute("aria-label", words.take_all);
      all.addEventListener("change", () => tell({ tick: "all", on: all.checked }));
      const first = heading("", "dc-statement-tick");
      const label = element("label", "");
      label.append(all, element("span", "dc-statement-all", { textContent: words.take_all }));
      first.append(label);
      row.append(first, heading(words.day), heading(words.amount, "dc-money"), heading(words.who));
      row.append(heading(words.meaning), heading(words.debt));
    } else row.append(heading(words.number), heading(words.who));
    head.replaceChildren(row);
  }

  function about() {
    const made = element("td", "dc-statement-who");
    made.append(element("span", "dc-statement-text"), element("span", "dc-hint"), element("span", "dc-problem"));
    return made;
  }

  function judgedRow(row) {
    const made = element("tr", "");
    const tick = control("input", "dc-check", { type: "checkbox" });
    const meaning = select(row.meanings, row.meaning);
    const debt = select([["", row.no_debt], ...model.get("debts")], row.debt);
    const who = about();
    const place = row.place;
    tick.setAttribute("aria-label", `${words.take}: ${row.name}`);
    meaning.setAttribute("aria-label", `${words.meaning}: ${row.name}`);
    debt.setAttribute("aria-label", `${words.debt}: ${row.name}`);
    who.id = `dc-${Math.random().toString(36).slice(2)}`;
    tick.setAttribute("aria-describedby", who.id);
    tick.addEventListener("change", () => tell({ tick: place, on: tick.checked }));
    meaning.addEventListener("change", () => tell({ row: place, meaning: meaning.value }));
    debt.addEventListener("change", () => tell({ row: place, debt: debt.value }));
    const cells = [
      element("td", "dc-statement-tick"),
      element("td", "dc-statement-day", { textContent: row.day }),
      element("td", "dc-money", { textContent: row.amount }),
      who,
      element("td", "dc-statement-meaning"),
      element("td", "dc-statement-debt"),
    ];
    cells[0].append(tick);
    cells[4].append(meaning);
    cells[5].append(debt);
    made.append(...cells);
    return {
      made,
      show(now) {
        tick.checked = now.ticked;
        meaning.value = now.meaning;
        debt.options[0].textContent = now.no_debt;
        debt.value = now.debt;
        made.dataset.ticked = now.ticked;
        showAbout(who, now);
      },
    };
  }

  function showAbout(who, row) {
    const [text, why, care] = who.children;
    text.textContent = row.text;
    text.hidden = row.text === "";
    why.textContent = row.why.filter((line) => line !== "").join(el.lang.startsWith("zh") ? "" : " ");
    care.textContent = row.care ?? "";
  }

  function plainRow(row) {
    const made = element("tr", "");
    const who = about();
    made.append(element("th", "dc-statement-number", { scope: "row", textContent: row.number }), who);
    return { made, show: (now) => showAbout(who, now) };
  }

  function update() {
    const now = model.get("rows");
    const view = model.get("view");
    el.hidden = model.get("views").length === 0;
    showViews();
    const judged = !["refused", "aside"].includes(view);
    caption.textContent = judged ? words.caption : (views.querySelector("[aria-pressed=true]")?.textContent ?? "");
    showHead(judged);
    if (shown !== model.get("list")) {
      for (const { made } of rows.values()) made.remove();
      rows.clear();
      shown = model.get("list");
    }
    const wanted = now.map((row) => `${row.meaning === undefined ? view : "row"} ${row.place}`);
    for (const [key, old] of rows) {
      if (wanted.includes(key)) continue;
      old.made.remove();
      rows.delete(key);
    }
    now.forEach((row, number) => {
      const key = wanted[number];
      if (!rows.has(key)) rows.set(key, row.meaning === undefined ? plainRow(row) : judgedRow(row));
      const one = rows.get(key);
      one.show(row);
      if (body.children[number] !== one.made) body.insertBefore(one.made, body.children[number] ?? null);
    });
    const all = head.querySelector("input");
    const forAll = now.filter((row) => row.for_all);
    if (all !== null) all.checked = forAll.length > 0 && forAll.every((row) => row.ticked);
    const page = model.get("page");
    const last = model.get("pages") - 1;
    pages.hidden = last < 1;
    earlier.disabled = page < 1;
    later.disabled = page >= last;
    where.textContent = words.page.replace("{page}", page + 1).replace("{pages}", last + 1);
  }

  model.on("change:rows change:views change:view change:page change:pages change:list", update);
  update();
}

export default { render };
